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
	size_t size =
		sizeof(double) * (event_est_width(&study->options) + event_win_width(&study->options));

	*measure = (EventMeasure){.reason = EVENT_KEPT};
	measure->ret = memory->resize(memory->context, NULL, size);
	measure->index = memory->resize(memory->context, NULL, size);
	measure->abnormal = memory->resize(memory->context, NULL, size);
	measure->size = memory->resize(memory->context, NULL, size);
}

void
event_measure_end(EventMeasure *measure, const EventStudy *study)
{
	const EventMemory *memory = &study->data.memory;
	double *blocks[] = {measure->ret, measure->index, measure->abnormal, measure->size};

	for (int i = 0; i < 4; i++)
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

/*
 * Returns of the sessions from `first` on, `width` of them; NAN where there is none.  What is told of
 * them: of the instrument's, and of the index's where the model uses it.
 */
static int
gather(const EventStudy *study, int32_t symbol, int32_t first, int width, double *ret,
	   double *index)
{
	const EventData *data = &study->data;
	const EventReturns *returns = &data->returns;
	const size_t index_start = data->ranges[data->index].start;
	const int32_t from = first < 0 ? 0 : first;
	const int32_t to = first + width < data->session_count ? first + width : data->session_count;
	size_t start;
	size_t end;
	int flags;

	for (int i = 0; i < width; i++)
		ret[i] = index[i] = NAN;
	if (from >= to)
		return 0;
	memcpy(index + (from - first), returns->ret + index_start + from, (to - from) * sizeof(double));
	start = end = event_data_find(data, symbol, from);
	for (; end < data->ranges[symbol].end && returns->position[end] < to; end++)
		ret[returns->position[end] - first] = returns->ret[end];
	flags = join_flags(returns, start, end);
	if (study->options.model != EVENT_MODEL_MEAN)
		flags |= join_flags(returns, index_start + from, index_start + to);
	return flags;
}

/* Whether a session has what the model needs: the mean model needs no index. */
static bool
is_pair(EventModel model, double ret, double index)
{
	return !isnan(ret) && (model == EVENT_MODEL_MEAN || !isnan(index));
}

/* Means and sums of squares over the pairs, in two passes. */
static void
fit_model(EventModel model, int width, EventMeasure *m)
{
	MarketModel *fit = &m->fit;
	double first_x = 0; /* sums are about the first pair: those of equal values are exactly 0 */
	double first_y = 0;
	double sum_x = 0;
	double sum_y = 0;

	*fit = (MarketModel){0};
	for (int i = 0; i < width; i++)
	{
		double x = model == EVENT_MODEL_MEAN ? 0 : m->index[i];

		if (!is_pair(model, m->ret[i], m->index[i]))
			continue;
		if (fit->n++ == 0)
		{
			first_x = x;
			first_y = m->ret[i];
		}
		sum_x += x - first_x;
		sum_y += m->ret[i] - first_y;
	}
	m->n_est = (int) fit->n;
	if (fit->n == 0)
		return;
	fit->mean_x = first_x + sum_x / fit->n;
	fit->mean_y = first_y + sum_y / fit->n;
	for (int i = 0; i < width; i++)
	{
		double dx;
		double dy;

		if (!is_pair(model, m->ret[i], m->index[i]))
			continue;
		dx = model == EVENT_MODEL_MEAN ? 0 : m->index[i] - fit->mean_x;
		dy = m->ret[i] - fit->mean_y;
		fit->sxx += dx * dx;
		fit->syy += dy * dy;
		fit->sxy += dx * dy;
	}
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

/* An abnormal return; 0 where the difference is no more than its terms' rounding. */
static void
set_abnormal(EventModel model, EventMeasure *m, int i)
{
	double value;

	if (!is_pair(model, m->ret[i], m->index[i]))
	{
		m->abnormal[i] = m->size[i] = NAN;
		return;
	}
	switch (model)
	{
		case EVENT_MODEL_MARKET:
			value = (m->ret[i] - m->fit.mean_y) - m->beta * (m->index[i] - m->fit.mean_x);
			m->size[i] = fabs(m->ret[i]) + fabs(m->fit.mean_y) +
						 fabs(m->beta) * (fabs(m->index[i]) + fabs(m->fit.mean_x));
			break;
		case EVENT_MODEL_MEAN:
			value = m->ret[i] - m->fit.mean_y;
			m->size[i] = fabs(m->ret[i]) + fabs(m->fit.mean_y);
			break;
		default:
			value = m->ret[i] - m->index[i];
			m->size[i] = fabs(m->ret[i]) + fabs(m->index[i]);
			break;
	}
	m->abnormal[i] = fabs(value) <= 4 * DBL_EPSILON * m->size[i] ? 0.0 : value;
}

/* Sigma over the estimation window, and r2 of the market model. */
static void
set_spread(EventModel model, int width, EventMeasure *m)
{
	double mean = model == EVENT_MODEL_MARKET_ADJUSTED ? m->fit.mean_y - m->fit.mean_x : 0;
	double largest = 0;

	m->sse = 0;
	for (int i = 0; i < width; i++)
	{
		if (isnan(m->abnormal[i]))
			continue;
		m->sse += (m->abnormal[i] - mean) * (m->abnormal[i] - mean);
		largest = larger(largest, m->size[i]);
	}
	if (negligible_squares(m->sse, m->n_est, largest))
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
	int est = event_est_width(&study->options);
	int w = to - from;
	double deviation = 0;

	switch (study->options.model)
	{
		case EVENT_MODEL_MARKET:
			for (int i = est + from; i < est + to; i++)
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
	bool gap = false;

	/* An instrument that trades on few sessions has no beta to speak of. */
	m->flags |= EVENT_FLAG_THIN & gather(study, event->symbol, event->position + options->est_from,
										 est, m->ret, m->index);
	fit_model(options->model, est, m);
	if (m->n_est < MARKET_MODEL_PAIRS_MIN)
		return EVENT_EST_SHORT;
	if (options->model == EVENT_MODEL_MARKET && !market_model_fitted(&m->fit))
		return EVENT_EST_CONSTANT;
	set_parameters(options->model, m);
	for (int i = 0; i < est; i++)
		set_abnormal(options->model, m, i);
	set_spread(options->model, est, m);
	m->has_model = true;

	m->flags |= gather(study, event->symbol, event->position + options->win_from, win, m->ret + est,
					   m->index + est);
	for (int i = est; i < est + win; i++)
	{
		set_abnormal(options->model, m, i);
		gap = gap || isnan(m->abnormal[i]);
	}
	if (gap)
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
