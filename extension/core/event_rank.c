/*
 * event_rank.c
 *	  Ranks by a radix sort of where the values are between the least and the greatest, in steps so
 *	  small that few share one.  Insertion does the rest; values that are heaped are merge sorted,
 *	  so that none make it slow.
 */
#include "event_rank.h"

#include <float.h>
#include <stdbool.h>
#include <string.h>

/* Items that a merge sort begins with; moves by insertion, an item, before one is worth it. */
#define RUN 8
#define MOVES 4

/* Sort by insertion; false if that takes more moves than allowed, with the items in some order. */
static bool
sort_run(RankItem *items, int count, long moves)
{
	for (int i = 1; i < count; i++)
	{
		RankItem item = items[i];
		int j = i;

		for (; j > 0 && items[j - 1].value > item.value; j--)
			items[j] = items[j - 1];
		items[j] = item;
		moves -= i - j;
		if (moves < 0)
			return false;
	}
	return true;
}

/* Merge [0, middle) and [middle, count) of `from` into `to`. */
static void
merge(const RankItem *from, int middle, int count, RankItem *to)
{
	int left = 0;
	int right = middle;

	for (int i = 0; i < count; i++)
	{
		bool take_left = right >= count || (left < middle && from[left].value <= from[right].value);

		to[i] = take_left ? from[left++] : from[right++];
	}
}

static void
merge_sort(RankItem *items, RankItem *spare, int count)
{
	RankItem *from = items;
	RankItem *to = spare;

	for (int start = 0; start < count; start += RUN)
		sort_run(items + start, count - start < RUN ? count - start : RUN, RUN * RUN);
	for (long width = RUN; width < count; width *= 2)
	{
		RankItem *swap = from;

		for (long start = 0; start < count; start += 2 * width)
		{
			int length = (int) (count - start < 2 * width ? count - start : 2 * width);

			merge(from + start, length < width ? length : (int) width, length, to + start);
		}
		from = to;
		to = swap;
	}
	if (from != items)
		memcpy(items, from, count * sizeof(RankItem));
}

/* Put items into `to` by one digit of their key, each below `count`; equal ones keep their order. */
static void
distribute(const RankItem *from, RankItem *to, int *ends, int count, int digit)
{
	memset(ends, 0, (count + 1) * sizeof(int));
	for (int i = 0; i < count; i++)
		ends[from[i].digits[digit] + 1]++;
	for (int i = 1; i < count; i++)
		ends[i] += ends[i - 1];
	for (int i = 0; i < count; i++)
		to[ends[from[i].digits[digit]]++] = from[i];
}

/*
 * Give each item a key: where its value is between the least and the greatest, in count * count
 * steps.  False if that cannot be said.
 */
static bool
set_keys(RankItem *items, int count)
{
	double least[2] = {items[0].value, items[count - 1].value};
	double greatest[2] = {items[0].value, items[count - 1].value};
	double scale;

	/* by twos, as a comparison has to wait for the one before */
	for (int i = 0; i + 1 < count; i += 2)
		for (int k = 0; k < 2; k++)
		{
			double value = items[i + k].value;

			least[k] = value < least[k] ? value : least[k];
			greatest[k] = value > greatest[k] ? value : greatest[k];
		}
	least[0] = least[1] < least[0] ? least[1] : least[0];
	greatest[0] = greatest[1] > greatest[0] ? greatest[1] : greatest[0];
	scale = (count - 1) / (greatest[0] - least[0]);
	/* all equal, or too close or too far apart for the quotient; or too many for a digit */
	if (!(scale > 0 && scale <= DBL_MAX) || count > UINT16_MAX)
		return false;
	for (int i = 0; i < count; i++)
	{
		double x = (items[i].value - least[0]) * scale;
		int step = (int) x;

		items[i].digits[1] = (uint16_t) step;
		items[i].digits[0] = (uint16_t) ((x - step) * count);
	}
	return true;
}

/* Sort by key, the lower digit first; then there is little to be done, unless values are heaped. */
static void
sort_items(RankItem *items, RankItem *spare, int *ends, int count)
{
	if (set_keys(items, count))
	{
		distribute(items, spare, ends, count, 0);
		distribute(spare, items, ends, count, 1);
	}
	if (!sort_run(items, count, MOVES * count))
		merge_sort(items, spare, count);
}

void
event_rank(RankItem *items, RankItem *spare, int *ends, int count, double *rank)
{
	if (count > 0)
		sort_items(items, spare, ends, count);
	for (int i = 0; i < count;)
	{
		int first = i;
		double value = items[i].value;

		rank[items[i++].place] = first + 1;
		if (i == count || items[i].value != value)
			continue;
		while (i < count && items[i].value == value)
			i++;
		/* of the ranks first + 1 .. i */
		for (int j = first; j < i; j++)
			rank[items[j].place] = (first + 1 + i) / 2.0;
	}
}
