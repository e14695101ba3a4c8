/*
 * first.c
 *	  The aggregates first(value, key) and last(value, key): the value of the smallest and of the
 * largest key.
 *
 * They take any types, so their state can be no base type: that would have to hold values of
 * whatever type, which only the state of a call knows.  It is internal, with serialization for
 * parallel plans.  A total order (key, then value, then the bytes of the value) makes the result
 * independent of the order in which rows come.
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

typedef struct Item
{
	Datum datum;
	bool null;
	TypeCacheEntry *type;
} Item;

typedef struct FirstState
{
	Item value;
	Item key;
	Oid collation;
} FirstState;

/*
 * Order
 */

static int
compare_bytes(const void *a, Size a_size, const void *b, Size b_size)
{
	int order = memcmp(a, b, Min(a_size, b_size));

	return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

/* 0 for identical values only. */
static int
compare_images(const Item *a, const Item *b)
{
	if (a->type->typbyval)
		return (a->datum > b->datum) - (a->datum < b->datum);
	if (a->type->typlen == -1)
	{
		struct varlena *left = PG_DETOAST_DATUM_PACKED(a->datum);
		struct varlena *right = PG_DETOAST_DATUM_PACKED(b->datum);
		int order = compare_bytes(VARDATA_ANY(left), VARSIZE_ANY_EXHDR(left), VARDATA_ANY(right),
								  VARSIZE_ANY_EXHDR(right));

		if ((Pointer) left != DatumGetPointer(a->datum))
			pfree(left);
		if ((Pointer) right != DatumGetPointer(b->datum))
			pfree(right);
		return order;
	}
	return compare_bytes(DatumGetPointer(a->datum), datumGetSize(a->datum, false, a->type->typlen),
						 DatumGetPointer(b->datum), datumGetSize(b->datum, false, b->type->typlen));
}

/* By the type's own order, if it has one; a tie for others. */
static int
compare_items(const Item *a, const Item *b, Oid collation)
{
	if (!OidIsValid(a->type->cmp_proc_finfo.fn_oid))
		return 0;
	return DatumGetInt32(
		FunctionCall2Coll(&a->type->cmp_proc_finfo, collation, a->datum, b->datum));
}

/* Does a stand before b, with direction 1, or behind it, with -1?  Of one key a NULL never does. */
static bool
beyond(const FirstState *a, const FirstState *b, int direction)
{
	int order = compare_items(&a->key, &b->key, a->collation);

	if (order == 0)
	{
		if (a->value.null || b->value.null)
			return !a->value.null;
		order = compare_items(&a->value, &b->value, a->collation);
		if (order == 0)
			order = compare_images(&a->value, &b->value);
	}
	return direction > 0 ? order < 0 : order > 0;
}

/*
 * State
 */

static void
keep_item(Item *into, const Item *from)
{
	into->type = from->type;
	into->null = from->null;
	into->datum =
		from->null ? (Datum) 0 : datumCopy(from->datum, from->type->typbyval, from->type->typlen);
}

static void
free_item(Item *item)
{
	if (!item->null && !item->type->typbyval)
		pfree(DatumGetPointer(item->datum));
}

static MemoryContext
state_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	return context;
}

/* state or, if that is NULL, a new one takes over what candidate has, if it is beyond. */
static FirstState *
offer(FunctionCallInfo fcinfo, FirstState *state, const FirstState *candidate, int direction)
{
	MemoryContext old;

	if (state != NULL && !beyond(candidate, state, direction))
		return state;
	old = MemoryContextSwitchTo(state_context(fcinfo));
	if (state == NULL)
		state = palloc(sizeof(FirstState));
	else
	{
		free_item(&state->value);
		free_item(&state->key);
	}
	keep_item(&state->value, &candidate->value);
	keep_item(&state->key, &candidate->key);
	state->collation = candidate->collation;
	MemoryContextSwitchTo(old);
	return state;
}

static TypeCacheEntry *
type_entry(Oid type)
{
	return lookup_type_cache(type, TYPECACHE_CMP_PROC_FINFO);
}

/* The types of a call's arguments, looked up once. */
static TypeCacheEntry **
argument_types(FunctionCallInfo fcinfo)
{
	TypeCacheEntry **types = fcinfo->flinfo->fn_extra;

	if (types == NULL)
	{
		types = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, 2 * sizeof(TypeCacheEntry *));
		for (int i = 0; i < 2; i++)
			types[i] = type_entry(get_fn_expr_argtype(fcinfo->flinfo, i + 1));
		if (!OidIsValid(types[1]->cmp_proc_finfo.fn_oid))
			ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION),
							errmsg("type %s has no order", format_type_be(types[1]->type_id)),
							errdetail("The key of first() and last() needs a default operator "
									  "class for btree.")));
		fcinfo->flinfo->fn_extra = types;
	}
	return types;
}

static Datum
step(FunctionCallInfo fcinfo, int direction)
{
	FirstState *state = PG_ARGISNULL(0) ? NULL : (FirstState *) PG_GETARG_POINTER(0);
	TypeCacheEntry **types = argument_types(fcinfo);
	FirstState candidate;

	state_context(fcinfo);
	if (!PG_ARGISNULL(2))
	{
		candidate.value = (Item){PG_GETARG_DATUM(1), PG_ARGISNULL(1), types[0]};
		candidate.key = (Item){PG_GETARG_DATUM(2), false, types[1]};
		candidate.collation = PG_GET_COLLATION();
		state = offer(fcinfo, state, &candidate, direction);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

static Datum
combine(FunctionCallInfo fcinfo, int direction)
{
	FirstState *state = PG_ARGISNULL(0) ? NULL : (FirstState *) PG_GETARG_POINTER(0);

	state_context(fcinfo);
	if (!PG_ARGISNULL(1))
		state = offer(fcinfo, state, (FirstState *) PG_GETARG_POINTER(1), direction);
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

#define FIRST_AGGREGATE(name, direction)                                                           \
	PG_FUNCTION_INFO_V1(name##_step);                                                              \
	Datum name##_step(PG_FUNCTION_ARGS)                                                            \
	{                                                                                              \
		return step(fcinfo, direction);                                                            \
	}                                                                                              \
	PG_FUNCTION_INFO_V1(name##_combine);                                                           \
	Datum name##_combine(PG_FUNCTION_ARGS)                                                         \
	{                                                                                              \
		return combine(fcinfo, direction);                                                         \
	}

FIRST_AGGREGATE(first, 1)
FIRST_AGGREGATE(last, -1)

PG_FUNCTION_INFO_V1(first_final);
Datum
first_final(PG_FUNCTION_ARGS)
{
	FirstState *state = PG_ARGISNULL(0) ? NULL : (FirstState *) PG_GETARG_POINTER(0);

	state_context(fcinfo);
	if (state == NULL || state->value.null)
		PG_RETURN_NULL();
	return state->value.datum;
}

/*
 * Between the processes of a plan: types, collation, and the values as they lie in memory
 */

static Size
item_space(const Item *item)
{
	return datumEstimateSpace(item->datum, item->null, item->type->typbyval, item->type->typlen);
}

static void
put_item(char **cursor, const Item *item)
{
	datumSerialize(item->datum, item->null, item->type->typbyval, item->type->typlen, cursor);
}

#define HEADER_OIDS 3

PG_FUNCTION_INFO_V1(first_serialize);
Datum
first_serialize(PG_FUNCTION_ARGS)
{
	FirstState *state = (FirstState *) PG_GETARG_POINTER(0);
	Oid header[HEADER_OIDS] = {state->value.type->type_id, state->key.type->type_id,
							   state->collation};
	Size size = VARHDRSZ + sizeof(header) + item_space(&state->value) + item_space(&state->key);
	bytea *image;
	char *cursor;

	state_context(fcinfo);
	image = palloc0(size);
	SET_VARSIZE(image, size);
	cursor = VARDATA(image);
	memcpy(cursor, header, sizeof(header));
	cursor += sizeof(header);
	put_item(&cursor, &state->value);
	put_item(&cursor, &state->key);
	PG_RETURN_BYTEA_P(image);
}

PG_FUNCTION_INFO_V1(first_deserialize);
Datum
first_deserialize(PG_FUNCTION_ARGS)
{
	bytea *image = PG_GETARG_BYTEA_PP(0);
	FirstState *state = palloc(sizeof(FirstState));
	char *cursor = VARDATA_ANY(image);
	Oid header[HEADER_OIDS];

	state_context(fcinfo);
	memcpy(header, cursor, sizeof(header));
	cursor += sizeof(header);
	state->value.type = type_entry(header[0]);
	state->key.type = type_entry(header[1]);
	state->collation = header[2];
	state->value.datum = datumRestore(&cursor, &state->value.null);
	state->key.datum = datumRestore(&cursor, &state->key.null);
	PG_RETURN_POINTER(state);
}
