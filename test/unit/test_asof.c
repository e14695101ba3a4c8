/*
 * test_asof.c
 *	  Sorting, searching and noting against plain ones, on random rows with many ties.
 */
#include "core/asof.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

#define ROWS 400
#define KEYS 7

static uint64_t state = 42;

static uint32_t
next_random(uint32_t below)
{
	state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (state >> 33) % below;
}

static void
make_rows(AsofLeft *rows, AsofGroup *groups, size_t count, uint32_t span)
{
	AsofLeft scratch[ROWS];

	for (size_t i = 0; i < count; i++)
		rows[i] = (AsofLeft){(int64_t) next_random(span) - span / 2, i, next_random(KEYS), false};
	asof_sort(rows, scratch, count);
	asof_group(rows, count, groups, KEYS);
}

static void
test_sort(void)
{
	AsofLeft rows[ROWS];
	AsofGroup groups[KEYS];
	bool ordered = true;

	for (int round = 0; round < 50; round++)
	{
		make_rows(rows, groups, ROWS, round % 2 ? 20 : 100000);
		for (size_t i = 1; i < ROWS; i++)
			ordered &= rows[i - 1].key < rows[i].key ||
					   (rows[i - 1].key == rows[i].key &&
						(rows[i - 1].ts < rows[i].ts ||
						 (rows[i - 1].ts == rows[i].ts && rows[i - 1].id < rows[i].id)));
	}
	ok(ordered, "rows are in order of key and time, negative ones too, equal ones as they came");
}

static void
test_search(void)
{
	AsofLeft rows[ROWS];
	AsofGroup groups[KEYS];
	int wrong = 0;

	for (int round = 0; round < 20; round++)
	{
		make_rows(rows, groups, round == 0 ? 3 : ROWS, 300);
		for (int i = 0; i < 5000; i++)
		{
			AsofGroup *group = &groups[next_random(KEYS)];
			int64_t ts = (int64_t) next_random(320) - 160;
			uint32_t plain = group->begin;

			while (plain < group->end && rows[plain].ts < ts)
				plain++;
			wrong += asof_search(rows, group, ts) != plain;
		}
	}
	ok(wrong == 0, "a search ends where a plain one does, whatever was searched before: %d differ",
	   wrong);
}

/* The right row that a left row is to use, by looking at all of them. */
static AsofRight
plain_note(const AsofLeft *left, const AsofRight *right, const uint32_t *keys, size_t count,
		   uint64_t gap, bool back)
{
	AsofRight best = back ? ASOF_NONE_BACK : ASOF_NONE_AHEAD;

	for (size_t i = 0; i < count; i++)
	{
		bool there = back ? right[i].ts <= left->ts : right[i].ts >= left->ts;
		int order = asof_compare(&right[i], &best);

		if (keys[i] == left->key && there && asof_distance(left->ts, right[i].ts) >= gap &&
			(back ? order > 0 : order < 0))
			best = right[i];
	}
	return best;
}

static void
test_notes(void)
{
	AsofLeft rows[ROWS];
	AsofGroup groups[KEYS];
	AsofRight right[ROWS], back[ROWS], ahead[ROWS];
	uint32_t keys[ROWS];
	int wrong = 0;

	for (uint64_t gap = 0; gap < 6; gap++)
	{
		make_rows(rows, groups, ROWS, 200);
		for (size_t i = 0; i < ROWS; i++)
		{
			back[i] = ASOF_NONE_BACK;
			ahead[i] = ASOF_NONE_AHEAD;
		}
		for (size_t i = 0; i < ROWS; i++)
		{
			right[i] = (AsofRight){(int64_t) next_random(200) - 100, next_random(3), i};
			keys[i] = next_random(KEYS);
			asof_note_back(rows, &groups[keys[i]], back, &right[i], gap);
			asof_note_ahead(rows, &groups[keys[i]], ahead, &right[i], gap);
		}
		asof_spread_back(rows, ROWS, back);
		asof_spread_ahead(rows, ROWS, ahead);
		for (size_t i = 0; i < ROWS; i++)
		{
			AsofRight before = plain_note(&rows[i], right, keys, ROWS, gap, true);
			AsofRight after = plain_note(&rows[i], right, keys, ROWS, gap, false);

			wrong += asof_compare(&back[i], &before) != 0 || asof_compare(&ahead[i], &after) != 0;
		}
	}
	ok(wrong == 0, "every row has the note that a plain search gives it: %d differ", wrong);
}

static void
test_limits(void)
{
	ok(asof_distance(INT64_MIN, INT64_MAX) == UINT64_MAX, "the largest distance is exact");
	ok(asof_later(INT64_MAX - 1, 5) == INT64_MAX && asof_earlier(INT64_MIN + 1, 5) == INT64_MIN,
	   "times end where numbers do");
	ok(asof_later(-7, UINT64_MAX) == INT64_MAX && asof_earlier(7, UINT64_MAX) == INT64_MIN,
	   "whatever is added");
	ok(asof_later(-7, 10) == 3 && asof_earlier(3, 10) == -7, "else they are sums");
}

int
main(void)
{
	test_sort();
	test_search();
	test_notes();
	test_limits();
	return done_testing();
}
