/*
 * event_measure.c
 *	  Events: finding their sessions, fitting their models, and their abnormal returns.
 *
 * Source: MacKinlay, Event Studies in Economics and Finance (1997).
 */
#include "event_measure.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *
event_reason_name(EventReason reason)
{
	static const char *const names[] = {
		NULL,           "instrument_unknown", "no_session",     "est_short",
		"est_constant", "window_gap",         "duplicate_event"};

	return names[reason];
}

int
event_est_width(const EventOptions *options)
{
	return options->est_to - options->est_from + 1;
}

int
event_win_width(const EventOptions *options)
{
	return options->win_to - options->win_from + 1;
}

/*
 * Events
 */

void
event_study_init(EventStudy *study, EventOptions options, EventMemory memory, uint64_t seed)
{
	*study = (EventStudy){.options = options};
	event_data_init(&study->data, memory, seed);
}

void
event_study_end(EventStudy *study)
{
	if (study->events != NULL)
		study->data.memory.resize(study->data.memory.context, study->events, 0);
	event_data_end(&study->data);
}

bool
event_study_add(EventStudy *study, const char *symbol, ptrdiff_t length, bool has_date,
				int32_t date, int32_t flags)
{
	if (study->event_count >= EVENT_ROWS_MAX)
		return false;
	study->events = event_grow(&study->data.memory, study->events, study->event_count,
							   &study->event_capacity, sizeof(Event));
	study->events[study->event_count++] =
		(Event){.symbol = length < 0 ? -1 : event_data_symbol(&study->data, symbol, length),
				.date = date,
				.position = -1,
				.flags = flags,
				.has_date = has_date};
	return true;
}

/* The session that an event counts from, -1 if there is none. */
static int32_t
find_session(const EventStudy *study, const Event *event)
{
	const EventData *data = &study->data;
	int32_t position;

	if (!event->has_date)
		return -1;
	position = event_data_position(data, event->date);
	if (position < data->session_count && data->calendar[position] == event->date)
		return position;
	switch (study->options.holiday)
	{
		case EVENT_HOLIDAY_LATER:
			return position < data->session_count ? position : -1;
		case EVENT_HOLIDAY_EARLIER:
			return position - 1;
		case EVENT_HOLIDAY_SKIP:
			break;
	}
	return -1;
}

/* An event's place among those of its instrument. */
typedef struct EventPlace
{
	int32_t symbol;
	int32_t position;
	uint32_t event;
} EventPlace;

static int
compare_places(const void *a, const void *b)
{
	const EventPlace *x = a;
	const EventPlace *y = b;

	if (x->symbol != y->symbol)
		return x->symbol < y->symbol ? -1 : 1;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return (x->event > y->event) - (x->event < y->event);
}

void
event_study_resolve(EventStudy *study)
{
	const EventMemory *memory = &study->data.memory;
	EventPlace *places =
		memory->resize(memory->context, NULL, (study->event_count + 1) * sizeof(EventPlace));
	size_t count = 0;
	size_t before = 0; /* the last place that is no repeat */

	for (size_t i = 0; i < study->event_count; i++)
	{
		Event *event = &study->events[i];

		event->position = find_session(study, event);
		if (event->symbol >= 0 && event->position >= 0)
			places[count++] = (EventPlace){event->symbol, event->position, (uint32_t) i};
	}
	memory->pause(memory->context);
	qsort(places, count, sizeof(EventPlace), compare_places);
	for (size_t i = 1; i < count; i++)
	{
		Event *event = &study->events[places[i].event];
		Event *other = &study->events[places[before].event];

		if (event->symbol == other->symbol && event->position == other->position)
		{
			event->repeated = true;
			continue;
		}
		if (event->symbol == other->symbol &&
			event->position - other->position < event_win_width(&study->options))
			event->overlap = other->overlap = true;
		before = i;
	}
	memory->resize(memory->context, places, 0);
}

/*
 * Measuring
 */

void
event_measure_init(EventMeasure *measure, const EventStudy *study)
{
	const EventMemory *memory = &study->data.memory;
	size_t count = event_est_width(&study->options) + event_win_width(&study->options);

	*measure = (EventMeasure){.reason = EVENT_KEPT};
	measure->place = memory->resize(memory->context, NULL, count * sizeof(int));
	measure->ret = memory->resize(memory->context, NULL, count * sizeof(double));
	measure->index = memory->resize(memory->context, NULL, count * sizeof(double));
	measure->abnormal = memory->resize(memory->context, NULL, count * sizeof(double));
	measure->size = memory->resize(memory->context, NULL, count * sizeof(double));
}

void
event_measure_end(EventMeasure *measure, const EventStudy *study)
{
	const EventMemory *memory = &study->data.memory;
	void *blocks[] = {measure->place, measure->ret, measure->index, measure->abnormal,
					  measure->size};

	for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++)
		memory->resize(memory->context, blocks[i], 0);
}

/* All flags of some returns together. */
static int
join_flags(const EventReturns *returns, size_t from, size_t to)
{
	int flags = 0;

	for (size_t i = from; returns->flags != NULL && i < to; i++)
		flags |= returns->flags[i];
	return flags;
}

/* What there is to the sessions from `first` on, `width` of them. */
typedef struct Stretch
{
	int32_t from; /* positions on the calendar */
	int32_t to;
	size_t start; /* the instrument's returns */
	size_t end;
	size_t index; /* the index's first return; it has one of each position */
} Stretch;

static Stretch
find_stretch(const EventData *data, int32_t symbol, int32_t first, int width)
{
	Stretch stretch = {first < 0 ? 0 : first, first + width, 0, 0, 0};

	if (stretch.to > data->session_count)
		stretch.to = data->session_count;
	if (stretch.to <= stretch.from)
		return (Stretch){0};
	stretch.start = event_data_find(data, symbol, stretch.from);
	stretch.end = event_data_find(data, symbol, stretch.to);
	stretch.index = data->ranges[data->index].start + stretch.from;
	return stretch;
}

/* What is told of the returns: the instrument's, and the index's where the model uses it. */
static int
stretch_flags(const EventStudy *study, const Stretch *stretch)
{
	const EventReturns *returns = &study->data.returns;
	int flags = join_flags(returns, stretch->start, stretch->end);

	if (study->options.model != EVENT_MODEL_MEAN)
		flags |=
			join_flags(returns, stretch->index, stretch->index + (stretch->to - stretch->from));
	return flags;
}

/*
 * The pairs of the estimation window: where neither return is missing.  The mean model needs no
 * index, which is 0 then.
 */
static void
gather_pairs(const EventStudy *study, const Stretch *stretch, int32_t first, EventMeasure *m)
{
	const EventReturns returns = study->data.returns;
	const double *index = returns.ret + study->data.ranges[study->data.index].start;
	const bool uses_index = study->options.model != EVENT_MODEL_MEAN;
	double *restrict to_ret = m->ret;
	double *restrict to_index = m->index;
	int *restrict to_place = m->place;
	int n = 0;

	for (size_t i = stretch->start; i < stretch->end; i++)
	{
		int32_t position = returns.position[i];
		double y = returns.ret[i];
		double x = uses_index ? index[position] : 0;

		to_ret[n] = y;
		to_index[n] = x;
		to_place[n] = position - first;
		n += !isnan(x) & !isnan(y); /* no branch to be guessed */
	}
	m->n_est = n;
}

/* The returns of the event window, NAN where there is none, behind the pairs. */
static void
gather_window(const EventStudy *study, const Stretch *stretch, int32_t first, EventMeasure *m)
{
	const EventReturns *returns = &study->data.returns;
	double *ret = m->ret + m->n_est;
	double *index = m->index + m->n_est;
	int est = event_est_width(&study->options);
	int win = event_win_width(&study->options);

	for (int i = 0; i < win; i++)
	{
		ret[i] = index[i] = NAN;
		m->place[m->n_est + i] = est + i;
	}
	for (int32_t i = stretch->from; i < stretch->to; i++)
		index[i - first] = returns->ret[stretch->index + (i - stretch->from)];
	for (size_t i = stretch->start; i < stretch->end; i++)
		ret[returns->position[i] - first] = returns->ret[i];
}

/*
 * Sums in four parts, as one has to wait for each addition; their order is not the compiler's to
 * change.
 */
#define LANES 4

static double
add_lanes(const double lanes[LANES])
{
	return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

/* Sum of a - from. */
static double
sum_from(const double *a, double from, int n)
{
	double lanes[LANES] = {0};
	int i = 0;

	for (; i + LANES <= n; i += LANES)
		for (int k = 0; k < LANES; k++)
			lanes[k] += a[i + k] - from;
	for (; i < n; i++)
		lanes[0] += a[i] - from;
	return add_lanes(lanes);
}

/* Sum of (a - from_a)(b - from_b). */
static double
product_from(const double *a, double from_a, const double *b, double from_b, int n)
{
	double lanes[LANES] = {0};
	int i = 0;

	for (; i + LANES <= n; i += LANES)
		for (int k = 0; k < LANES; k++)
			lanes[k] += (a[i + k] - from_a) * (b[i + k] - from_b);
	for (; i < n; i++)
		lanes[0] += (a[i] - from_a) * (b[i] - from_b);
	return add_lanes(lanes);
}

/* The greatest of values that are 0 or more. */
static double
greatest(const double *a, int n)
{
	double lanes[LANES] = {0};
	int i = 0;

	for (; i + LANES <= n; i += LANES)
		for (int k = 0; k < LANES; k++)
			lanes[k] = larger(a[i + k], lanes[k]);
	for (; i < n; i++)
		lanes[0] = larger(a[i], lanes[0]);
	return larger(larger(lanes[0], lanes[1]), larger(lanes[2], lanes[3]));
}

/* Means and sums of squares over the pairs, in two passes. */
static void
fit_model(EventMeasure *m)
{
	MarketModel *fit = &m->fit;
	const double *x = m->index;
	const double *y = m->ret;
	int n = m->n_est;

	*fit = (MarketModel){.n = n};
	if (n == 0)
		return;
	/* about the first pair: sums of equal values are exactly 0 */
	fit->mean_x = x[0] + sum_from(x, x[0], n) / n;
	fit->mean_y = y[0] + sum_from(y, y[0], n) / n;
	fit->sxx = product_from(x, fit->mean_x, x, fit->mean_x, n);
	fit->syy = product_from(y, fit->mean_y, y, fit->mean_y, n);
	fit->sxy = product_from(x, fit->mean_x, y, fit->mean_y, n);
}

static void
set_parameters(EventModel model, EventMeasure *m)
{
	switch (model)
	{
		case EVENT_MODEL_MARKET:
			m->alpha = market_model_alpha(&m->fit);
			m->beta = market_model_beta(&m->fit);
			break;
		case EVENT_MODEL_MEAN:
			m->alpha = m->fit.mean_y;
			m->beta = 0;
			break;
		case EVENT_MODEL_MARKET_ADJUSTED:
			m->alpha = 0;
			m->beta = 1;
			break;
	}
}

/*
 * Abnormal returns of [from, to); 0 where the difference is no more than its terms' rounding, NAN where
 * a return is missing.  All models are (r - mean of r) - beta * (m - mean of m), without what they
 * do not estimate.
 */
static void
set_abnormal(EventModel model, EventMeasure *m, int from, int to)
{
	const bool uses_index = model != EVENT_MODEL_MEAN;
	const double beta = m->beta;
	const double mean_x = model == EVENT_MODEL_MARKET ? m->fit.mean_x : 0;
	const double mean_y = model == EVENT_MODEL_MARKET_ADJUSTED ? 0 : m->fit.mean_y;
	const double size_x = fabs(mean_x);
	const double size_y = fabs(mean_y);
	const double *ret = m->ret;
	const double *index = m->index;
	double *restrict sizes = m->size;
	double *restrict abnormal = m->abnormal;

	for (int i = from; i < to; i++)
	{
		double x = uses_index ? index[i] : 0;
		double y = ret[i];
		double value = (y - mean_y) - beta * (x - mean_x);
		double size = (fabs(y) + size_y) + fabs(beta) * (fabs(x) + size_x);

		sizes[i] = size;
		abnormal[i] = fabs(value) <= 4 * DBL_EPSILON * size ? 0.0 : value;
	}
}

/* Sigma over the estimation window, and r2 of the market model. */
static void
set_spread(EventModel model, EventMeasure *m)
{
	double mean = model == EVENT_MODEL_MARKET_ADJUSTED ? m->fit.mean_y - m->fit.mean_x : 0;

	m->sse = product_from(m->abnormal, mean, m->abnormal, mean, m->n_est);
	m->largest = greatest(m->size, m->n_est);
	if (negligible_squares(m->sse, m->n_est, m->largest))
	{
		m->sse = 0;
		m->flags |= EVENT_FLAG_EST_CONSTANT;
	}
	m->sigma = sqrt(m->sse / (m->n_est - (model == EVENT_MODEL_MARKET ? 2 : 1)));
	m->has_r2 = model == EVENT_MODEL_MARKET &&
				!negligible_squares(m->fit.syy, m->n_est, fabs(m->fit.mean_y));
	if (m->has_r2)
		m->r2 = 1.0 - m->sse / m->fit.syy;
}

double
event_variance_factor(const EventStudy *study, const EventMeasure *measure, int from, int to)
{
	int w = to - from;
	double deviation = 0;

	switch (study->options.model)
	{
		case EVENT_MODEL_MARKET:
			for (int i = measure->n_est + from; i < measure->n_est + to; i++)
				deviation += measure->index[i] - measure->fit.mean_x;
			return market_model_forecast_factor(&measure->fit, w, deviation);
		case EVENT_MODEL_MEAN:
			return w + (double) w * w / measure->n_est;
		case EVENT_MODEL_MARKET_ADJUSTED:
			break;
	}
	return w; /* nothing was estimated */
}

/* Fit and fill in; the reason if the event has to be left out. */
static EventReason
measure_windows(const EventStudy *study, const Event *event, EventMeasure *m)
{
	const EventOptions *options = &study->options;
	int est = event_est_width(options);
	int win = event_win_width(options);
	int32_t first = event->position + options->est_from;
	Stretch stretch = find_stretch(&study->data, event->symbol, first, est);

	/* An instrument that trades on few sessions has no beta to speak of. */
	m->flags |= EVENT_FLAG_THIN & stretch_flags(study, &stretch);
	gather_pairs(study, &stretch, first, m);
	fit_model(m);
	if (m->n_est < MARKET_MODEL_PAIRS_MIN)
		return EVENT_EST_SHORT;
	if (options->model == EVENT_MODEL_MARKET && !market_model_fitted(&m->fit))
		return EVENT_EST_CONSTANT;
	set_parameters(options->model, m);
	set_abnormal(options->model, m, 0, m->n_est);
	set_spread(options->model, m);
	m->has_model = true;

	first = event->position + options->win_from;
	stretch = find_stretch(&study->data, event->symbol, first, win);
	m->flags |= stretch_flags(study, &stretch);
	gather_window(study, &stretch, first, m);
	set_abnormal(options->model, m, m->n_est, m->n_est + win);
	for (int i = m->n_est; i < m->n_est + win; i++)
		if (isnan(m->abnormal[i]))
			return EVENT_WINDOW_GAP;
	return event->repeated ? EVENT_DUPLICATE : EVENT_KEPT;
}

void
event_measure(const EventStudy *study, size_t event, EventMeasure *measure)
{
	const Event *e = &study->events[event];

	study->data.memory.pause(study->data.memory.context);
	measure->flags = e->flags | (e->overlap ? EVENT_FLAG_OVERLAP : 0);
	measure->n_est = 0;
	measure->has_model = false;
	if (e->symbol < 0 || !study->data.symbol_known[e->symbol])
		measure->reason = EVENT_INSTRUMENT_UNKNOWN;
	else if (e->position < 0)
		measure->reason = EVENT_NO_SESSION;
	else
		measure->reason = measure_windows(study, e, measure);
}
