/*
 * time_weighted_mean.c
 *	  The mean of a value that holds from each of its points to the next, by how long it holds.
 */
#include "time_weighted_mean.h"

#include <math.h>

/* Exact for any two times in order: their distance may exceed int64. */
static double
lasting(int64_t from, int64_t to)
{
	return (double) ((uint64_t) to - (uint64_t) from);
}

/* Shares of the whole time are summed, with the rounding errors (Neumaier 1974): no sum of large
 * values overflows.  A mean lies between the extremes; a last rounding must not take it out. */
bool
time_weighted_mean(const TimePoint *points, size_t count, int64_t until, double *mean)
{
	double whole = count > 0 ? lasting(points[0].time, until) : 0;
	double sum = 0;
	double error = 0;
	double low = INFINITY;
	double high = -INFINITY;

	if (whole == 0)
		return false;
	for (size_t i = 0; i < count; i++)
	{
		int64_t end = i + 1 < count ? points[i + 1].time : until;
		double term = points[i].value * (lasting(points[i].time, end) / whole);
		double next = sum + term;

		if (end == points[i].time)
			continue;
		error += fabs(sum) >= fabs(term) ? (sum - next) + term : (term - next) + sum;
		sum = next;
		low = fmin(low, points[i].value);
		high = fmax(high, points[i].value);
	}
	/* NaN where the sum of the largest numbers has overflown by a rounding. */
	sum = isfinite(sum) && isfinite(error) ? sum + error : sum;
	*mean = fmin(fmax(sum, low), high);
	return true;
}
