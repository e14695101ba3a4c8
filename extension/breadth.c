/*
 * breadth.c
 *	  The SQL type breadth: how many quotes rose, fell, stood still, or do not say, and the
 * aggregates that count them.
 *
 * It is an aggregate's state and its result at once, so that partial results can be stored, sent
 * and combined.
 */
#include "quote.h"

#include "common/int.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "parse_report.h"

typedef enum BreadthCount
{
	ADVANCERS,
	DECLINERS,
	UNCHANGED,
	UNKNOWN,
	BREADTH_COUNTS
} BreadthCount;

/* On disk as it is. */
typedef struct Breadth
{
	int64 count[BREADTH_COUNTS];
} Breadth;

StaticAssertDecl(sizeof(Breadth) == 32, "breadth is declared with INTERNALLENGTH = 32");

#define BREADTH_BINARY_VERSION 1
#define BREADTH_HINT                                                                               \
	"Write what the type prints: \"advancers 17, decliners 9, unchanged 3, unknown 0\"."

#define PG_GETARG_BREADTH_P(n) ((Breadth *) PG_GETARG_POINTER(n))

static const char *const count_name[] = {"advancers", "decliners", "unchanged", "unknown"};

static void
add_count(Breadth *breadth, BreadthCount which, int64 more)
{
	if (pg_add_s64_overflow(breadth->count[which], more, &breadth->count[which]))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("%s of a breadth are out of range", count_name[which])));
}

/* NULL where all could be added up without leaving the range of bigint, else what is wrong. */
static const char *
breadth_fault(const Breadth *breadth)
{
	int64 all = 0;

	for (int i = 0; i < BREADTH_COUNTS; i++)
		if (breadth->count[i] < 0 || pg_add_s64_overflow(all, breadth->count[i], &all))
			return count_name[i];
	return all > 0 ? NULL : "number of quotes";
}

/*
 * Text and binary form
 */

static char *
breadth_text(const Breadth *breadth)
{
	StringInfoData text;

	initStringInfo(&text);
	for (int i = 0; i < BREADTH_COUNTS; i++)
		appendStringInfo(&text, "%s%s " INT64_FORMAT, i > 0 ? ", " : "", count_name[i],
						 breadth->count[i]);
	return text.data;
}

static bool
parse_breadth(const char *text, Breadth *breadth, ParseError *err)
{
	long long count[BREADTH_COUNTS];
	const char *fault;

	if (sscanf(text, "advancers %lld, decliners %lld, unchanged %lld, unknown %lld", &count[0],
			   &count[1], &count[2], &count[3]) != BREADTH_COUNTS)
		return parse_fail(err, PARSE_SYNTAX, "text", "not four counts", 0, strlen(text));
	for (int i = 0; i < BREADTH_COUNTS; i++)
		breadth->count[i] = count[i];
	fault = breadth_fault(breadth);
	if (fault != NULL)
		return parse_fail(err, PARSE_CONTRADICTION, fault, "no quotes come to this", 0, 0);
	if (strcmp(breadth_text(breadth), text) != 0)
		return parse_fail(err, PARSE_SYNTAX, "text", "not as the type prints it", 0, strlen(text));
	return true;
}

PG_FUNCTION_INFO_V1(breadth_in);
Datum
breadth_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Breadth *breadth = palloc0(sizeof(Breadth));
	ParseError err;

	if (parse_breadth(text, breadth, &err))
		PG_RETURN_POINTER(breadth);
	report_parse_error((struct Node *) FCINFO_ESCONTEXT(fcinfo), &err, "type breadth", text,
					   strlen(text), BREADTH_HINT);
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(breadth_out);
Datum
breadth_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(breadth_text(PG_GETARG_BREADTH_P(0)));
}

static void
refuse_binary(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type breadth"), errdetail("%s", detail)));
}

PG_FUNCTION_INFO_V1(breadth_recv);
Datum
breadth_recv(PG_FUNCTION_ARGS)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	Breadth *breadth = palloc0(sizeof(Breadth));
	int version = pq_getmsgbyte(message);
	const char *fault;

	if (version != BREADTH_BINARY_VERSION)
		refuse_binary(psprintf("Its version is %d, not %d.", version, BREADTH_BINARY_VERSION));
	for (int i = 0; i < BREADTH_COUNTS; i++)
		breadth->count[i] = pq_getmsgint64(message);
	fault = breadth_fault(breadth);
	if (fault != NULL)
		refuse_binary(psprintf("No quotes come to its %s.", fault));
	PG_RETURN_POINTER(breadth);
}

PG_FUNCTION_INFO_V1(breadth_send);
Datum
breadth_send(PG_FUNCTION_ARGS)
{
	Breadth *breadth = PG_GETARG_BREADTH_P(0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, BREADTH_BINARY_VERSION);
	for (int i = 0; i < BREADTH_COUNTS; i++)
		pq_sendint64(&message, breadth->count[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * Aggregates
 */

/* The state to change: in an aggregate the state itself, elsewhere a copy of the argument. */
static Breadth *
writable_state(FunctionCallInfo fcinfo)
{
	Breadth *state = PG_GETARG_BREADTH_P(0);
	Breadth *copy;

	if (AggCheckCallContext(fcinfo, NULL))
		return state;
	copy = palloc(sizeof(Breadth));
	*copy = *state;
	return copy;
}

PG_FUNCTION_INFO_V1(breadth_step);
Datum
breadth_step(PG_FUNCTION_ARGS)
{
	Breadth *state = PG_ARGISNULL(0) ? NULL : PG_GETARG_BREADTH_P(0);
	BreadthCount which = UNKNOWN;
	int direction;

	if (PG_ARGISNULL(1))
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (quote_direction(PG_GETARG_QUOTE_P(1), &direction))
		which = direction > 0 ? ADVANCERS : direction < 0 ? DECLINERS : UNCHANGED;
	/* the executor moves the first state to where it keeps it */
	state = state == NULL ? palloc0(sizeof(Breadth)) : writable_state(fcinfo);
	add_count(state, which, 1);
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(breadth_combine);
Datum
breadth_combine(PG_FUNCTION_ARGS)
{
	Breadth *state = writable_state(fcinfo);
	const Breadth *other = PG_GETARG_BREADTH_P(1);

	for (int i = 0; i < BREADTH_COUNTS; i++)
		add_count(state, i, other->count[i]);
	PG_RETURN_POINTER(state);
}

/*
 * Parts
 */

#define BREADTH_PART(name, which)                                                                  \
	PG_FUNCTION_INFO_V1(breadth_##name);                                                           \
	Datum breadth_##name(PG_FUNCTION_ARGS)                                                         \
	{                                                                                              \
		PG_RETURN_INT64(PG_GETARG_BREADTH_P(0)->count[which]);                                     \
	}

BREADTH_PART(advancers, ADVANCERS)
BREADTH_PART(decliners, DECLINERS)
BREADTH_PART(unchanged, UNCHANGED)
BREADTH_PART(unknown, UNKNOWN)

PG_FUNCTION_INFO_V1(breadth_net);
Datum
breadth_net(PG_FUNCTION_ARGS)
{
	const Breadth *breadth = PG_GETARG_BREADTH_P(0);

	/* Neither is below zero, so the difference is in range. */
	PG_RETURN_INT64(breadth->count[ADVANCERS] - breadth->count[DECLINERS]);
}

PG_FUNCTION_INFO_V1(breadth_ratio);
Datum
breadth_ratio(PG_FUNCTION_ARGS)
{
	const Breadth *breadth = PG_GETARG_BREADTH_P(0);

	if (breadth->count[DECLINERS] == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) breadth->count[ADVANCERS] / breadth->count[DECLINERS]);
}

PG_FUNCTION_INFO_V1(breadth_share);
Datum
breadth_share(PG_FUNCTION_ARGS)
{
	const Breadth *breadth = PG_GETARG_BREADTH_P(0);
	double known =
		(double) breadth->count[ADVANCERS] + breadth->count[DECLINERS] + breadth->count[UNCHANGED];

	if (known == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(breadth->count[ADVANCERS] / known);
}
