/*
 * tone.h
 *	  The tone of a text: how many of its words are in each category of a word list (Loughran & McDonald 2011).
 *
 * The list is a phrasebook (phrase.h) whose ids are categories, so a word matches as every phrase does, whole and in any case, and a
 * phrase of several words may stand in a list, too.
 */
#ifndef NEWSTAPE_CORE_TONE_H
#define NEWSTAPE_CORE_TONE_H

#include "phrase.h"

/* The columns of Loughran and McDonald's master dictionary, in its order.  The numbers are ids in stored books: never change them. */
typedef enum ToneCategory
{
	TONE_NONE,
	TONE_NEGATIVE,
	TONE_POSITIVE,
	TONE_UNCERTAINTY,
	TONE_LITIGIOUS,
	TONE_STRONG_MODAL,
	TONE_WEAK_MODAL,
	TONE_CONSTRAINING,
	TONE_COMPLEXITY,
	TONE_CATEGORIES /* one more than the last */
} ToneCategory;

/* "strong_modal"; the category is not TONE_NONE. */
extern const char *tone_category_name(ToneCategory category);
/* Whatever the case, blanks and hyphens as underscores or left out: "Strong Modal".  TONE_NONE if it is the name of none. */
extern ToneCategory tone_category_find(const char *name, size_t length);

typedef struct Tone
{
	uint32_t words;
	uint32_t counts[TONE_CATEGORIES];
	uint32_t flipped; /* positive ones behind a negation: in counts as negative, not as positive */
} Tone;

/*
 * Measure a text.  Its words are the matcher's words that hold a letter (numbers and signs are none; an ideograph, kana or Hangul
 * syllable is one), parts joined by an apostrophe (don't, OPEC's) or single letters joined by dots (U.S.) being one word.  A positive
 * match is flipped where one of the three words before it in its sentence is a negator: no, not, never, none, neither, nor, cannot, without,
 * nobody, nothing, nowhere, or a word that ends in n't.  A sentence ends with a blank line, or with a full stop, question mark or exclamation
 * mark before white space, unless that is a dot behind a single letter.  Ids that are no category are not counted.
 *
 * length must be below 2^31.
 */
extern void tone_measure(const PhraseBook *book, PhraseScratch *scratch, const char *text,
						 size_t length, PhrasePoll poll, Tone *tone);

/* (positive - negative) / (positive + negative); false where both are 0. */
extern bool tone_net(const Tone *tone, double *net);
/* Matches of a category in proportion to the words; false where there are no words. */
extern bool tone_share(const Tone *tone, ToneCategory category, double *share);

#endif /* NEWSTAPE_CORE_TONE_H */
