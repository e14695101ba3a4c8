/*
 * time_weighted_mean.h
 *	  The mean of a value that holds from each of its points to the next, by how long it holds.
 */
#ifndef NEWSTAPE_CORE_TIME_WEIGHTED_MEAN_H
#define NEWSTAPE_CORE_TIME_WEIGHTED_MEAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From this time (microseconds) on the value holds. */
typedef struct TimePoint
{
	int64_t time;
	double value;
} TimePoint;

/* By time, then value: a total order of finite values, but that -0 equals 0.  Of points of one time
 * the last stands; the others hold for no time. */
static inline int
time_point_compare(const TimePoint *a, const TimePoint *b)
{
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return (a->value > b->value) - (a->value < b->value);
}

/*
 * The mean from the first point to `until`, of points in order and finite:
 *
 * sum of value[i] (time[i + 1] - time[i]) / (until - time[0]), with until as the last time
 *
 * False if until is not after the first point.  It is no earlier than the last.
 */
extern bool time_weighted_mean(const TimePoint *points, size_t count, int64_t until, double *mean);

#endif /* NEWSTAPE_CORE_TIME_WEIGHTED_MEAN_H */
