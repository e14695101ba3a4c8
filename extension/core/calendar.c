/*
 * calendar.c
 *	  The sessions of a market in order, and where a moment or a day falls among them.
 */
#include "calendar.h"

bool
calendar_in_order(const Calendar *calendar)
{
	for (size_t i = 1; i < calendar->count; i++)
		if (calendar->session[i - 1] >= calendar->session[i] ||
			(calendar->opens_at && calendar->opens_at[i - 1] >= calendar->opens_at[i]) ||
			(calendar->closes_at && calendar->closes_at[i - 1] >= calendar->closes_at[i]))
			return false;
	return true;
}

/* How many of the times are at or before a moment. */
static size_t
count_reached(const int64_t *times, size_t count, int64_t moment)
{
	size_t low = 0;

	/* The first `low` are, those from `low + count` on are not; without a branch to guess wrong. */
	while (count > 0)
	{
		size_t half = count / 2;
		bool reached = times[low + half] <= moment;

		low = reached ? low + half + 1 : low;
		count = reached ? count - half - 1 : half;
	}
	return low;
}

size_t
calendar_opened(const Calendar *calendar, int64_t moment)
{
	return count_reached(calendar->opens_at, calendar->count, moment);
}

size_t
calendar_closed(const Calendar *calendar, int64_t moment)
{
	return count_reached(calendar->closes_at, calendar->count, moment);
}

size_t
calendar_before(const Calendar *calendar, int32_t day)
{
	size_t low = 0;
	size_t count = calendar->count;

	while (count > 0)
	{
		size_t half = count / 2;
		bool before = calendar->session[low + half] < day;

		low = before ? low + half + 1 : low;
		count = before ? count - half - 1 : half;
	}
	return low;
}

bool
calendar_move(const Calendar *calendar, size_t *place, int64_t sessions)
{
	if (sessions < 0)
	{
		uint64_t back = -(uint64_t) sessions;

		if (back > *place)
			return false;
		*place -= back;
		return true;
	}
	if ((uint64_t) sessions >= calendar->count - *place)
		return false;
	*place += sessions;
	return true;
}
