/*
 * event_rank.c
 *	  Ranks by a merge sort from runs of insertion sort: no call a comparison, as qsort() needs.
 */
#include "event_rank.h"

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
sort_items(RankItem *items, RankItem *spare, int count)
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

void
event_rank(RankItem *items, RankItem *spare, int count, double *rank)
{
	int last;

	sort_items(items, spare, count);
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
