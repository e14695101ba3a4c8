/*
 * inner_query.c
 *	  Runs a query that came as text and checks that it gives the columns asked for.
 *
 * Rows go from the executor straight to the caller, by a destination of our own: copying them into
 * SPI's tables would cost more than most callers do with them.
 */
#include "inner_query.h"

#include "access/transam.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "parser/parse_coerce.h"
#include "tcop/dest.h"
#include "tcop/pquery.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

typedef struct RowReceiver
{
	DestReceiver receiver; /* first: the executor knows this part alone */
	int count;
	int last;                     /* of the query's columns, the number of the last that is read */
	int place[INNER_COLUMNS_MAX]; /* number of each column in the query's rows, 0: not given */
	FmgrInfo cast[INNER_COLUMNS_MAX]; /* fn_oid is invalid where the value is taken as it is */
	MemoryContext scratch;            /* of casts, for a row; NULL if nothing is cast */
	InnerRow row;
	void *context;
} RowReceiver;

static void
cast_values(RowReceiver *self, Datum *values, const bool *nulls)
{
	MemoryContext old;

	MemoryContextReset(self->scratch);
	old = MemoryContextSwitchTo(self->scratch);
	for (int i = 0; i < self->count; i++)
		if (OidIsValid(self->cast[i].fn_oid) && !nulls[i])
			values[i] = FunctionCall1(&self->cast[i], values[i]);
	MemoryContextSwitchTo(old);
}

static bool
receive_row(TupleTableSlot *slot, DestReceiver *receiver)
{
	RowReceiver *self = (RowReceiver *) receiver;
	Datum values[INNER_COLUMNS_MAX];
	bool nulls[INNER_COLUMNS_MAX];

	slot_getsomeattrs(slot, self->last);
	for (int i = 0; i < self->count; i++)
	{
		int from = self->place[i] - 1;

		values[i] = from >= 0 ? slot->tts_values[from] : (Datum) 0;
		nulls[i] = from < 0 || slot->tts_isnull[from];
	}
	if (self->scratch != NULL)
		cast_values(self, values, nulls);
	self->row(self->context, values, nulls);
	return true;
}

static void
receive_start(DestReceiver *receiver, int operation, TupleDesc desc)
{
}

static void
receive_end(DestReceiver *receiver)
{
}

/* "event_id text, symbol text, session date, and may give flags text" */
static char *
list_expected(const InnerColumn *columns, int count)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < count; i++)
		appendStringInfo(&list, "%s%s%s %s", i > 0 ? ", " : "",
						 columns[i].optional ? "and may give " : "", columns[i].name,
						 format_type_be(columns[i].type));
	return list.data;
}

/* The names that a query gives. */
static char *
list_given(TupleDesc desc)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < desc->natts; i++)
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "",
						 NameStr(TupleDescAttr(desc, i)->attname));
	return list.data;
}

/*
 * Can values of a type be taken?  *cast is the function that makes them the expected ones, if one is
 * needed.  A user's own casts are left to the query, which may need the right to use them.
 */
static bool
type_fits(Oid given, Oid expected, Oid *cast)
{
	switch (find_coercion_pathway(expected, getBaseType(given), COERCION_IMPLICIT, cast))
	{
		case COERCION_PATH_RELABELTYPE:
			return true;
		case COERCION_PATH_FUNC:
			return *cast < FirstNormalObjectId;
		default:
			return false;
	}
}

/* Number of a column in the query's rows, 0 for an optional one that is not there, and the function that casts it, if one is needed. */
static int
find_column(const char *name, TupleDesc desc, const InnerColumn *columns, int count, int wanted,
			Oid *cast)
{
	const InnerColumn *column = &columns[wanted];
	int found = 0;

	for (int i = 0; i < desc->natts; i++)
		if (strcmp(NameStr(TupleDescAttr(desc, i)->attname), column->name) == 0)
		{
			if (found > 0)
				ereport(ERROR,
						(errcode(ERRCODE_AMBIGUOUS_COLUMN),
						 errmsg("the query \"%s\" gives two columns \"%s\"", name, column->name)));
			found = i + 1;
		}
	if (found == 0 && column->optional)
		return 0;
	if (found == 0)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
						errmsg("the query \"%s\" gives no column \"%s\"", name, column->name),
						errdetail("It gives: %s.", list_given(desc)),
						errhint("It must give, in any order: %s.", list_expected(columns, count))));
	if (!type_fits(TupleDescAttr(desc, found - 1)->atttypid, column->type, cast))
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("column \"%s\" of the query \"%s\" is of type %s, not %s", column->name,
						name, format_type_be(TupleDescAttr(desc, found - 1)->atttypid),
						format_type_be(column->type)),
				 errhint("Cast it: the query must give, in any order: %s.",
						 list_expected(columns, count))));
	return found;
}

Portal
inner_query_open(const char *name, const char *query, const char *hint)
{
	SPIPlanPtr plan = SPI_prepare_cursor(query, 0, NULL, CURSOR_OPT_NO_SCROLL);
	Portal portal;

	if (plan == NULL)
		elog(ERROR, "SPI_prepare_cursor failed: %s", SPI_result_code_string(SPI_result));
	if (!SPI_is_cursor_plan(plan))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is not a query that gives rows", name), errhint("%s", hint)));
	portal = SPI_cursor_open(NULL, plan, NULL, NULL, true);
	SPI_freeplan(plan); /* the portal has a copy */
	return portal;
}

static void
find_columns(RowReceiver *self, const char *name, TupleDesc desc, const InnerColumn *columns)
{
	for (int i = 0; i < self->count; i++)
	{
		Oid cast = InvalidOid;

		self->place[i] = find_column(name, desc, columns, self->count, i, &cast);
		self->last = Max(self->last, self->place[i]);
		self->cast[i].fn_oid = InvalidOid;
		if (!OidIsValid(cast))
			continue;
		fmgr_info(cast, &self->cast[i]);
		if (self->scratch == NULL)
			self->scratch =
				AllocSetContextCreate(CurrentMemoryContext, "casts", ALLOCSET_SMALL_SIZES);
	}
}

void
inner_query_run(const char *name, const text *query, const InnerColumn *columns, int count,
				InnerRow row, void *context)
{
	RowReceiver self = {
		.receiver = {receive_row, receive_start, receive_end, receive_end, DestNone}};
	Portal portal = inner_query_open(
		name, text_to_cstring(query),
		psprintf("Write one SELECT that gives: %s.", list_expected(columns, count)));

	Assert(count <= INNER_COLUMNS_MAX);
	self.count = count;
	self.row = row;
	self.context = context;
	find_columns(&self, name, portal->tupDesc, columns);
	PortalRunFetch(portal, FETCH_FORWARD, FETCH_ALL, &self.receiver);
	SPI_cursor_close(portal);
	if (self.scratch != NULL)
		MemoryContextDelete(self.scratch);
}
