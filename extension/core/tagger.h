/*
 * tagger.h
 *	  Tags of an article by a tagbook: every phrase found, whether it counts and if not why, and how central each tag is.
 *
 * Of overlapping phrases of one tag the leftmost, then the longest is taken; of those on the same span one that is `never`, else the one that counts, or
 * is sooner counted.  Nothing but ids of equals depends on the order of the rules.  A shorter phrase inside a longer one of another tag does not count: a name
 * hides all that is inside it, a topic's phrase hides topics alone (the IMF is named by "IMF programme").  Guards:
 *
 *		headline_only	counts in the headline
 *		needs_exchange	counts behind a sign of an exchange ("PSX: POWER", "$TRG", "(PSX: HUBC, TRG)"), and once one of the tag does, everywhere
 *		needs_coref		counts behind such a sign, or where the tag is shown by another phrase that counts for itself
 *		never			does not count, and hides what it covers
 *
 * Where a headline or sentence is in capitals throughout, a phrase that is a word too and matches in capitals alone counts as needs_coref would, and not
 * at all without a sign if it is needs_exchange: "POWER TARIFF UP" names no company.
 *
 * A rule holds at each place where one phrase of every group (each all_of, and one for any_of) stand together, at most `within` words between the end
 * of the first and the beginning of the last (punctuation is no word); without `within`, at each of its any_of phrases (or all_of, where there are
 * none) if all are somewhere in the article.  Places do not overlap.  It counts if it holds in `threshold` places or more and no none_of phrase is in
 * the article; a place that overlaps one where the tag counts already, by an alias or another rule, adds nothing.
 */
#ifndef NEWSTAPE_CORE_TAGGER_H
#define NEWSTAPE_CORE_TAGGER_H

#include "sentence.h"
#include "tagbook.h"

typedef enum Verdict
{
	VERDICT_COUNTED,
	VERDICT_HEADLINE_ONLY,
	VERDICT_NEEDS_EXCHANGE,
	VERDICT_NEEDS_COREF,
	VERDICT_NEVER,
	VERDICT_INSIDE,      /* of a longer phrase of another tag */
	VERDICT_CAPITALS,    /* a word in a text that is all capitals */
	VERDICT_BOILERPLATE, /* no part of the story */
	VERDICT_EXCLUDED,    /* of a rule: a none_of phrase is in the article */
	VERDICT_THRESHOLD,   /* of a rule: in too few places */
	VERDICT_REPEATED,    /* of a rule: the tag counts there already */
	VERDICTS
} Verdict;

extern const char *verdict_name(unsigned verdict);

typedef struct TagMention
{
	uint32_t tag;  /* its place in the book */
	int32_t alias; /* places; -1 for none */
	int32_t rule;
	uint8_t zone;
	uint8_t verdict;
	uint32_t sentence; /* from 1; 0 in the headline */
	uint32_t start;    /* characters from 0, in the title or the body */
	uint32_t length;
	uint32_t byte_start;
	uint32_t byte_end;
} TagMention;

/* Points, each part rounded half up; relevance is their sum within 0..100. */
typedef struct TagScore
{
	uint32_t tag;
	uint32_t mentions;
	int32_t headline;
	int32_t lead;
	int32_t count;
	int32_t early;
	int32_t roundup; /* negative */
	int32_t relevance;
} TagScore;

typedef struct TagArticle
{
	const char *title;
	size_t title_length;
	const char *body;
	size_t body_length;
} TagArticle;

/* Works through articles one after another with the same book; holds the results of the last. */
typedef struct Tagger Tagger;

extern Tagger *tagger_create(const Tagbook *book, CoreMemory memory);
extern void tagger_free(Tagger *tagger);
/* Lengths must be below 2^31. */
extern void tagger_read(Tagger *tagger, const TagArticle *article, PhrasePoll poll);
/* Ordered by place: the title's, then the body's; those of rules last. */
extern const TagMention *tagger_mentions(const Tagger *tagger, size_t *count);
/* Tags with a counted mention, in the order in which they were first found. */
extern const TagScore *tagger_scores(const Tagger *tagger, size_t *count);
/* The score of a tag; NULL where no mention of it counts. */
extern const TagScore *tagger_score(const Tagger *tagger, uint32_t tag);

#endif /* NEWSTAPE_CORE_TAGGER_H */
