/*
 * time_weighted_mean.c
 *	  The SQL type time_weighted_mean and its aggregates.
 *
 * Which point a value holds to is known only when all points are: a sum would do for points that
 * come in order, but parallel workers and partial results interleave.  So the type keeps the
 * points, which makes results independent of the order in which rows and parts come.
 */
#include "compat.h"

#include <math.h>

#include "common/shortest_dec.h"
#include "core/error.h"
#include "core/time_weighted_mean.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "parse_report.h"
#include "utc_time.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

/* On disk as it is.  A state at work has its points as they came, and room behind them. */
typedef struct Points
{
	int32 header; /* of a variable-length type */
	int32 count;
	TimePoint point[FLEXIBLE_ARRAY_MEMBER];
} Points;

StaticAssertDecl(offsetof(Points, point) == 8, "layout of time_weighted_mean");
StaticAssertDecl(sizeof(TimePoint) == 16, "layout of time_weighted_mean");

#define POINTS_BINARY_VERSION 1
#define POINTS_MAX ((MaxAllocSize - sizeof(Points)) / sizeof(TimePoint))
#define POINTS_FIRST 8 /* room at the beginning */

#define POINTS_HINT                                                                                \
	"Write what the type prints: \"2025-01-30 04:32:00+00 = 193.5; 2025-01-30 05:00:00+00 = "      \
	"194\", with times in UTC and in order."

#define PG_GETARG_POINTS_P(n) ((Points *) PG_DETOAST_DATUM(PG_GETARG_DATUM(n)))

static Points *
make_points(size_t room)
{
	Size size = sizeof(Points) + room * sizeof(TimePoint);
	Points *points = palloc0(size);

	SET_VARSIZE(points, size);
	return points;
}

static size_t
room_of(const Points *points)
{
	return (VARSIZE(points) - sizeof(Points)) / sizeof(TimePoint);
}

static int
compare_points(const void *a, const void *b)
{
	return time_point_compare(a, b);
}

/* In order and without room to spare: the argument itself, if it is so. */
static Points *
settled(Points *points)
{
	bool in_order = true;
	Points *copy;

	for (int i = 1; i < points->count && in_order; i++)
		in_order = time_point_compare(&points->point[i - 1], &points->point[i]) <= 0;
	if (in_order && room_of(points) == points->count)
		return points;
	copy = make_points(points->count);
	copy->count = points->count;
	memcpy(copy->point, points->point, points->count * sizeof(TimePoint));
	if (!in_order)
		qsort(copy->point, copy->count, sizeof(TimePoint), compare_points);
	return copy;
}

static const TimePoint *
last_point(const Points *points)
{
	return &points->point[points->count - 1];
}

/* What is wrong with a point, or NULL. */
static const char *
point_fault(const TimePoint *point)
{
	if (TIMESTAMP_NOT_FINITE(point->time) || !IS_VALID_TIMESTAMP(point->time))
		return "time";
	return isfinite(point->value) ? NULL : "value";
}

/*
 * Text form
 */

static char *
points_text(const Points *points)
{
	StringInfoData text;
	char number[DOUBLE_SHORTEST_DECIMAL_LEN];

	initStringInfo(&text);
	for (int i = 0; i < points->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i > 0)
			appendStringInfoString(&text, "; ");
		append_utc_time(&text, points->point[i].time);
		double_to_shortest_decimal_buf(points->point[i].value, number);
		appendStringInfo(&text, " = %s", number);
	}
	return text.data;
}

/* "TIME = VALUE" at *cursor, which is left behind the semicolon and blank, or at the end. */
static bool
parse_point(const char *text, const char **cursor, struct Node *escontext, TimePoint *point,
			ParseError *err)
{
	const char *start = *cursor;
	size_t length = strcspn(start, "=");
	char *end;
	Datum time;

	if (start[length] == '\0' || length > MAXDATELEN)
		return parse_fail(err, PARSE_SYNTAX, "point", "not of the form time, \" = \", value",
						  start - text, strcspn(start, ";"));
	*err = (ParseError){.code = PARSE_OK};
	if (!DirectInputFunctionCallSafe(timestamptz_in, pnstrdup(start, length), InvalidOid, -1,
									 escontext, &time))
		return false;
	point->time = DatumGetTimestampTz(time);
	point->value = strtod(start + length + 1, &end);
	if (point_fault(point) != NULL)
		return parse_fail(err, PARSE_RANGE, point_fault(point), "not finite", start - text,
						  end - start);
	*cursor = end[0] == ';' && end[1] == ' ' ? end + 2 : end;
	return true;
}

/* False with *err; err->code is PARSE_OK if the error is in *escontext already. */
static bool
parse_points(const char *text, struct Node *escontext, Points **result, ParseError *err)
{
	size_t room = 1;
	const char *cursor = text;
	Points *points;

	for (const char *c = text; *c != '\0'; c++)
		room += *c == ';';
	if (room > POINTS_MAX)
		return parse_fail(err, PARSE_LIMIT, "points", "too many", 0, 0);
	points = make_points(room);
	do
	{
		CHECK_FOR_INTERRUPTS();
		if (!parse_point(text, &cursor, escontext, &points->point[points->count], err))
			return false;
		points->count++;
	} while (*cursor != '\0' && points->count < room);
	/* One text for one value: in order, nothing that depends on settings, nothing left over. */
	*result = settled(points);
	if (strcmp(points_text(*result), text) != 0)
		return parse_fail(err, PARSE_SYNTAX, "text", "not as the type prints it", 0, strlen(text));
	return true;
}

PG_FUNCTION_INFO_V1(time_weighted_mean_in);
Datum
time_weighted_mean_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	struct Node *escontext = (struct Node *) FCINFO_ESCONTEXT(fcinfo);
	Points *points;
	ParseError err;

	if (parse_points(text, escontext, &points, &err))
		PG_RETURN_POINTER(points);
	if (err.code != PARSE_OK)
		report_parse_error(escontext, &err, "type time_weighted_mean", text, strlen(text),
						   POINTS_HINT);
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(time_weighted_mean_out);
Datum
time_weighted_mean_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(points_text(settled(PG_GETARG_POINTS_P(0))));
}

/*
 * Binary form
 */

static void
refuse_binary(const char *detail)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					errmsg("invalid binary representation of type time_weighted_mean"),
					errdetail("%s", detail)));
}

PG_FUNCTION_INFO_V1(time_weighted_mean_recv);
Datum
time_weighted_mean_recv(PG_FUNCTION_ARGS)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	int version = pq_getmsgbyte(message);
	int32 count;
	Points *points;

	if (version != POINTS_BINARY_VERSION)
		refuse_binary(psprintf("Its version is %d, not %d.", version, POINTS_BINARY_VERSION));
	count = pq_getmsgint(message, 4);
	if (count < 1 || count > (message->len - message->cursor) / (int) sizeof(TimePoint))
		refuse_binary("It has not the number of points that it tells.");
	points = make_points(count);
	for (; points->count < count; points->count++)
	{
		TimePoint *point = &points->point[points->count];

		point->time = pq_getmsgint64(message);
		point->value = pq_getmsgfloat8(message);
		if (point_fault(point) != NULL)
			refuse_binary(psprintf("A %s is not finite.", point_fault(point)));
		if (points->count > 0 && time_point_compare(point - 1, point) > 0)
			refuse_binary("Its points are not in order.");
	}
	PG_RETURN_POINTER(points);
}

PG_FUNCTION_INFO_V1(time_weighted_mean_send);
Datum
time_weighted_mean_send(PG_FUNCTION_ARGS)
{
	Points *points = settled(PG_GETARG_POINTS_P(0));
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, POINTS_BINARY_VERSION);
	pq_sendint32(&message, points->count);
	for (int i = 0; i < points->count; i++)
	{
		pq_sendint64(&message, points->point[i].time);
		pq_sendfloat8(&message, points->point[i].value);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * Aggregates
 */

/* The state with room for more points: itself if it has that and belongs to an aggregate. */
static Points *
with_room(FunctionCallInfo fcinfo, Points *state, size_t more)
{
	size_t count = state == NULL ? 0 : state->count;
	Points *larger;

	if (state != NULL && AggCheckCallContext(fcinfo, NULL) && room_of(state) >= count + more)
		return state;
	if (count + more > POINTS_MAX)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("too many points for a time-weighted mean"),
						errdetail("At most %zu can be taken.", (size_t) POINTS_MAX)));
	/* Doubled, so that copying all costs as much as adding all. */
	larger = make_points(Min(Max(count + Max(count, more), POINTS_FIRST), POINTS_MAX));
	if (state != NULL)
		memcpy(larger->point, state->point, count * sizeof(TimePoint));
	larger->count = count;
	return larger;
}

PG_FUNCTION_INFO_V1(time_weighted_mean_step);
Datum
time_weighted_mean_step(PG_FUNCTION_ARGS)
{
	Points *state = PG_ARGISNULL(0) ? NULL : PG_GETARG_POINTS_P(0);
	TimePoint point;
	const char *fault;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	point = (TimePoint){PG_GETARG_TIMESTAMPTZ(1), PG_GETARG_FLOAT8(2)};
	fault = point_fault(&point);
	if (fault != NULL)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("%s of a time-weighted mean is not finite", fault),
						errhint("Leave such rows out with FILTER, or let NULL stand for them.")));
	point.value += 0.0; /* -0 is 0 */
	state = with_room(fcinfo, state, 1);
	state->point[state->count++] = point;
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(time_weighted_mean_combine);
Datum
time_weighted_mean_combine(PG_FUNCTION_ARGS)
{
	Points *other = PG_GETARG_POINTS_P(1);
	Points *state = with_room(fcinfo, PG_GETARG_POINTS_P(0), other->count);

	memcpy(&state->point[state->count], other->point, other->count * sizeof(TimePoint));
	state->count += other->count;
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(time_weighted_mean_final);
Datum
time_weighted_mean_final(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(settled(PG_GETARG_POINTS_P(0)));
}

/*
 * Parts
 */

static Datum
mean_until(FunctionCallInfo fcinfo, const Points *points, TimestampTz until)
{
	double mean;

	if (!time_weighted_mean(points->point, points->count, until, &mean))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(mean);
}

PG_FUNCTION_INFO_V1(time_weighted_mean_mean);
Datum
time_weighted_mean_mean(PG_FUNCTION_ARGS)
{
	Points *points = settled(PG_GETARG_POINTS_P(0));

	return mean_until(fcinfo, points, last_point(points)->time);
}

PG_FUNCTION_INFO_V1(time_weighted_mean_mean_until);
Datum
time_weighted_mean_mean_until(PG_FUNCTION_ARGS)
{
	Points *points = settled(PG_GETARG_POINTS_P(0));
	TimestampTz until = PG_GETARG_TIMESTAMPTZ(1);

	if (TIMESTAMP_NOT_FINITE(until) || until < last_point(points)->time)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("the end of a time-weighted mean is before its last point, or "
							   "infinite"),
						errhint("Leave out points after the end with FILTER.")));
	return mean_until(fcinfo, points, until);
}

PG_FUNCTION_INFO_V1(time_weighted_mean_first_time);
Datum
time_weighted_mean_first_time(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(settled(PG_GETARG_POINTS_P(0))->point[0].time);
}

PG_FUNCTION_INFO_V1(time_weighted_mean_last_time);
Datum
time_weighted_mean_last_time(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(last_point(settled(PG_GETARG_POINTS_P(0)))->time);
}

PG_FUNCTION_INFO_V1(time_weighted_mean_points);
Datum
time_weighted_mean_points(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(PG_GETARG_POINTS_P(0)->count);
}
