/*
 * event_study.c
 *	  event_study(), event_model(), event_study_summary().
 */
#include "compat.h"

#include "core_memory.h"
#include <math.h>

#include "catalog/pg_type.h"
#include "core/event_summary.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "inner_query.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "result_rows.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

/* Sessions of both windows together, windows asked for, and how far from the event they may be. */
#define SESSIONS_MAX 10000
#define WINDOWS_MAX 1000
#define DISTANCE_MAX 1000000

/* Bytes of an unknown flag that are shown. */
#define UNKNOWN_SHOWN 40

/* Arguments, as all three functions have them. */
enum
{
	ARG_EVENTS,
	ARG_RETURNS,
	ARG_INDEX_SYMBOL,
	ARG_ESTIMATION,
	ARG_EVENT_WINDOW,
	ARG_MODEL,
	ARG_ON_HOLIDAY,
	ARG_WINDOWS
};

static const char *const argument_name[] = {"events",       "returns", "index_symbol", "estimation",
											"event_window", "model",   "on_holiday",   "windows"};

/* An event's names, for the rows about it; NULL where the query gave NULL. */
typedef struct EventLabel
{
	text *event_id;
	text *symbol;
} EventLabel;

typedef struct Run
{
	EventStudy study;
	EventLabel *labels;
	size_t label_capacity;
	MemoryContext memory;
} Run;

/*
 * Arguments
 */

static int
name_argument(FunctionCallInfo fcinfo, int argument, const char *const *names, int count,
			  const char *hint)
{
	char *given = text_to_cstring(PG_GETARG_TEXT_PP(argument));

	for (int i = 0; i < count; i++)
		if (strcmp(given, names[i]) == 0)
			return i;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown %s: \"%s\"", argument_name[argument], given), errhint("%s", hint)));
}

/* A window's first and last session. */
static void
read_window(Datum datum, const char *name, int32 *from, int32 *to)
{
	RangeType *range = DatumGetRangeTypeP(datum);
	TypeCacheEntry *type = lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO);
	RangeBound lower;
	RangeBound upper;
	bool empty;

	range_deserialize(type, range, &lower, &upper, &empty);
	if (empty || lower.infinite || upper.infinite)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s is not a window with a first and a last session", name),
				 errhint("Write the first and the last session of a window in brackets, as in "
						 "[-10,10].")));
	*from = DatumGetInt32(lower.val); /* in canonical form, [ and ) */
	if (*from < -DISTANCE_MAX || DatumGetInt32(upper.val) > DISTANCE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%s is more than %d sessions away from the event", name, DISTANCE_MAX)));
	*to = DatumGetInt32(upper.val) - 1;
}

static EventOptions
read_options(FunctionCallInfo fcinfo)
{
	static const char *const models[] = {"market", "mean", "market-adjusted"};
	static const char *const holidays[] = {"later", "earlier", "skip"};
	EventOptions options;

	for (int i = 0; i <= ARG_ON_HOLIDAY; i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
							errmsg("%s must not be null", argument_name[i])));
	read_window(PG_GETARG_DATUM(ARG_ESTIMATION), "estimation", &options.est_from, &options.est_to);
	read_window(PG_GETARG_DATUM(ARG_EVENT_WINDOW), "event_window", &options.win_from,
				&options.win_to);
	if (options.est_to >= options.win_from)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("the estimation window does not end before the event window starts"),
						errdetail("It ends at session %d, the event window starts at session %d.",
								  options.est_to, options.win_from)));
	if (event_est_width(&options) + event_win_width(&options) > SESSIONS_MAX)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("the windows have more than %d sessions", SESSIONS_MAX)));
	options.model = name_argument(fcinfo, ARG_MODEL, models, lengthof(models),
								  "The models are market, mean and market-adjusted.");
	options.holiday =
		name_argument(fcinfo, ARG_ON_HOLIDAY, holidays, lengthof(holidays),
					  "An event on no session goes to the later or the earlier one, or skip.");
	return options;
}

/* The windows asked for beside the sessions; they lie in the event window. */
static int32 (*read_windows(FunctionCallInfo fcinfo, const EventOptions *options, int *count))[2]
{
	ArrayType *array;
	Datum *elements;
	bool *nulls;
	int32(*windows)[2];
	int16 length;
	bool by_value;
	char alignment;

	*count = 0;
	if (PG_ARGISNULL(ARG_WINDOWS))
		return NULL;
	array = PG_GETARG_ARRAYTYPE_P(ARG_WINDOWS);
	get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &alignment);
	deconstruct_array(array, ARR_ELEMTYPE(array), length, by_value, alignment, &elements, &nulls,
					  count);
	if (*count > WINDOWS_MAX)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("more than %d windows", WINDOWS_MAX)));
	windows = palloc(sizeof(*windows) * (*count + 1));
	for (int i = 0; i < *count; i++)
	{
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a window must not be null")));
		read_window(elements[i], "a window", &windows[i][0], &windows[i][1]);
		if (windows[i][0] < options->win_from || windows[i][1] > options->win_to)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("window [%d,%d] is not inside the event window", windows[i][0],
								   windows[i][1]),
							errdetail("The event window is [%d,%d].", options->win_from,
									  options->win_to)));
	}
	return windows;
}

/*
 * Queries
 */

static void
check_interrupts(void *context)
{
	CHECK_FOR_INTERRUPTS();
}

static void
too_many(const char *what)
{
	ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					errmsg("too many %s for one event study", what),
					errdetail("At most %d are taken.", EVENT_ROWS_MAX),
					errhint("Study a part of them at a time.")));
}

static text *
keep_text(Run *run, Datum value, bool is_null)
{
	MemoryContext old;
	text *copy;

	if (is_null)
		return NULL;
	old = MemoryContextSwitchTo(run->memory);
	copy = DatumGetTextPCopy(value);
	MemoryContextSwitchTo(old);
	return copy;
}

/* A list of flags; none where it is NULL. */
static int
read_flags(Datum value, bool is_null)
{
	text *list;
	EventWord unknown;
	int flags = 0;

	if (is_null)
		return 0;
	list = DatumGetTextPP(value);
	if (!event_flags_parse(VARDATA_ANY(list), VARSIZE_ANY_EXHDR(list), &flags, &unknown))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown flag: \"%s\"",
						pnstrdup(unknown.start,
								 pg_mbcliplen(unknown.start, unknown.length, UNKNOWN_SHOWN))),
				 errhint("The flags of events and returns are ambiguous_day0, reference_gap, thin, "
						 "stale, limit and quote_check, separated by commas.")));
	if ((Pointer) list != DatumGetPointer(value))
		pfree(list);
	return flags;
}

/* event_id, symbol, session, flags */
static void
take_event(void *context, const Datum *values, const bool *nulls)
{
	Run *run = context;
	EventLabel label = {keep_text(run, values[0], nulls[0]), keep_text(run, values[1], nulls[1])};
	DateADT date = nulls[2] ? 0 : DatumGetDateADT(values[2]);
	size_t number = run->study.event_count;

	run->labels = event_grow(&run->study.data.memory, run->labels, number, &run->label_capacity,
							 sizeof(EventLabel));
	run->labels[number] = label;
	if (!event_study_add(&run->study, label.symbol == NULL ? NULL : VARDATA_ANY(label.symbol),
						 label.symbol == NULL ? -1 : (ptrdiff_t) VARSIZE_ANY_EXHDR(label.symbol),
						 !nulls[2] && !DATE_NOT_FINITE(date), date,
						 read_flags(values[3], nulls[3])))
		too_many("events");
}

/* symbol, session, ret, flags; a row without a symbol or a date is of no session. */
static void
take_return(void *context, const Datum *values, const bool *nulls)
{
	Run *run = context;
	text *symbol;

	if (nulls[0] || nulls[1] || DATE_NOT_FINITE(DatumGetDateADT(values[1])))
		return;
	/* most values are stored as they are, and need no function to tell */
	symbol = (text *) DatumGetPointer(values[0]);
	if (VARATT_IS_COMPRESSED(symbol) || VARATT_IS_EXTERNAL(symbol))
		symbol = DatumGetTextPP(values[0]);
	if (!event_data_add_return(&run->study.data, VARDATA_ANY(symbol), VARSIZE_ANY_EXHDR(symbol),
							   DatumGetDateADT(values[1]),
							   nulls[2] ? get_float8_nan() : DatumGetFloat8(values[2]),
							   read_flags(values[3], nulls[3])))
		too_many("returns");
	if ((Pointer) symbol != DatumGetPointer(values[0]))
		pfree(symbol);
}

static char *
symbol_name(const Run *run, int32 symbol)
{
	size_t length;
	const char *name = event_data_name(&run->study.data, symbol, &length);

	return pnstrdup(name, length);
}

/* An index of no session is an error, unless there is nothing that could be measured anyway. */
static void
check_index(const Run *run)
{
	const EventData *data = &run->study.data;

	if (data->session_count == 0 && data->return_count > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no returns of the index \"%s\"", symbol_name(run, data->index)),
				 errdetail("Windows are counted in the sessions of the index."),
				 errhint("The query \"returns\" has to give the index's rows as well; index_symbol "
						 "is compared exactly.")));
}

/* Read the arguments and the queries, and get all events ready to be measured. */
static void
load_run(FunctionCallInfo fcinfo, Run *run)
{
	static const InnerColumn event_columns[] = {{"event_id", TEXTOID, false},
												{"symbol", TEXTOID, false},
												{"session", DATEOID, false},
												{"flags", TEXTOID, true}};
	static const InnerColumn return_columns[] = {{"symbol", TEXTOID, false},
												 {"session", DATEOID, false},
												 {"ret", FLOAT8OID, false},
												 {"flags", TEXTOID, true}};
	EventOptions options = read_options(fcinfo);
	text *index = PG_GETARG_TEXT_PP(ARG_INDEX_SYMBOL);
	EventMemory memory = {.pause = check_interrupts};
	EventRepeat repeat;
	uint64 seed;

	*run = (Run){.memory = AllocSetContextCreate(CurrentMemoryContext, "event study",
												 ALLOCSET_DEFAULT_SIZES)};
	memory.resize = core_memory(run->memory).resize;
	memory.context = run->memory;
	if (!pg_strong_random(&seed, sizeof(seed)))
		elog(ERROR, "no random bytes to be had");
	event_study_init(&run->study, options, memory, seed);
	event_data_set_index(&run->study.data, VARDATA_ANY(index), VARSIZE_ANY_EXHDR(index));

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	inner_query_run("events", PG_GETARG_TEXT_PP(ARG_EVENTS), event_columns, lengthof(event_columns),
					take_event, run);
	inner_query_run("returns", PG_GETARG_TEXT_PP(ARG_RETURNS), return_columns,
					lengthof(return_columns), take_return, run);
	SPI_finish();

	if (!event_data_settle(&run->study.data, &repeat))
		ereport(ERROR, (errcode(ERRCODE_CARDINALITY_VIOLATION),
						errmsg("the query \"returns\" gives two rows for one symbol and session"),
						errdetail("Symbol \"%s\", session %s.", symbol_name(run, repeat.symbol),
								  DatumGetCString(
									  DirectFunctionCall1(date_out, DateADTGetDatum(repeat.date)))),
						errhint("Aggregate it to one row each.")));
	check_index(run);
	event_study_resolve(&run->study);
}

/*
 * Rows
 */

/* One row of a result, filled from the left. */
typedef struct Row
{
	Datum values[10];
	bool nulls[10];
	int count;
} Row;

static void
put(Row *row, Datum value, bool is_null)
{
	Assert(row->count < lengthof(row->values));
	row->values[row->count] = value;
	row->nulls[row->count++] = is_null;
}

/* A number; NULL if it is none, or `known` is false. */
static void
put_number(Row *row, double value, bool known)
{
	bool is_null = !known || isnan(value) || isinf(value);

	put(row, is_null ? (Datum) 0 : Float8GetDatum(value), is_null);
}

static void
put_text(Row *row, text *value)
{
	put(row, PointerGetDatum(value), value == NULL);
}

static void
put_name(Row *row, const char *name)
{
	put_text(row, name == NULL ? NULL : cstring_to_text(name));
}

static void
put_flags(Row *row, int flags)
{
	char list[EVENT_FLAGS_SIZE];
	size_t length = event_flags_format(flags, list);

	put_text(row, length == 0 ? NULL : cstring_to_text_with_len(list, length));
}

/* The rows of an event: a session each, or one with the reason. */
static void
put_event(const Run *run, size_t number, const EventMeasure *measure, Tuplestorestate *rows,
		  TupleDesc desc)
{
	const EventStudy *study = &run->study;
	const Event *event = &study->events[number];
	bool kept = measure->reason == EVENT_KEPT;
	int window = measure->n_est; /* where it starts */

	for (int i = 0; i < (kept ? event_win_width(&study->options) : 1); i++)
	{
		Row row = {.count = 0};
		int32 rel = study->options.win_from + i;
		int32 position = kept ? event->position + rel : event->position;
		double variance = kept ? event_variance_factor(study, measure, i, i + 1) : 0;

		put_text(&row, run->labels[number].event_id);
		put_text(&row, run->labels[number].symbol);
		put(&row, Int32GetDatum(rel), !kept);
		put(&row, position < 0 ? (Datum) 0 : DateADTGetDatum(study->data.calendar[position]),
			position < 0);
		put_number(&row, kept ? measure->ret[window + i] : 0, kept);
		put_number(&row, kept ? measure->abnormal[window + i] : 0, kept);
		put_number(&row,
				   kept && measure->sigma > 0
					   ? measure->abnormal[window + i] / (measure->sigma * sqrt(variance))
					   : 0,
				   kept && measure->sigma > 0);
		put(&row, Int32GetDatum(measure->n_est),
			measure->reason == EVENT_INSTRUMENT_UNKNOWN || measure->reason == EVENT_NO_SESSION);
		put_name(&row, event_reason_name(measure->reason));
		put_flags(&row, kept ? measure->flags : 0);
		tuplestore_putvalues(rows, desc, row.values, row.nulls);
	}
}

PG_FUNCTION_INFO_V1(newstape_event_study);
Datum
newstape_event_study(PG_FUNCTION_ARGS)
{
	TupleDesc desc;
	Tuplestorestate *rows = begin_result_rows(fcinfo, &desc);
	MemoryContext scratch;
	EventMeasure measure;
	Run run;

	load_run(fcinfo, &run);
	scratch = AllocSetContextCreate(CurrentMemoryContext, "event", ALLOCSET_DEFAULT_SIZES);
	event_measure_init(&measure, &run.study);
	for (size_t i = 0; i < run.study.event_count; i++)
	{
		MemoryContext old = MemoryContextSwitchTo(scratch);

		event_measure(&run.study, i, &measure);
		put_event(&run, i, &measure, rows, desc);
		MemoryContextSwitchTo(old);
		MemoryContextReset(scratch);
	}
	MemoryContextDelete(scratch);
	MemoryContextDelete(run.memory);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(newstape_event_model);
Datum
newstape_event_model(PG_FUNCTION_ARGS)
{
	TupleDesc desc;
	Tuplestorestate *rows = begin_result_rows(fcinfo, &desc);
	EventMeasure measure;
	Run run;

	load_run(fcinfo, &run);
	event_measure_init(&measure, &run.study);
	for (size_t i = 0; i < run.study.event_count; i++)
	{
		const EventMeasure *m = &measure;
		Row row = {.count = 0};

		event_measure(&run.study, i, &measure);
		put_text(&row, run.labels[i].event_id);
		put_text(&row, run.labels[i].symbol);
		put(&row, Int32GetDatum(m->n_est),
			m->reason == EVENT_INSTRUMENT_UNKNOWN || m->reason == EVENT_NO_SESSION);
		put_number(&row, m->alpha, m->has_model);
		put_number(&row, m->beta, m->has_model);
		put_number(&row, m->sigma, m->has_model);
		put_number(&row, m->r2, m->has_model && m->has_r2);
		put_name(&row, event_reason_name(m->reason));
		tuplestore_putvalues(rows, desc, row.values, row.nulls);
		if (!row.nulls[7])
			pfree(DatumGetPointer(row.values[7]));
	}
	MemoryContextDelete(run.memory);
	return (Datum) 0;
}

/* The rows of a session or window, one a statistic. */
static void
put_column(const EventSummary *summary, const EventColumn *column, Tuplestorestate *rows,
		   TupleDesc desc)
{
	int32 first = summary->study->options.win_from;
	EventStatistic statistics[EVENT_STATISTICS];

	event_summary_column(summary, column, statistics);
	for (int i = 0; i < EVENT_STATISTICS; i++)
	{
		const EventStatistic *s = &statistics[i];
		Row row = {.count = 0};

		put(&row, Int32GetDatum(first + column->from), false);
		put(&row, Int32GetDatum(first + column->to - 1), false);
		put_name(&row, s->name);
		put_number(&row, s->value, true);
		put(&row, Int32GetDatum((int32) s->n), false);
		put_number(&row, s->df, s->distribution == EVENT_STUDENT && !isnan(s->value));
		put_number(&row, s->p, true);
		tuplestore_putvalues(rows, desc, row.values, row.nulls);
		pfree(DatumGetPointer(row.values[2]));
	}
}

PG_FUNCTION_INFO_V1(newstape_event_study_summary);
Datum
newstape_event_study_summary(PG_FUNCTION_ARGS)
{
	TupleDesc desc;
	Tuplestorestate *rows = begin_result_rows(fcinfo, &desc);
	int32(*windows)[2];
	int window_count;
	EventMeasure measure;
	EventSummary summary;
	Run run;

	load_run(fcinfo, &run);
	windows = read_windows(fcinfo, &run.study.options, &window_count);
	event_measure_init(&measure, &run.study);
	event_summary_init(&summary, &run.study, (const int32(*)[2]) windows, window_count);
	for (size_t i = 0; i < run.study.event_count; i++)
	{
		event_measure(&run.study, i, &measure);
		event_summary_add(&summary, &measure);
	}
	for (size_t i = 0; i < summary.column_count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_column(&summary, &summary.columns[i], rows, desc);
	}
	MemoryContextDelete(run.memory);
	return (Datum) 0;
}
