/*
 * candlestick.c
 *	  The SQL type candlestick: what the ticks of a period come to, and the aggregates that make it.
 *
 * It is an aggregate's state and its result at once, so that partial results can be stored, sent
 * and combined.  A total order of ticks (time, then quote, then its display) makes the result
 * independent of the order in which rows come.
 */
#include "quote.h"

#include "common/int.h"
#include "core/ticker.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "parse_report.h"
#include "utc_time.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

/* A quote and when it was seen. */
typedef struct Tick
{
	TimestampTz time;
	Quote quote;
} Tick;

/* On disk as it is. */
typedef struct Candlestick
{
	Tick open;  /* first */
	Tick high;  /* highest price, the first time */
	Tick low;   /* lowest price, the first time */
	Tick close; /* last */
	int64 ticks;
} Candlestick;

StaticAssertDecl(sizeof(Tick) == 32, "layout of candlestick");
StaticAssertDecl(offsetof(Tick, quote) == 8, "layout of candlestick");
StaticAssertDecl(sizeof(Candlestick) == 136, "candlestick is declared with INTERNALLENGTH = 136");
StaticAssertDecl(offsetof(Candlestick, high) == 32, "layout of candlestick");
StaticAssertDecl(offsetof(Candlestick, low) == 64, "layout of candlestick");
StaticAssertDecl(offsetof(Candlestick, close) == 96, "layout of candlestick");
StaticAssertDecl(offsetof(Candlestick, ticks) == 128, "layout of candlestick");

#define CANDLESTICK_BINARY_VERSION 1

#define CANDLESTICK_HINT                                                                           \
	"Write what the type prints: \"open 2025-01-30 04:32:00+00 = 193.80 +0.30 (+0.16%); high "     \
	"...; "                                                                                        \
	"low ...; close ...; ticks 34\", with times in UTC."

#define PG_GETARG_CANDLESTICK_P(n) ((Candlestick *) PG_GETARG_POINTER(n))

/* The parts in the order of text and binary form. */
static const char *const part_name[] = {"open", "high", "low", "close"};

static Tick *
part(Candlestick *candle, int i)
{
	Tick *parts[] = {&candle->open, &candle->high, &candle->low, &candle->close};

	return parts[i];
}

/*
 * Order of ticks
 */

/* By time, then quote, then display: 0 for identical ticks only. */
static int
compare_ticks(const Tick *a, const Tick *b)
{
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return quote_compare_display(&a->quote, &b->quote);
}

/* By price; of ticks of one price the first is beyond the others, in either direction. */
static bool
beyond(const Tick *a, const Tick *b, int direction)
{
	int order = decimal_compare(quote_price(&a->quote), quote_price(&b->quote)) * direction;

	return order > 0 || (order == 0 && compare_ticks(a, b) < 0);
}

static void
merge(Candlestick *into, const Candlestick *from)
{
	if (compare_ticks(&from->open, &into->open) < 0)
		into->open = from->open;
	if (beyond(&from->high, &into->high, 1))
		into->high = from->high;
	if (beyond(&from->low, &into->low, -1))
		into->low = from->low;
	if (compare_ticks(&from->close, &into->close) > 0)
		into->close = from->close;
	if (pg_add_s64_overflow(into->ticks, from->ticks, &into->ticks))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("ticks of a candlestick are out of range")));
}

/* What no set of ticks can come to: the name of the part, or NULL if all is well. */
static const char *
candlestick_fault(Candlestick *candle)
{
	for (int i = 0; i < 4; i++)
	{
		const Tick *tick = part(candle, i);

		if (!TIMESTAMP_NOT_FINITE(tick->time) && !IS_VALID_TIMESTAMP(tick->time))
			return part_name[i];
		if (!quote_valid(&tick->quote))
			return part_name[i];
		if (compare_ticks(tick, &candle->open) < 0 || compare_ticks(tick, &candle->close) > 0)
			return part_name[i];
		if (beyond(tick, &candle->high, 1))
			return "high";
		if (beyond(tick, &candle->low, -1))
			return "low";
		if (candle->ticks == 1 && compare_ticks(tick, &candle->open) != 0)
			return "number of ticks";
	}
	return candle->ticks >= 1 ? NULL : "number of ticks";
}

/*
 * Text form
 */

static char *
candlestick_text(Candlestick *candle)
{
	StringInfoData text;
	char quote[QUOTE_TEXT_MAX];

	initStringInfo(&text);
	for (int i = 0; i < 4; i++)
	{
		const Tick *tick = part(candle, i);

		appendStringInfo(&text, "%s ", part_name[i]);
		append_utc_time(&text, tick->time);
		appendStringInfo(&text, " = %.*s; ", (int) quote_format(&tick->quote, quote), quote);
	}
	appendStringInfo(&text, "ticks " INT64_FORMAT, candle->ticks);
	return text.data;
}

/* "open TIME = QUOTE", from *cursor up to the next semicolon, behind which *cursor is left. */
static bool
parse_tick(const char *text, const char **cursor, const char *name, struct Node *escontext,
		   Tick *tick, ParseError *err)
{
	const char *start = *cursor;
	const char *end = start + strcspn(start, ";");
	const char *equals = strstr(start, " = ");
	size_t name_length = strlen(name);
	Datum time;

	if (*end == '\0' || equals == NULL || equals > end || strncmp(start, name, name_length) != 0 ||
		start[name_length] != ' ' || equals - start > MAXDATELEN)
		return parse_fail(err, PARSE_SYNTAX, name, "not of the form name, time, \" = \", quote",
						  start - text, end - start);
	*err = (ParseError){PARSE_OK};
	if (!DirectInputFunctionCallSafe(
			timestamptz_in, pnstrdup(start + name_length + 1, equals - start - name_length - 1),
			InvalidOid, -1, escontext, &time))
		return false;
	tick->time = DatumGetTimestampTz(time);
	if (!ticker_parse_quote(equals + 3, end - equals - 3, NUMBER_EN, &tick->quote, err))
	{
		err->offset += equals + 3 - text;
		return false;
	}
	*cursor = end + (end[1] == ' ' ? 2 : 1);
	return true;
}

/* False with *err; err->code is PARSE_OK if the error is in *escontext already. */
static bool
parse_candlestick(const char *text, struct Node *escontext, Candlestick *candle, ParseError *err)
{
	const char *cursor = text;
	const char *fault;
	long long ticks;

	for (int i = 0; i < 4; i++)
		if (!parse_tick(text, &cursor, part_name[i], escontext, part(candle, i), err))
			return false;
	if (sscanf(cursor, "ticks %lld", &ticks) != 1)
		return parse_fail(err, PARSE_SYNTAX, "number of ticks", "missing", cursor - text,
						  strlen(cursor));
	candle->ticks = ticks;
	fault = candlestick_fault(candle);
	if (fault != NULL)
		return parse_fail(err, PARSE_CONTRADICTION, fault, "no ticks come to this", 0, 0);
	/* One text for one value: no time that depends on settings or on now, nothing left over. */
	if (strcmp(candlestick_text(candle), text) != 0)
		return parse_fail(err, PARSE_SYNTAX, "text", "not as the type prints it", 0, strlen(text));
	return true;
}

PG_FUNCTION_INFO_V1(candlestick_in);
Datum
candlestick_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	struct Node *escontext = (struct Node *) FCINFO_ESCONTEXT(fcinfo);
	Candlestick *candle = palloc0(sizeof(Candlestick));
	ParseError err;

	if (parse_candlestick(text, escontext, candle, &err))
		PG_RETURN_POINTER(candle);
	if (err.code != PARSE_OK)
		report_parse_error(escontext, &err, "type candlestick", text, strlen(text),
						   CANDLESTICK_HINT);
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(candlestick_out);
Datum
candlestick_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(candlestick_text(PG_GETARG_CANDLESTICK_P(0)));
}

/*
 * Binary form
 */

static void
refuse_binary(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type candlestick"), errdetail("%s", detail)));
}

PG_FUNCTION_INFO_V1(candlestick_recv);
Datum
candlestick_recv(PG_FUNCTION_ARGS)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	Candlestick *candle = palloc0(sizeof(Candlestick));
	int version = pq_getmsgbyte(message);
	const char *fault;

	if (version != CANDLESTICK_BINARY_VERSION)
		refuse_binary(psprintf("Its version is %d, not %d.", version, CANDLESTICK_BINARY_VERSION));
	for (int i = 0; i < 4; i++)
	{
		part(candle, i)->time = pq_getmsgint64(message);
		quote_receive(message, &part(candle, i)->quote);
	}
	candle->ticks = pq_getmsgint64(message);
	fault = candlestick_fault(candle);
	if (fault != NULL)
		refuse_binary(psprintf("No ticks come to its %s.", fault));
	PG_RETURN_POINTER(candle);
}

PG_FUNCTION_INFO_V1(candlestick_send);
Datum
candlestick_send(PG_FUNCTION_ARGS)
{
	Candlestick *candle = PG_GETARG_CANDLESTICK_P(0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, CANDLESTICK_BINARY_VERSION);
	for (int i = 0; i < 4; i++)
	{
		pq_sendint64(&message, part(candle, i)->time);
		quote_put(&message, &part(candle, i)->quote);
	}
	pq_sendint64(&message, candle->ticks);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * Aggregates
 */

/* The state to change: in an aggregate the state itself, elsewhere a copy of the argument. */
static Candlestick *
writable_state(FunctionCallInfo fcinfo)
{
	Candlestick *state = PG_GETARG_CANDLESTICK_P(0);
	Candlestick *copy;

	if (AggCheckCallContext(fcinfo, NULL))
		return state;
	copy = palloc(sizeof(Candlestick));
	*copy = *state;
	return copy;
}

PG_FUNCTION_INFO_V1(candlestick_step);
Datum
candlestick_step(PG_FUNCTION_ARGS)
{
	Candlestick single;
	Candlestick *state;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(PG_GETARG_CANDLESTICK_P(0));
	}
	single.open.time = PG_GETARG_TIMESTAMPTZ(1);
	single.open.quote = *PG_GETARG_QUOTE_P(2);
	single.high = single.low = single.close = single.open;
	single.ticks = 1;
	if (PG_ARGISNULL(0))
	{
		/* the executor moves the first state to where it keeps it */
		state = palloc(sizeof(Candlestick));
		*state = single;
	}
	else
	{
		state = writable_state(fcinfo);
		merge(state, &single);
	}
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(candlestick_combine);
Datum
candlestick_combine(PG_FUNCTION_ARGS)
{
	Candlestick *state = writable_state(fcinfo);

	merge(state, PG_GETARG_CANDLESTICK_P(1));
	PG_RETURN_POINTER(state);
}

/*
 * Parts
 */

#define CANDLESTICK_PART(name)                                                                     \
	PG_FUNCTION_INFO_V1(candlestick_##name);                                                       \
	Datum candlestick_##name(PG_FUNCTION_ARGS)                                                     \
	{                                                                                              \
		return quote_datum(&PG_GETARG_CANDLESTICK_P(0)->name.quote);                               \
	}                                                                                              \
	PG_FUNCTION_INFO_V1(candlestick_##name##_time);                                                \
	Datum candlestick_##name##_time(PG_FUNCTION_ARGS)                                              \
	{                                                                                              \
		PG_RETURN_TIMESTAMPTZ(PG_GETARG_CANDLESTICK_P(0)->name.time);                              \
	}

CANDLESTICK_PART(open)
CANDLESTICK_PART(high)
CANDLESTICK_PART(low)
CANDLESTICK_PART(close)

PG_FUNCTION_INFO_V1(candlestick_ticks);
Datum
candlestick_ticks(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(PG_GETARG_CANDLESTICK_P(0)->ticks);
}
