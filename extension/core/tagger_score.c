/*
 * tagger_score.c
 *	  Relevance: how central a tag is to an article, 0 to 100, in whole points by the weights of the book.
 *
 *		headline		named in the headline
 *		lead			named in the lead
 *		mention			for each mention, mentions_most of them at most
 *		early			all where the first mention is in the headline or the first sentence, less in equal steps with each sentence before it
 *						(a place that begins the body tells where the story was written, and gives neither lead nor early)
 *		roundup			taken off an instrument for every instrument beyond roundup_free that the article names, roundup_most at most
 */
#include "tagger_state.h"

/* No sentence that counts for `early` yet. */
#define NOWHERE INT32_MAX

/* While mentions are counted, `early` holds the first sentence. */
static TagScore *
score_of(Tagger *t, uint32_t tag)
{
	TagState *state = tag_state(t, tag);

	if (state->score < 0)
	{
		t->scores = memory_grow(&t->memory, t->scores, t->score_count, &t->score_capacity,
								sizeof(TagScore));
		t->scores[t->score_count] = (TagScore){.tag = tag, .early = NOWHERE};
		state->score = (int32_t) t->score_count++;
	}
	return &t->scores[state->score];
}

static bool
is_dateline(const Tagger *t, const TagMention *mention)
{
	return mention->zone == ZONE_LEAD && mention->sentence == 1 &&
		   mention->byte_start == t->sentences.list[0].start &&
		   t->book.tags[mention->tag].kind == TAG_PLACE;
}

static void
count_mention(Tagger *t, const TagMention *mention)
{
	const int32_t *weights = t->book.header->weights;
	TagScore *score = score_of(t, mention->tag);

	score->mentions++;
	if (is_dateline(t, mention))
		return;
	if (mention->zone == ZONE_HEADLINE)
		score->headline = weights[WEIGHT_HEADLINE];
	else if (mention->zone == ZONE_LEAD)
		score->lead = weights[WEIGHT_LEAD];
	if ((int32_t) mention->sentence < score->early)
		score->early = (int32_t) mention->sentence;
}

static void
finish_score(const Tagger *t, TagScore *score, int32_t instruments)
{
	const int32_t *weights = t->book.header->weights;
	int64_t sentences = t->sentences.count > 0 ? (int64_t) t->sentences.count : 1;
	int64_t before = score->early > 1 ? score->early - 1 : 0;
	int32_t mentions = weights[WEIGHT_MENTIONS_MOST];
	int32_t beyond = instruments - weights[WEIGHT_ROUNDUP_FREE];
	int32_t sum;

	if (score->mentions < (uint32_t) mentions)
		mentions = (int32_t) score->mentions;
	score->count = weights[WEIGHT_MENTION] * mentions;
	score->early = score->early == NOWHERE
					   ? 0
					   : (int32_t) ((2 * weights[WEIGHT_EARLY] * (sentences - before) + sentences) /
									(2 * sentences));
	if (t->book.tags[score->tag].kind == TAG_INSTRUMENT && beyond > 0)
	{
		int64_t off = (int64_t) weights[WEIGHT_ROUNDUP] * beyond;

		score->roundup =
			-(int32_t) (off < weights[WEIGHT_ROUNDUP_MOST] ? off : weights[WEIGHT_ROUNDUP_MOST]);
	}
	sum = score->headline + score->lead + score->count + score->early + score->roundup;
	score->relevance = sum < 0 ? 0 : sum > 100 ? 100 : sum;
}

void
tagger_score_all(Tagger *t)
{
	int32_t instruments = 0;

	for (size_t i = 0; i < t->mention_count; i++)
	{
		tagger_poll(t);
		if (t->mentions[i].verdict == VERDICT_COUNTED)
			count_mention(t, &t->mentions[i]);
	}
	for (size_t i = 0; i < t->score_count; i++)
		instruments += t->book.tags[t->scores[i].tag].kind == TAG_INSTRUMENT;
	for (size_t i = 0; i < t->score_count; i++)
		finish_score(t, &t->scores[i], instruments);
}
