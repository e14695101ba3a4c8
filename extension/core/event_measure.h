/*
 * event_measure.h
 *	  One event of a study: its session, its model over the estimation window, its abnormal returns.
 */
#ifndef NEWSTAPE_CORE_EVENT_MEASURE_H
#define NEWSTAPE_CORE_EVENT_MEASURE_H

#include "event_data.h"
#include "event_flag.h"
#include "market_model.h"

typedef enum EventModel
{
	EVENT_MODEL_MARKET,
	EVENT_MODEL_MEAN,
	EVENT_MODEL_MARKET_ADJUSTED
} EventModel;

typedef enum EventHoliday
{
	EVENT_HOLIDAY_LATER,
	EVENT_HOLIDAY_EARLIER,
	EVENT_HOLIDAY_SKIP
} EventHoliday;

/* Why an event is left out; where several hold, the first. */
typedef enum EventReason
{
	EVENT_KEPT,
	EVENT_INSTRUMENT_UNKNOWN, /* no return of it */
	EVENT_NO_SESSION,         /* no session to count from */
	EVENT_EST_SHORT,          /* fewer than 3 pairs in the estimation window */
	EVENT_EST_CONSTANT,       /* the index did not move in it */
	EVENT_WINDOW_GAP,         /* a return is missing in the event window */
	EVENT_DUPLICATE           /* an earlier event has the same instrument and session */
} EventReason;

typedef struct EventOptions
{
	int32_t est_from; /* windows: closed, in sessions from the event's */
	int32_t est_to;
	int32_t win_from;
	int32_t win_to;
	EventModel model;
	EventHoliday holiday;
} EventOptions;

typedef struct Event
{
	int32_t symbol;   /* -1: none */
	int32_t date;     /* as given */
	int32_t position; /* of its session in the calendar, -1: none */
	int32_t flags;    /* told of it */
	bool has_date;
	bool repeated; /* same instrument and session as an earlier event */
	bool overlap;
} Event;

typedef struct EventStudy
{
	EventOptions options;
	EventData data;
	Event *events;
	size_t event_count;
	size_t event_capacity;
} EventStudy;

/*
 * What an event comes to.  Arrays hold the pairs of the estimation window, n_est of them, and behind
 * them the sessions of the event window, NAN where a return is missing.
 */
typedef struct EventMeasure
{
	EventReason reason;
	int flags;      /* of the event, of the returns in its window, and thin in the estimation too */
	int n_est;      /* pairs; 0 before they are looked at */
	bool has_model; /* the following hold */
	MarketModel fit; /* means and squares over the pairs; n = n_est */
	double alpha;
	double beta;
	double sigma;
	double sse; /* of the residuals about their mean */
	bool has_r2;
	double r2;
	double largest; /* the greatest size in the estimation */
	int *place;     /* session, from the first of the estimation window on */
	double *ret;
	double *index; /* 0 in the estimation of a model that does not use it */
	double *abnormal;
	double *size; /* magnitude of an abnormal return's terms, which bounds its rounding */
} EventMeasure;

extern void event_study_init(EventStudy *study, EventOptions options, EventMemory memory,
							 uint64_t seed);
extern void event_study_end(EventStudy *study);

/* False beyond EVENT_ROWS_MAX.  Without a symbol: length -1. */
extern bool event_study_add(EventStudy *study, const char *symbol, ptrdiff_t length, bool has_date,
							int32_t date, int32_t flags);

/* After event_data_settle(): find every event's session, repeats and overlaps. */
extern void event_study_resolve(EventStudy *study);

/* Sessions of the two windows. */
extern int event_est_width(const EventOptions *options);
extern int event_win_width(const EventOptions *options);

extern void event_measure_init(EventMeasure *measure, const EventStudy *study);
extern void event_measure_end(EventMeasure *measure, const EventStudy *study);
extern void event_measure(const EventStudy *study, size_t event, EventMeasure *measure);

/* Variance of the sum of abnormal returns over window sessions [from, to), in units of sigma^2. */
extern double event_variance_factor(const EventStudy *study, const EventMeasure *measure, int from,
									int to);

/* "est_short" and the like; NULL for EVENT_KEPT. */
extern const char *event_reason_name(EventReason reason);

#endif /* NEWSTAPE_CORE_EVENT_MEASURE_H */
