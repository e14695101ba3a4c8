/*
 * join_input.c
 *	  The rows of a query that is given as text: one side of asof_join() and window_join().
 *
 * The executor hands its rows over as it makes them: nothing is copied, and nothing is kept.
 */
#include "join_input.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "inner_query.h"
#include "tcop/dest.h"
#include "tcop/pquery.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/portal.h"
#include "utils/timestamp.h"

#define COLUMNS_HINT                                                                               \
	"A query gives the columns id bigint, key text, ts timestamp with time zone and, for rows of " \
	"one time, seq bigint; name and cast them, as in SELECT tick_id AS id, symbol AS key, "        \
	"seen_at AS ts FROM tick."

typedef enum JoinColumn
{
	COLUMN_ID,
	COLUMN_KEY,
	COLUMN_TS,
	COLUMN_SEQ,
	COLUMNS
} JoinColumn;

static const char *const column_name[COLUMNS] = {"id", "key", "ts", "seq"};
static const char *const column_type[COLUMNS] = {"bigint", "text", "timestamp with time zone",
												 "bigint"};

struct JoinInput
{
	DestReceiver receiver; /* first: the executor knows this part alone */
	Portal portal;
	const char *side;
	int attribute[COLUMNS]; /* from 0; -1 if there is no such column */
	Oid type[COLUMNS];
	int attributes; /* how many have to be read */
	JoinRowHandler handler;
	void *context;
};

/*
 * Columns
 */

static bool
accepted_type(JoinColumn column, Oid type)
{
	switch (column)
	{
		case COLUMN_KEY:
			return type == TEXTOID || type == VARCHAROID;
		case COLUMN_TS:
			return type == TIMESTAMPTZOID;
		default:
			return type == INT8OID || type == INT4OID || type == INT2OID;
	}
}

static void
refuse_column(const JoinInput *input, JoinColumn column, int sqlstate, const char *what,
			  const char *detail)
{
	ereport(ERROR, (errcode(sqlstate),
					errmsg("the %s query %s column \"%s\"", input->side, what, column_name[column]),
					detail ? errdetail("%s", detail) : 0, errhint(COLUMNS_HINT)));
}

static void
find_columns(JoinInput *input, TupleDesc desc)
{
	for (JoinColumn column = 0; column < COLUMNS; column++)
	{
		input->attribute[column] = -1;
		for (int i = 0; i < desc->natts; i++)
		{
			Form_pg_attribute attribute = TupleDescAttr(desc, i);
			Oid type = getBaseType(attribute->atttypid);

			if (strcmp(NameStr(attribute->attname), column_name[column]) != 0)
				continue;
			if (input->attribute[column] >= 0)
				refuse_column(input, column, ERRCODE_AMBIGUOUS_COLUMN, "has more than one", NULL);
			if (!accepted_type(column, type))
				refuse_column(input, column, ERRCODE_DATATYPE_MISMATCH, "has another type of",
							  psprintf("It is of type %s, not %s.",
									   format_type_be(attribute->atttypid), column_type[column]));
			input->attribute[column] = i;
			input->type[column] = type;
			input->attributes = Max(input->attributes, i + 1);
		}
		if (input->attribute[column] < 0 && column != COLUMN_SEQ)
			refuse_column(input, column, ERRCODE_UNDEFINED_COLUMN, "has no", NULL);
	}
}

/*
 * Rows
 */

static inline int64
integer_of(Datum value, Oid type)
{
	switch (type)
	{
		case INT8OID:
			return DatumGetInt64(value);
		case INT4OID:
			return DatumGetInt32(value);
		default:
			return DatumGetInt16(value);
	}
}

static void
refuse_null_id(const JoinInput *input)
{
	ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					errmsg("the %s query gives a NULL in column \"id\"", input->side),
					errhint("The result names rows by their id.")));
}

static bool
receive_row(TupleTableSlot *slot, DestReceiver *self)
{
	JoinInput *input = (JoinInput *) self;
	const int *at = input->attribute;
	JoinRow row = {.usable = false};
	struct varlena *key = NULL;
	Datum toasted;

	slot_getsomeattrs(slot, input->attributes);
	if (slot->tts_isnull[at[COLUMN_ID]])
		refuse_null_id(input);
	row.right.id = integer_of(slot->tts_values[at[COLUMN_ID]], input->type[COLUMN_ID]);
	if (!slot->tts_isnull[at[COLUMN_KEY]] && !slot->tts_isnull[at[COLUMN_TS]])
	{
		row.right.ts = DatumGetTimestampTz(slot->tts_values[at[COLUMN_TS]]);
		row.usable = !TIMESTAMP_NOT_FINITE(row.right.ts);
	}
	if (row.usable)
	{
		if (at[COLUMN_SEQ] < 0)
			row.right.seq = 0;
		else if (slot->tts_isnull[at[COLUMN_SEQ]])
			row.right.seq = PG_INT64_MAX; /* last, as ORDER BY has it */
		else
			row.right.seq = integer_of(slot->tts_values[at[COLUMN_SEQ]], input->type[COLUMN_SEQ]);
		toasted = slot->tts_values[at[COLUMN_KEY]];
		key = pg_detoast_datum_packed((struct varlena *) DatumGetPointer(toasted));
		row.key = VARDATA_ANY(key);
		row.key_length = VARSIZE_ANY_EXHDR(key);
	}
	input->handler(input->context, &row);
	if (key != NULL && (Pointer) key != DatumGetPointer(toasted))
		pfree(key);
	return true;
}

static void
start_nothing(DestReceiver *self, int operation, TupleDesc desc)
{
}

static void
end_nothing(DestReceiver *self)
{
}

JoinInput *
join_input_open(const char *query, const char *side)
{
	JoinInput *input = palloc0(sizeof(JoinInput));

	input->receiver.receiveSlot = receive_row;
	input->receiver.rStartup = start_nothing;
	input->receiver.rShutdown = end_nothing;
	input->receiver.rDestroy = end_nothing;
	input->receiver.mydest = DestTuplestore;
	input->side = side;
	input->portal = inner_query_open(psprintf("%s_query", side), query, COLUMNS_HINT);
	find_columns(input, input->portal->tupDesc);
	return input;
}

bool
join_input_fetch(JoinInput *input, long limit, JoinRowHandler handler, void *context)
{
	input->handler = handler;
	input->context = context;
	return PortalRunFetch(input->portal, FETCH_FORWARD, limit, &input->receiver) == limit;
}

void
join_input_drain(JoinInput *input, JoinRowHandler handler, void *context)
{
	join_input_fetch(input, FETCH_ALL, handler, context);
}

void
join_input_close(JoinInput *input)
{
	SPI_cursor_close(input->portal);
	pfree(input);
}
