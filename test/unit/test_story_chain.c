/*
 * test_story_chain.c
 *	  Chains of stories: cases, and the law that what is known beforehand does not change them.
 */
#include "core/story_chain.h"
#include "tap.h"

#include <inttypes.h>
#include <stdlib.h>

#define MANY 60

/* Time, fingerprint, body (0: none). */
static Story
story(int64_t published_at, uint64_t simhash, uint8_t body)
{
	Story result = {.published_at = published_at, .simhash = simhash, .has_simhash = true};

	result.has_body_hash = body != 0;
	result.body_hash[15] = body;
	return result;
}

static void
chain(Story *stories, size_t count, uint64_t reach, int distance)
{
	const Story **scratch = malloc((count + 1) * sizeof(*scratch));

	for (size_t i = 0; i < count; i++)
		stories[i].number = (uint32_t) i;
	story_begin(stories, scratch, count);
	for (size_t i = 0; i < count; i++)
		story_link_near(stories, count, i, reach, distance);
	story_number(stories, count);
	free(scratch);
}

/* "first.place" of each in the order of time, by the numbers given. */
static const char *
shown(const Story *stories, size_t count)
{
	static char text[1024];
	size_t length = 0;

	text[0] = '\0';
	for (size_t i = 0; i < count; i++)
		length += (size_t) snprintf(text + length, sizeof(text) - length,
									"%s%" PRIu32 ":%" PRIu32 ".%" PRIu32 "/%" PRIu32, i ? " " : "",
									stories[i].number, stories[stories[i].first].number,
									stories[i].place, stories[i].members);
	return text;
}

static void
test_cases(void)
{
	Story near[] = {story(0, 0, 0), story(10, 1, 0), story(20, 3, 0), story(31, 3, 0)};
	Story far[] = {story(0, 0, 0), story(10, 7, 0)};
	Story body[] = {story(1000, 0, 9), story(0, ~UINT64_C(0), 9), story(1000, 0, 0)};
	Story bridge[] = {story(20, 0, 0), story(0, 0, 0), story(10, 0, 0)};
	Story same_moment[] = {story(5, 0, 0), story(5, 0, 0), story(5, 0, 0)};
	Story none[] = {story(0, 0, 0), story(0, 0, 0)};
	Story ends[] = {story(INT64_MIN, 0, 0), story(INT64_MAX, 0, 0)};

	chain(near, 4, 10, 1);
	is_str(shown(near, 4), "0:0.0/3 1:0.1/3 2:0.2/3 3:3.0/1",
		   "near in time, ends included, and in wording");
	chain(far, 2, 10, 2);
	is_str(shown(far, 2), "0:0.0/1 1:1.0/1", "a bit too many");
	chain(body, 3, 10, 2);
	is_str(shown(body, 3), "1:1.0/3 0:1.1/3 2:1.2/3",
		   "equal bodies at any time, and what is near one of them");
	chain(bridge, 3, 10, 0);
	is_str(shown(bridge, 3), "1:1.0/3 2:1.1/3 0:1.2/3", "one between two makes them a chain");
	chain(same_moment, 3, 0, 0);
	is_str(shown(same_moment, 3), "0:0.0/3 1:0.1/3 2:0.2/3", "of one moment: as given");
	none[1].has_simhash = false;
	chain(none, 2, 10, 64);
	is_str(shown(none, 2), "0:0.0/1 1:1.0/1", "without a fingerprint nothing is near");
	chain(ends, 2, UINT64_MAX - 1, 64);
	is_str(shown(ends, 2), "0:0.0/1 1:1.0/1", "times as far apart as can be");
	chain(ends, 2, UINT64_MAX, 64);
	is_str(shown(ends, 2), "0:0.0/2 1:0.1/2", "or within reach");
	chain(NULL, 0, 0, 0);
	ok(near[2].previous == 1 && near[0].previous == 0, "the one before is known");
}

static unsigned state = 1;

static unsigned
any(unsigned below)
{
	state = state * 1103515245 + 12345;
	return (state >> 8) % below;
}

/* Chains of some, known when the others come, lead to the chains of all. */
static void
test_known(void)
{
	bool same = true;
	int longest = 0;

	for (int round = 0; round < 500; round++)
	{
		Story all[MANY];
		Story some[MANY];
		Story later[MANY];
		size_t count = 0;

		for (int i = 0; i < MANY; i++)
			all[i] = story(any(600), any(8) * 0x111, (uint8_t) (any(20) == 0 ? 1 + any(3) : 0));
		for (int i = 0; i < MANY; i++)
		{
			later[i] = all[i];
			if (any(4) > 0)
			{
				some[count] = all[i];
				some[count++].known_chain = i;
			}
		}
		chain(all, MANY, 8, 2);
		chain(some, count, 8, 2);
		for (size_t i = 0; i < count; i++)
		{
			later[some[i].known_chain].in_chain = true;
			later[some[i].known_chain].known_chain = some[some[i].first].known_chain;
		}
		chain(later, MANY, 8, 2);
		for (int i = 0; i < MANY; i++)
		{
			same &= all[i].number == later[i].number && all[i].first == later[i].first &&
					all[i].place == later[i].place && all[i].members == later[i].members;
			longest = all[i].place > (uint32_t) longest ? (int) all[i].place : longest;
		}
	}
	ok(same, "what is known beforehand does not change chains");
	ok(longest > 5, "some of which are long (%d)", longest);
}

int
main(void)
{
	test_cases();
	test_known();
	return done_testing();
}
