/*
 * event_rank.c
 *	  Ranks by sorting into as many equal intervals as there are values, most of which take few.
 *	  An interval that takes many is merge sorted, so that no values make it slow.
 */
#include "event_rank.h"

#include <float.h>
#include <stdbool.h>
#include <string.h>

#define RUN 8

static void
sort_run(RankItem *items, int count)
{
	for (int i = 1; i < count; i++)
	{
		RankItem item = items[i];
		int j = i;

		for (; j > 0 && items[j - 1].value > item.value; j--)
			items[j] = items[j - 1];
		items[j] = item;
	}
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
		sort_run(items + start, count - start < RUN ? count - start : RUN);
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

/* Distribute the items over intervals between their least and greatest, and sort each. */
static void
sort_items(RankItem *items, RankItem *spare, int *ends, int count)
{
	double least = items[0].value;
	double greatest = items[0].value;
	double scale;

	for (int i = 1; i < count; i++)
	{
		least = items[i].value < least ? items[i].value : least;
		greatest = items[i].value > greatest ? items[i].value : greatest;
	}
	scale = (count - 1) / (greatest - least);
	if (!(scale > 0 && scale <= DBL_MAX))
	{
		/* all equal, or too close or too far apart for the quotient */
		merge_sort(items, spare, count);
		return;
	}

	memset(ends, 0, (count + 1) * sizeof(int));
	for (int i = 0; i < count; i++)
		ends[(int) ((items[i].value - least) * scale) + 1]++;
	for (int i = 1; i <= count; i++)
		ends[i] += ends[i - 1];
	for (int i = 0; i < count; i++)
		spare[ends[(int) ((items[i].value - least) * scale)]++] = items[i];
	memcpy(items, spare, count * sizeof(RankItem));

	/* ends[i] has moved from the start of interval i to its end */
	for (int i = 0, start = 0; i < count; start = ends[i++])
		if (ends[i] - start > RUN)
			merge_sort(items + start, spare, ends[i] - start);
		else
			sort_run(items + start, ends[i] - start);
}

void
event_rank(RankItem *items, RankItem *spare, int *ends, int count, double *rank)
{
	int last;

	if (count > 0)
		sort_items(items, spare, ends, count);
	for (int first = 0; first < count; first = last)
	{
		last = first + 1;
		while (last < count && items[last].value == items[first].value)
			last++;
		/* of the ranks first + 1 .. last */
		for (int i = first; i < last; i++)
			rank[items[i].place] = (first + 1 + last) / 2.0;
	}
}
