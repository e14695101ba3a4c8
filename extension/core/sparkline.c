/*
 * sparkline.c
 *	  Numbers as a line of block characters, U+2581 to U+2588.
 */
#include "sparkline.h"

#include <math.h>

#define HEIGHTS 8
#define MIDDLE 3

/* Halves do not overflow where the difference of two large numbers would. */
static int
height(double value, double low, double high)
{
	double share = (value / 2 - low / 2) / (high / 2 - low / 2);
	int level = (int) (share * HEIGHTS);

	return level < HEIGHTS ? level : HEIGHTS - 1;
}

size_t
sparkline_format(const double *values, size_t count, char *out)
{
	double low = INFINITY;
	double high = -INFINITY;
	char *end = out;

	for (size_t i = 0; i < count; i++)
		if (isfinite(values[i]))
		{
			low = fmin(low, values[i]);
			high = fmax(high, values[i]);
		}
	for (size_t i = 0; i < count; i++)
	{
		int level;

		if (!isfinite(values[i]))
		{
			*end++ = ' ';
			continue;
		}
		/* Two numbers so small that their halves are equal are equal for the eye. */
		level = high / 2 > low / 2 ? height(values[i], low, high) : MIDDLE;
		*end++ = '\xE2';
		*end++ = '\x96';
		*end++ = (char) (0x81 + level);
	}
	return end - out;
}
