/*
 * asof.c
 *	  Rows of a right-hand side meeting rows of a left-hand side by key and time.
 */
#include "asof.h"

#include <string.h>

int64_t
asof_later(int64_t ts, uint64_t microseconds)
{
	return microseconds >= asof_distance(INT64_MAX, ts) ? INT64_MAX
														: (int64_t) ((uint64_t) ts + microseconds);
}

int64_t
asof_earlier(int64_t ts, uint64_t microseconds)
{
	return microseconds >= asof_distance(INT64_MIN, ts) ? INT64_MIN
														: (int64_t) ((uint64_t) ts - microseconds);
}

/*
 * Order
 */

#define SORT_BYTES 12 /* eight of the time, four of the key above them */

/* A byte of what rows are ordered by, from the lowest; the sign bit turned, so that bytes order as
 * numbers do. */
static inline unsigned
sort_byte(const AsofLeft *row, int which)
{
	if (which < 8)
		return (((uint64_t) row->ts ^ (UINT64_C(1) << 63)) >> (8 * which)) & 0xff;
	return (row->key >> (8 * (which - 8))) & 0xff;
}

static bool
in_order(const AsofLeft *rows, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (rows[i - 1].key > rows[i].key ||
			(rows[i - 1].key == rows[i].key && rows[i - 1].ts > rows[i].ts))
			return false;
	return true;
}

/* A pass for each byte in which rows differ, from the lowest; each keeps the order of the last. */
void
asof_sort(AsofLeft *rows, AsofLeft *scratch, size_t count)
{
	AsofLeft *from = rows;
	AsofLeft *to = scratch;

	if (in_order(rows, count))
		return;
	for (int which = 0; which < SORT_BYTES; which++)
	{
		size_t place[256] = {0};
		size_t next = 0;
		AsofLeft *swap = from;

		for (size_t i = 0; i < count; i++)
			place[sort_byte(&from[i], which)]++;
		if (place[sort_byte(&from[0], which)] == count)
			continue;
		for (int byte = 0; byte < 256; byte++)
		{
			size_t here = place[byte];

			place[byte] = next;
			next += here;
		}
		for (size_t i = 0; i < count; i++)
			to[place[sort_byte(&from[i], which)]++] = from[i];
		from = to;
		to = swap;
	}
	if (from != rows)
		memcpy(rows, from, count * sizeof(AsofLeft));
}

void
asof_group(const AsofLeft *rows, size_t count, AsofGroup *groups, size_t keys)
{
	size_t i = 0;

	for (size_t key = 0; key < keys; key++)
	{
		groups[key].begin = groups[key].hint = i;
		while (i < count && rows[i].key == key)
			i++;
		groups[key].end = i;
	}
}

/*
 * Search
 */

/* In steps that double from the hint until the time lies between two of them, then by halves. */
uint32_t
asof_search(const AsofLeft *rows, AsofGroup *group, int64_t ts)
{
	uint32_t low = group->begin; /* all before are earlier than ts */
	uint32_t high = group->end;  /* all from here on are not */
	uint32_t at = group->hint;

	for (uint32_t step = 1; at < high && rows[at].ts < ts; step *= 2)
	{
		low = at + 1;
		at = step < high - low ? low + step - 1 : high;
	}
	if (at < high)
		high = at;
	/* Backwards, unless the hint was too early. */
	for (uint32_t step = 1; low == group->begin && low < high; step *= 2)
	{
		at = step < high - low ? high - step : low;
		if (rows[at].ts < ts)
			low = at + 1;
		else
			high = at;
	}
	while (low < high)
	{
		at = low + (high - low) / 2;
		if (rows[at].ts < ts)
			low = at + 1;
		else
			high = at;
	}
	group->hint = low;
	return low;
}

/*
 * Notes
 */

void
asof_note_back(const AsofLeft *rows, AsofGroup *group, AsofRight *notes, const AsofRight *right,
			   uint64_t gap)
{
	uint32_t at = asof_search(rows, group, asof_later(right->ts, gap));

	if (at < group->end && asof_compare(&notes[at], right) < 0)
		notes[at] = *right;
}

void
asof_note_ahead(const AsofLeft *rows, AsofGroup *group, AsofRight *notes, const AsofRight *right,
				uint64_t gap)
{
	uint32_t after = asof_search(rows, group, asof_later(asof_earlier(right->ts, gap), 1));

	if (after > group->begin && asof_compare(&notes[after - 1], right) > 0)
		notes[after - 1] = *right;
}

void
asof_spread_back(const AsofLeft *rows, size_t count, AsofRight *notes)
{
	for (size_t i = 1; i < count; i++)
		if (rows[i].key == rows[i - 1].key && asof_compare(&notes[i - 1], &notes[i]) > 0)
			notes[i] = notes[i - 1];
}

void
asof_spread_ahead(const AsofLeft *rows, size_t count, AsofRight *notes)
{
	for (size_t i = count; i-- > 1;)
		if (rows[i - 1].key == rows[i].key && asof_compare(&notes[i], &notes[i - 1]) < 0)
			notes[i - 1] = notes[i];
}
