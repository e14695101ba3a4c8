/*
 * calendar.c
 *	  The sessions of a store's markets: read once in a query, then searched in memory (core/calendar.h).
 *
 * What has been read is kept with the function's place in the query, and holds for the snapshot that
 * it was read under.  The first questions read a stretch of days each, for it is not known whether
 * more will come; then the whole calendar is read.
 */
#include "compat.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "core/calendar.h"
#include "datatype/timestamp.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "result_rows.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

/* A stretch reaches so many days to either side of what is asked for: beyond a long holiday. */
#define STRETCH_DAYS 30

/* So many stretches cost about what the whole calendar does. */
#define STRETCHES_MAX 100

/*
 * What is read.  The store is somebody's schema: its columns are cast to the types that are expected
 * here, and no operator is looked up by search_path.
 */
enum
{
	PLAN_MARKET,
	PLAN_SESSIONS,
	PLAN_QUOTED,
	PLANS
};

static const char *const query_of[PLANS] = {
	[PLAN_MARKET] = "SELECT m.mic::pg_catalog.text, m.time_zone::pg_catalog.text,"
					" EXISTS (SELECT FROM %1$s.market_session s"
					"  WHERE s.mic OPERATOR(pg_catalog.=) m.mic)"
					" FROM %1$s.market m WHERE m.mic OPERATOR(pg_catalog.=)"
					" coalesce($1, (SELECT i.market FROM %1$s.store_info i))",
	[PLAN_SESSIONS] = "SELECT s.session::pg_catalog.date, s.opens_at::pg_catalog.timestamptz,"
					  " s.closes_at::pg_catalog.timestamptz FROM %1$s.market_session s"
					  " WHERE s.mic OPERATOR(pg_catalog.=) $1"
					  " AND s.session OPERATOR(pg_catalog.>=) $2"
					  " AND s.session OPERATOR(pg_catalog.<=) $3 ORDER BY s.session",
	/* From session to session by the index: many symbols are quoted in each. */
	[PLAN_QUOTED] = "WITH RECURSIVE s (session) AS ("
					"(SELECT q.session::pg_catalog.date FROM %1$s.session_quote q"
					" WHERE q.mic OPERATOR(pg_catalog.=) $1 ORDER BY q.session LIMIT 1)"
					" UNION ALL SELECT (SELECT q.session::pg_catalog.date FROM %1$s.session_quote q"
					"  WHERE q.mic OPERATOR(pg_catalog.=) $1"
					"  AND q.session OPERATOR(pg_catalog.>) s.session ORDER BY q.session LIMIT 1)"
					" FROM s WHERE s.session IS NOT NULL)"
					"SELECT s.session FROM s WHERE s.session IS NOT NULL",
};

/* What tells one snapshot from another, in a subtransaction: a rolled back one takes its rows along. */
typedef struct Moment
{
	TransactionId xmin;
	TransactionId xmax;
	uint32 running;
	CommandId command;
	SubTransactionId subtransaction;
} Moment;

/* What the sessions of a market are known by. */
typedef enum Basis
{
	BASIS_HOURS,  /* market_session */
	BASIS_QUOTES, /* no hours: the sessions in which something was quoted */
	BASIS_DATES   /* nor quotes: every date */
} Basis;

typedef struct Market
{
	struct Market *next;
	bool own;   /* asked for as the store's own */
	text *code; /* as the store has it */
	text *time_zone;
	Basis basis;
	int stretches; /* read so far */
	Calendar sessions;
	MemoryContext context; /* of the sessions */
} Market;

typedef struct Reader
{
	Oid store;
	char *schema; /* quoted */
	SPIPlanPtr plan[PLANS];
	MemoryContext context;
	MemoryContextCallback at_end;
	Moment moment;
	MemoryContext markets_context;
	Market *markets; /* what was read at that moment */
} Reader;

/*
 * Reader
 */

static void
free_plans(void *context)
{
	Reader *reader = context;

	for (int i = 0; i < PLANS; i++)
		if (reader->plan[i] != NULL)
			SPI_freeplan(reader->plan[i]);
}

static Reader *
open_reader(FmgrInfo *flinfo, Oid store)
{
	MemoryContext context =
		AllocSetContextCreate(flinfo->fn_mcxt, "newstape calendar", ALLOCSET_SMALL_SIZES);
	Reader *reader = MemoryContextAllocZero(context, sizeof(Reader));
	char *schema = get_namespace_name(store);

	if (schema == NULL)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_SCHEMA),
						errmsg("schema with OID %u does not exist", store)));
	reader->store = store;
	reader->schema = MemoryContextStrdup(context, quote_identifier(schema));
	reader->context = context;
	reader->markets_context =
		AllocSetContextCreate(context, "newstape markets", ALLOCSET_SMALL_SIZES);
	reader->at_end.func = free_plans;
	reader->at_end.arg = reader;
	MemoryContextRegisterResetCallback(context, &reader->at_end);
	return reader;
}

/* Rows of SPI_tuptable; between SPI_connect() and SPI_finish(). */
static void
run(Reader *reader, int which, Datum *values, const char *nulls)
{
	static Oid types[] = {TEXTOID, DATEOID, DATEOID};

	if (reader->plan[which] == NULL)
	{
		SPIPlanPtr plan =
			SPI_prepare_cursor(psprintf(query_of[which], reader->schema),
							   which == PLAN_SESSIONS ? 3 : 1, types, CURSOR_OPT_GENERIC_PLAN);

		if (plan == NULL || SPI_keepplan(plan) != 0)
			elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
		reader->plan[which] = plan;
	}
	if (SPI_execute_plan(reader->plan[which], values, nulls, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "SPI_execute_plan failed: %s", SPI_result_code_string(SPI_result));
}

static void
connect_spi(void)
{
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
}

static Moment
moment_of_snapshot(void)
{
	Snapshot snapshot = ActiveSnapshotSet() ? GetActiveSnapshot() : NULL;

	if (snapshot == NULL)
		elog(ERROR, "a calendar is read without a snapshot");
	return (Moment){snapshot->xmin, snapshot->xmax, snapshot->xcnt, snapshot->curcid,
					GetCurrentSubTransactionId()};
}

/* With the same xmax the running transactions can but become fewer, so their number tells them. */
static bool
same_moment(const Moment *a, const Moment *b)
{
	return a->command == b->command && a->xmax == b->xmax && a->running == b->running &&
		   a->xmin == b->xmin && a->subtransaction == b->subtransaction;
}

/*
 * Sessions
 */

/* Take sessions from SPI's rows, with times where they are known. */
static void
take_sessions(Market *market, bool complete)
{
	SPITupleTable *rows = SPI_tuptable;
	bool timed = market->basis == BASIS_HOURS;
	size_t count = SPI_processed;
	int32 *session;
	int64 *times;

	MemoryContextReset(market->context);
	session = MemoryContextAllocHuge(market->context, Max(count, 1) * sizeof(int32));
	times = MemoryContextAllocHuge(market->context, Max(count, 1) * 2 * sizeof(int64));
	for (size_t i = 0; i < count; i++)
	{
		bool isnull[3] = {false};

		CHECK_FOR_INTERRUPTS();
		session[i] = DatumGetDateADT(SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull[0]));
		if (timed)
		{
			times[i] =
				DatumGetTimestampTz(SPI_getbinval(rows->vals[i], rows->tupdesc, 2, &isnull[1]));
			times[count + i] =
				DatumGetTimestampTz(SPI_getbinval(rows->vals[i], rows->tupdesc, 3, &isnull[2]));
		}
		if (isnull[0] || isnull[1] || isnull[2])
			ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED),
							errmsg("a session of market \"%s\" lacks its day or a time",
								   text_to_cstring(market->code))));
	}
	market->sessions = (Calendar){.session = session,
								  .opens_at = timed ? times : NULL,
								  .closes_at = timed ? times + count : NULL,
								  .count = count,
								  .complete = complete};
	if (!calendar_in_order(&market->sessions))
		ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED),
						errmsg("the sessions of market \"%s\" are not in order",
							   text_to_cstring(market->code)),
						errhint("Table market_session is derived: edit market_hours and "
								"market_holiday instead.")));
}

/* Every date of the years that calendars are of. */
static void
take_dates(Market *market)
{
	const int32 first = date2j(1970, 1, 1) - POSTGRES_EPOCH_JDATE;
	const size_t count = date2j(2101, 1, 1) - date2j(1970, 1, 1);
	int32 *session = MemoryContextAlloc(market->context, count * sizeof(int32));

	for (size_t i = 0; i < count; i++)
		session[i] = first + (int32) i;
	market->sessions = (Calendar){.session = session, .count = count, .complete = true};
}

static void
read_sessions(Reader *reader, Market *market, DateADT first, DateADT last)
{
	bool whole = DATE_IS_NOBEGIN(first) && DATE_IS_NOEND(last);

	connect_spi();
	run(reader, PLAN_SESSIONS,
		(Datum[]){PointerGetDatum(market->code), DateADTGetDatum(first), DateADTGetDatum(last)},
		NULL);
	take_sessions(market, whole);
	SPI_finish();
}

static void
read_whole(Reader *reader, Market *market)
{
	if (!market->sessions.complete)
		read_sessions(reader, market, DATEVAL_NOBEGIN, DATEVAL_NOEND);
}

static void
read_around(Reader *reader, Market *market, DateADT day)
{
	if (market->stretches++ < STRETCHES_MAX && !DATE_NOT_FINITE(day))
		read_sessions(reader, market, day - STRETCH_DAYS, day + STRETCH_DAYS);
	else
		read_whole(reader, market);
}

/* Where a moment falls, or a day: as much is read as it takes. */
static size_t
place_of_moment(Reader *reader, Market *market,
				size_t (*placing)(const Calendar *calendar, int64 moment), TimestampTz moment)
{
	size_t place = placing(&market->sessions, moment);

	if (!calendar_tells(&market->sessions, place))
	{
		/* The day in UTC: a stretch is far wider than the difference. */
		read_around(reader, market, TIMESTAMP_NOT_FINITE(moment) ? 0 : moment / USECS_PER_DAY);
		place = placing(&market->sessions, moment);
	}
	if (!calendar_tells(&market->sessions, place))
	{
		read_whole(reader, market);
		place = placing(&market->sessions, moment);
	}
	return place;
}

static size_t
place_of_day(Reader *reader, Market *market, DateADT day)
{
	size_t place = calendar_before(&market->sessions, day);

	if (!calendar_tells(&market->sessions, place))
	{
		read_around(reader, market, day);
		place = calendar_before(&market->sessions, day);
	}
	if (!calendar_tells(&market->sessions, place))
	{
		read_whole(reader, market);
		place = calendar_before(&market->sessions, day);
	}
	return place;
}

/*
 * Markets
 */

static bool
same_text(const text *a, const text *b)
{
	return VARSIZE_ANY_EXHDR(a) == VARSIZE_ANY_EXHDR(b) &&
		   memcmp(VARDATA_ANY(a), VARDATA_ANY(b), VARSIZE_ANY_EXHDR(a)) == 0;
}

static text *
text_column(int column, MemoryContext context)
{
	bool isnull;
	Datum value = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column, &isnull);
	MemoryContext old = MemoryContextSwitchTo(context);
	text *copy = isnull ? cstring_to_text("") : DatumGetTextPCopy(value);

	MemoryContextSwitchTo(old);
	return copy;
}

/* code is NULL for the store's own market. */
static Market *
read_market(Reader *reader, const text *code, bool quoted)
{
	Market *market = MemoryContextAllocZero(reader->markets_context, sizeof(Market));
	bool isnull;

	connect_spi();
	run(reader, PLAN_MARKET, (Datum[]){PointerGetDatum(code)}, code == NULL ? "n" : NULL);
	if (SPI_processed != 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						code == NULL ? errmsg("store %s has no market", reader->schema)
									 : errmsg("unknown market: %s",
											  quote_literal_cstr(text_to_cstring(code))),
						errhint("SELECT mic FROM %s.market lists the markets.", reader->schema)));
	market->own = code == NULL;
	market->code = text_column(1, reader->markets_context);
	market->time_zone = text_column(2, reader->markets_context);
	market->context =
		AllocSetContextCreate(reader->markets_context, "newstape sessions", ALLOCSET_SMALL_SIZES);
	if (!DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3, &isnull)))
	{
		market->basis = BASIS_DATES;
		if (quoted)
			run(reader, PLAN_QUOTED, (Datum[]){PointerGetDatum(market->code)}, NULL);
		if (quoted && SPI_processed > 0)
		{
			market->basis = BASIS_QUOTES;
			take_sessions(market, true);
		}
		else
			take_dates(market);
	}
	SPI_finish();
	market->next = reader->markets;
	reader->markets = market;
	return market;
}

/* A question: a store, a market, and where the last arguments begin.  Forms without a market's code are of
 * the store's own market. */
typedef struct Question
{
	Reader *reader;
	Market *market;
	int at; /* the first of the last arguments */
} Question;

/* quoted: without hours, the sessions are those in which something was quoted. */
static Question
ask(FunctionCallInfo fcinfo, int last_arguments, bool quoted)
{
	Oid store = PG_GETARG_OID(0);
	text *code = PG_NARGS() - last_arguments > 1 ? PG_GETARG_TEXT_PP(1) : NULL;
	Reader *reader = fcinfo->flinfo->fn_extra;
	Moment moment = moment_of_snapshot();
	Market *market;

	if (reader == NULL || reader->store != store)
	{
		fcinfo->flinfo->fn_extra = NULL;
		if (reader != NULL)
			MemoryContextDelete(reader->context);
		reader = fcinfo->flinfo->fn_extra = open_reader(fcinfo->flinfo, store);
	}
	if (!same_moment(&reader->moment, &moment))
	{
		reader->markets = NULL;
		MemoryContextReset(reader->markets_context);
		reader->moment = moment;
	}
	market = reader->markets;
	while (market != NULL && (code == NULL ? !market->own : !same_text(code, market->code)))
		market = market->next;
	if (market == NULL)
		market = read_market(reader, code, quoted);
	return (Question){reader, market, PG_NARGS() - last_arguments};
}

/*
 * Answers to moments.  Outside the calendar the date of the market stands in.
 */

static DateADT
local_date(const Market *market, TimestampTz moment)
{
	Datum local = DirectFunctionCall2(timestamptz_zone, PointerGetDatum(market->time_zone),
									  TimestampTzGetDatum(moment));

	return DatumGetDateADT(DirectFunctionCall1(timestamp_date, local));
}

static DateADT
day_before(DateADT day)
{
	if (DATE_NOT_FINITE(day))
		return day;
	if (!IS_VALID_DATE(day - 1))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("date out of range")));
	return day - 1;
}

static bool
outside(const Market *market, DateADT day)
{
	const Calendar *sessions = &market->sessions;

	return sessions->count == 0 || day < sessions->session[0] ||
		   day > sessions->session[sessions->count - 1];
}

/* The first session at or after a day. */
static DateADT
session_from(Reader *reader, Market *market, DateADT day)
{
	size_t place = place_of_day(reader, market, day);

	if (place == market->sessions.count ||
		(place == 0 && market->basis != BASIS_QUOTES && outside(market, day)))
		return day;
	return market->sessions.session[place];
}

static DateADT
first_to_close(FunctionCallInfo fcinfo, bool quoted)
{
	Question q = ask(fcinfo, 2, quoted);
	TimestampTz moment = PG_GETARG_TIMESTAMPTZ(q.at);
	size_t place;

	if (q.market->basis != BASIS_HOURS || PG_GETARG_BOOL(q.at + 1))
		return session_from(q.reader, q.market, local_date(q.market, moment));
	place = place_of_moment(q.reader, q.market, calendar_closed, moment);
	if (place == 0)
	{
		DateADT today = local_date(q.market, moment);

		if (outside(q.market, today))
			return today;
	}
	else if (place == q.market->sessions.count)
		return Max(local_date(q.market, moment), q.market->sessions.session[place - 1] + 1);
	return q.market->sessions.session[place];
}

PG_FUNCTION_INFO_V1(newstape_calendar_article_session);
Datum
newstape_calendar_article_session(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(first_to_close(fcinfo, false));
}

PG_FUNCTION_INFO_V1(newstape_calendar_reaction_session);
Datum
newstape_calendar_reaction_session(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(first_to_close(fcinfo, true));
}

PG_FUNCTION_INFO_V1(newstape_calendar_session_of);
Datum
newstape_calendar_session_of(PG_FUNCTION_ARGS)
{
	Question q = ask(fcinfo, 1, false);
	TimestampTz moment = PG_GETARG_TIMESTAMPTZ(q.at);
	size_t place;

	if (q.market->basis != BASIS_HOURS)
		PG_RETURN_DATEADT(local_date(q.market, moment));
	place = place_of_moment(q.reader, q.market, calendar_opened, moment);
	if (place == 0 || place == q.market->sessions.count)
	{
		DateADT today = local_date(q.market, moment);

		if (place == 0 || outside(q.market, today))
			PG_RETURN_DATEADT(today);
	}
	PG_RETURN_DATEADT(q.market->sessions.session[place - 1]);
}

/* Of days alone it is known that those before today have closed. */
static DateADT
last_before_today(Question q, TimestampTz moment)
{
	DateADT today = local_date(q.market, moment);
	size_t place = calendar_before(&q.market->sessions, today);

	if (q.market->basis == BASIS_DATES || place == 0)
		return day_before(today);
	return q.market->sessions.session[place - 1];
}

PG_FUNCTION_INFO_V1(newstape_calendar_previous_session);
Datum
newstape_calendar_previous_session(PG_FUNCTION_ARGS)
{
	Question q = ask(fcinfo, 1, true);
	TimestampTz moment = PG_GETARG_TIMESTAMPTZ(q.at);
	size_t place;

	if (q.market->basis != BASIS_HOURS)
		PG_RETURN_DATEADT(last_before_today(q, moment));
	place = place_of_moment(q.reader, q.market, calendar_closed, moment);
	if (place == 0 || place == q.market->sessions.count)
	{
		DateADT today = local_date(q.market, moment);

		if (place == 0 || outside(q.market, today))
			PG_RETURN_DATEADT(day_before(today));
	}
	PG_RETURN_DATEADT(q.market->sessions.session[place - 1]);
}

/*
 * Answers to days
 */

PG_FUNCTION_INFO_V1(newstape_calendar_session_offset);
Datum
newstape_calendar_session_offset(PG_FUNCTION_ARGS)
{
	Question q = ask(fcinfo, 2, true);
	DateADT day = PG_GETARG_DATEADT(q.at);
	int32 sessions = PG_GETARG_INT32(q.at + 1);
	size_t place = place_of_day(q.reader, q.market, day);

	if (!calendar_move(&q.market->sessions, &place, sessions))
	{
		/* not in this stretch */
		read_whole(q.reader, q.market);
		place = calendar_before(&q.market->sessions, day);
		if (!calendar_move(&q.market->sessions, &place, sessions))
			PG_RETURN_NULL();
	}
	PG_RETURN_DATEADT(q.market->sessions.session[place]);
}

PG_FUNCTION_INFO_V1(newstape_calendar_session_number);
Datum
newstape_calendar_session_number(PG_FUNCTION_ARGS)
{
	Question q = ask(fcinfo, 1, true);
	size_t place;

	read_whole(q.reader, q.market);
	place = calendar_before(&q.market->sessions, PG_GETARG_DATEADT(q.at));
	if (place == q.market->sessions.count)
		PG_RETURN_NULL();
	PG_RETURN_INT32(place + 1);
}

PG_FUNCTION_INFO_V1(newstape_calendar_sessions_between);
Datum
newstape_calendar_sessions_between(PG_FUNCTION_ARGS)
{
	Question q = ask(fcinfo, 2, true);
	DateADT last = PG_GETARG_DATEADT(q.at + 1);
	Tuplestorestate *result;
	TupleDesc desc;
	bool nulls[2] = {false};

	result = begin_result_rows(fcinfo, &desc);
	read_whole(q.reader, q.market);
	for (size_t i = calendar_before(&q.market->sessions, PG_GETARG_DATEADT(q.at));
		 i < q.market->sessions.count && q.market->sessions.session[i] <= last; i++)
	{
		Datum values[2] = {DateADTGetDatum(q.market->sessions.session[i]), Int32GetDatum(i + 1)};

		CHECK_FOR_INTERRUPTS();
		tuplestore_putvalues(result, desc, values, nulls);
	}
	return (Datum) 0;
}
