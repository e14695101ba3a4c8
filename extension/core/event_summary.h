/*
 * event_summary.h
 *	  Many events together: mean abnormal returns and the tests of event_study.md.
 *
 * Sources: Brown & Warner 1985 (crude dependence); Patell 1976; Boehmer, Musumeci & Poulsen 1991;
 * Kolari & Pynnonen 2010; Corrado 1989, for windows Campbell, Lo & MacKinlay's cumulated form;
 * Cowan 1992 (generalized sign).
 */
#ifndef NEWSTAPE_CORE_EVENT_SUMMARY_H
#define NEWSTAPE_CORE_EVENT_SUMMARY_H

#include "event_measure.h"
#include "event_rank.h"

/* Count, mean and squares about it, with the magnitude of the terms that values were made of. */
typedef struct EventMoments
{
	int64_t n;
	double mean;
	double squares;
	double size;
} EventMoments;

/* A session of the event window, or a window in it: what the events come to there. */
typedef struct EventColumn
{
	int from; /* in sessions from the first of the event window */
	int to;   /* behind the last */
	bool is_window;
	EventMoments abnormal;     /* AR, of a window CAR */
	EventMoments standardized; /* SAR, of a window SCAR with the exact variance */
	EventMoments holding;      /* BHAR */
	int64_t positive;          /* abnormal returns above 0 */
	double patell_sum;         /* of SAR */
	double patell_variance;
	int64_t patell_n;
} EventColumn;

/* A session of the estimation or event window, over the events; of the latter the ranks alone. */
typedef struct EventSession
{
	double abnormal_sum;
	double residual_sum; /* of residuals scaled to unit length */
	double rank_sum;     /* of U - 1/2 */
	int64_t n;           /* abnormal returns */
} EventSession;

typedef struct EventSummary
{
	const EventStudy *study;
	EventColumn *columns; /* the sessions of the event window, then the windows asked for */
	size_t column_count;
	EventSession *sessions;
	double largest;            /* of the estimations' abnormal returns, the greatest size */
	int64_t n;                 /* events kept */
	int64_t standardized_n;    /* of them, with a sigma above 0 */
	double positive_share_sum; /* share of abnormal returns above 0 in estimation */
	RankItem *items;
	RankItem *spare;
	int *ends;
	double *rank;
	double
		*scale; /* standard deviation of the abnormal return of each session of the event window */
} EventSummary;

typedef enum EventDistribution
{
	EVENT_NO_TEST,
	EVENT_NORMAL,
	EVENT_STUDENT
} EventDistribution;

/* A statistic of a column; what is not defined is NAN. */
typedef struct EventStatistic
{
	const char *name;
	double value;
	int64_t n; /* events in it */
	EventDistribution distribution;
	double df; /* of EVENT_STUDENT */
	double p;  /* two-sided */
} EventStatistic;

#define EVENT_STATISTICS 12

/* Windows: pairs of first and last session, closed, counted from the event's session. */
extern void event_summary_init(EventSummary *summary, const EventStudy *study,
							   const int32_t (*windows)[2], size_t window_count);
extern void event_summary_end(EventSummary *summary);
extern void event_summary_add(EventSummary *summary, const EventMeasure *measure);

/* All statistics of a column, in a fixed order. */
extern void event_summary_column(const EventSummary *summary, const EventColumn *column,
								 EventStatistic statistics[EVENT_STATISTICS]);

/* Mean correlation of the estimation residuals of two events; NAN with fewer than two. */
extern double event_summary_correlation(const EventSummary *summary);

#endif /* NEWSTAPE_CORE_EVENT_SUMMARY_H */
