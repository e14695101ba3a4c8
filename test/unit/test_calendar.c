/*
 * test_calendar.c
 *	  Places against a plain count, on calendars of every small size, and moves against the law that they undo each other.
 */
#include "core/calendar.h"
#include "tap.h"

#include <stdlib.h>

#define SESSIONS 70

static int32_t session[SESSIONS];
static int64_t opens_at[SESSIONS];
static int64_t closes_at[SESSIONS];

/* Days with gaps of one to three; a session opens at hour 9 and closes at hour 15, in hours. */
static Calendar
make_calendar(size_t count)
{
	int32_t day = -100;

	for (size_t i = 0; i < SESSIONS; i++)
	{
		day += 1 + (int32_t) (i * 7 % 3);
		session[i] = day;
		opens_at[i] = (int64_t) day * 24 + 9;
		closes_at[i] = (int64_t) day * 24 + 15;
	}
	return (Calendar){session, opens_at, closes_at, count, true};
}

static size_t
plain_count(const int64_t *times, size_t count, int64_t moment)
{
	size_t reached = 0;

	for (size_t i = 0; i < count; i++)
		reached += times[i] <= moment;
	return reached;
}

static void
test_places(void)
{
	int wrong = 0;

	for (size_t count = 0; count <= SESSIONS; count++)
	{
		Calendar calendar = make_calendar(count);

		for (int64_t hour = -101 * 24; hour < 60 * 24; hour++)
			wrong += calendar_opened(&calendar, hour) != plain_count(opens_at, count, hour) ||
					 calendar_closed(&calendar, hour) != plain_count(closes_at, count, hour);
		for (int32_t day = -102; day < 60; day++)
		{
			size_t before = 0;

			while (before < count && session[before] < day)
				before++;
			wrong += calendar_before(&calendar, day) != before;
		}
	}
	ok(wrong == 0, "places are what a plain count gives: %d differ", wrong);
}

static void
test_ends(void)
{
	Calendar calendar = make_calendar(SESSIONS);

	ok(calendar_closed(&calendar, INT64_MIN) == 0 &&
		   calendar_closed(&calendar, INT64_MAX) == SESSIONS &&
		   calendar_before(&calendar, INT32_MIN) == 0 &&
		   calendar_before(&calendar, INT32_MAX) == SESSIONS,
	   "the ends of time are places too");
	ok(calendar_tells(&calendar, 0) && calendar_tells(&calendar, SESSIONS),
	   "a complete calendar tells of its ends");
	calendar.complete = false;
	ok(!calendar_tells(&calendar, 0) && !calendar_tells(&calendar, SESSIONS) &&
		   calendar_tells(&calendar, 1) && calendar_tells(&calendar, SESSIONS - 1),
	   "a stretch does not");
	calendar.count = 0;
	ok(!calendar_tells(&calendar, 0), "nor does an empty one of anything");
}

static void
test_moves(void)
{
	Calendar calendar = make_calendar(SESSIONS);
	int wrong = 0;

	for (size_t from = 0; from <= SESSIONS; from++)
		for (int64_t sessions = -SESSIONS - 2; sessions <= SESSIONS + 2; sessions++)
		{
			size_t place = from;
			int64_t to = (int64_t) from + sessions;
			bool moved = calendar_move(&calendar, &place, sessions);

			wrong += moved != (to >= 0 && to < SESSIONS) || place != (moved ? (size_t) to : from);
		}
	ok(wrong == 0, "a move ends where it should, or not at all: %d differ", wrong);
	for (size_t from = 0; from <= SESSIONS; from += SESSIONS)
	{
		size_t place = from;

		wrong += calendar_move(&calendar, &place, INT64_MIN) ||
				 calendar_move(&calendar, &place, INT64_MAX) || place != from;
	}
	ok(wrong == 0, "the longest moves leave the calendar");
}

static void
test_order(void)
{
	Calendar calendar = make_calendar(SESSIONS);

	ok(calendar_in_order(&calendar), "a calendar is in order");
	closes_at[40] = closes_at[39];
	ok(!calendar_in_order(&calendar), "not with two sessions that close at once");
	calendar.opens_at = calendar.closes_at = NULL;
	ok(calendar_in_order(&calendar), "of days alone the days count");
	session[1] = session[0];
	ok(!calendar_in_order(&calendar), "and not two of one day");
	calendar.count = 1;
	ok(calendar_in_order(&calendar), "one session is in order");
}

int
main(void)
{
	test_places();
	test_ends();
	test_moves();
	test_order();
	return done_testing();
}
