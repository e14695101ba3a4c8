/*
 * story_chain.c
 *	  Chains of re-told stories, by union and find.
 */
#include "story_chain.h"

#include "simhash.h"

#include <stdlib.h>
#include <string.h>

static uint32_t
root_of(Story *stories, uint32_t at)
{
	while (stories[at].parent != at)
	{
		stories[at].parent = stories[stories[at].parent].parent;
		at = stories[at].parent;
	}
	return at;
}

/* The earliest article is the root, so that a root is the first of its chain. */
static void
link_stories(Story *stories, uint32_t a, uint32_t b)
{
	a = root_of(stories, a);
	b = root_of(stories, b);
	if (a < b)
		stories[b].parent = a;
	else
		stories[a].parent = b;
}

static int
compare_time(const void *a, const void *b)
{
	const Story *x = a;
	const Story *y = b;

	if (x->published_at != y->published_at)
		return x->published_at < y->published_at ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static int
compare_body(const void *a, const void *b)
{
	const Story *const *x = a;
	const Story *const *y = b;

	return memcmp((*x)->body_hash, (*y)->body_hash, sizeof((*x)->body_hash));
}

static int
compare_chain(const void *a, const void *b)
{
	const Story *const *x = a;
	const Story *const *y = b;

	return (*x)->known_chain < (*y)->known_chain ? -1 : (*x)->known_chain > (*y)->known_chain;
}

static void
link_equal(Story *stories, const Story **sorted, size_t count,
		   int (*compare)(const void *, const void *))
{
	if (count > 0)
		qsort(sorted, count, sizeof(*sorted), compare);
	for (size_t i = 1; i < count; i++)
	{
		if (compare(&sorted[i - 1], &sorted[i]) == 0)
			link_stories(stories, (uint32_t) (sorted[i - 1] - stories),
						 (uint32_t) (sorted[i] - stories));
	}
}

void
story_begin(Story *stories, const Story **scratch, size_t count)
{
	size_t n = 0;

	if (count > 0)
		qsort(stories, count, sizeof(*stories), compare_time);
	for (size_t i = 0; i < count; i++)
		stories[i].parent = (uint32_t) i;
	for (size_t i = 0; i < count; i++)
	{
		if (stories[i].has_body_hash)
			scratch[n++] = &stories[i];
	}
	link_equal(stories, scratch, n, compare_body);
	n = 0;
	for (size_t i = 0; i < count; i++)
	{
		if (stories[i].in_chain)
			scratch[n++] = &stories[i];
	}
	link_equal(stories, scratch, n, compare_chain);
}

static void
link_if_near(Story *stories, size_t a, size_t b, int distance)
{
	if (stories[b].has_simhash &&
		simhash_distance(stories[a].simhash, stories[b].simhash) <= distance)
		link_stories(stories, (uint32_t) a, (uint32_t) b);
}

void
story_link_near(Story *stories, size_t count, size_t at, uint64_t reach, int distance)
{
	uint64_t moment = (uint64_t) stories[at].published_at;

	if (stories[at].in_chain || !stories[at].has_simhash)
		return;
	/* Differences of what is in order are not negative, and fit without a sign. */
	for (size_t i = at; i-- > 0 && moment - (uint64_t) stories[i].published_at <= reach;)
		link_if_near(stories, at, i, distance);
	for (size_t i = at + 1; i < count && (uint64_t) stories[i].published_at - moment <= reach; i++)
	{
		/* Those not known to be in a chain look back themselves. */
		if (stories[i].in_chain)
			link_if_near(stories, at, i, distance);
	}
}

void
story_number(Story *stories, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		Story *story = &stories[i];
		uint32_t first = root_of(stories, (uint32_t) i);

		/* The last one so far is noted at the first. */
		story->first = first;
		story->place = first == i ? 0 : stories[first].members;
		story->previous = first == i ? (uint32_t) i : stories[first].last;
		if (first == i)
			story->members = 0;
		stories[first].members++;
		stories[first].last = (uint32_t) i;
	}
	for (size_t i = 0; i < count; i++)
		stories[i].members = stories[stories[i].first].members;
}
