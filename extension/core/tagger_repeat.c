/*
 * tagger_repeat.c
 *	  One place counts once for a tag: where a rule holds over a phrase that counts by itself, or where another rule holds, it adds nothing.
 */
#include "tagger_state.h"

#include <stdlib.h>

/* In the order of a sweep: by tag and stream, aliases before rules, by start, the longer first. */
static int
compare_places(const void *a, const void *b)
{
	const CountedPlace *x = a;
	const CountedPlace *y = b;

	if (x->tag != y->tag)
		return x->tag < y->tag ? -1 : 1;
	if (x->stream != y->stream)
		return x->stream < y->stream ? -1 : 1;
	if (x->by_rule != y->by_rule)
		return x->by_rule ? 1 : -1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return x->mention < y->mention ? -1 : x->mention > y->mention;
}

static size_t
gather(Tagger *t)
{
	size_t count = 0;
	bool by_rule = false;

	for (size_t i = 0; i < t->mention_count; i++)
	{
		const TagMention *m = &t->mentions[i];

		tagger_poll(t);
		if (m->verdict != VERDICT_COUNTED)
			continue;
		by_rule |= m->rule >= 0;
		t->places =
			memory_grow(&t->memory, t->places, count, &t->place_capacity, sizeof(CountedPlace));
		t->places[count++] = (CountedPlace){.tag = m->tag,
											.stream = m->zone != ZONE_HEADLINE,
											.by_rule = m->rule >= 0,
											.start = m->byte_start,
											.end = m->byte_end,
											.mention = i};
	}
	return by_rule ? count : 0;
}

void
tagger_drop_repeats(Tagger *t)
{
	size_t count = gather(t);
	size_t alias = 0;
	uint32_t taken_to = 0;

	if (count == 0)
		return;
	qsort(t->places, count, sizeof(CountedPlace), compare_places);
	for (size_t i = 0; i < count; i++)
	{
		const CountedPlace *place = &t->places[i];

		if (i == 0 || place->tag != place[-1].tag || place->stream != place[-1].stream)
		{
			alias = i;
			taken_to = 0;
		}
		if (!place->by_rule)
			continue;
		/* phrases of one tag do not overlap, so that their ends ascend, too */
		while (!t->places[alias].by_rule && t->places[alias].end <= place->start)
			alias++;
		if (place->start < taken_to ||
			(!t->places[alias].by_rule && t->places[alias].start < place->end))
			t->mentions[place->mention].verdict = VERDICT_REPEATED;
		else
			taken_to = place->end;
	}
}
