/*
 * fuzz_story_chain.c
 *	  Chains of any articles are those that looking at every pair, over and over, gives.
 */
#include "core/simhash.h"
#include "core/story_chain.h"

#include <stdlib.h>
#include <string.h>

#define MOST 40
#define BYTES 4

static bool
linked(const Story *a, const Story *b, uint64_t reach, int distance)
{
	uint64_t gap = a->published_at < b->published_at
					   ? (uint64_t) b->published_at - (uint64_t) a->published_at
					   : (uint64_t) a->published_at - (uint64_t) b->published_at;

	if (a->has_body_hash && b->has_body_hash && memcmp(a->body_hash, b->body_hash, 16) == 0)
		return true;
	if (a->in_chain && b->in_chain)
		return a->known_chain == b->known_chain;
	return a->has_simhash && b->has_simhash && gap <= reach &&
		   simhash_distance(a->simhash, b->simhash) <= distance;
}

/* The first of each one's chain, by spreading the smallest index along links until nothing changes. */
static void
spread(const Story *stories, size_t count, uint64_t reach, int distance, size_t *first)
{
	bool changed = true;

	for (size_t i = 0; i < count; i++)
		first[i] = i;
	while (changed)
	{
		changed = false;
		for (size_t i = 0; i < count; i++)
		{
			for (size_t j = 0; j < count; j++)
			{
				if (first[j] < first[i] && linked(&stories[i], &stories[j], reach, distance))
				{
					first[i] = first[j];
					changed = true;
				}
			}
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t count = size / BYTES < MOST ? size / BYTES : MOST;
	Story *stories = calloc(count + 1, sizeof(*stories));
	const Story **scratch = calloc(count + 1, sizeof(*scratch));
	size_t first[MOST];
	uint32_t places[MOST] = {0};

	for (size_t i = 0; i < count; i++)
	{
		const uint8_t *given = data + i * BYTES;

		stories[i] = (Story){.published_at = given[0],
							 .simhash = given[1],
							 .number = (uint32_t) i,
							 .has_simhash = given[2] & 1,
							 .in_chain = given[2] & 2,
							 .known_chain = given[2] >> 6,
							 .has_body_hash = given[2] & 4};
		stories[i].body_hash[0] = given[3];
	}
	story_begin(stories, scratch, count);
	for (size_t i = 0; i < count; i++)
		story_link_near(stories, count, i, 9, 1);
	story_number(stories, count);
	spread(stories, count, 9, 1, first);
	for (size_t i = 0; i < count; i++)
	{
		if (i > 0 && stories[i].published_at < stories[i - 1].published_at)
			abort();
		if (stories[i].first != first[i] || stories[i].place != places[first[i]]++)
			abort();
	}
	for (size_t i = 0; i < count; i++)
	{
		if (stories[i].members != places[first[i]])
			abort();
	}
	free(stories);
	free(scratch);
	return 0;
}
