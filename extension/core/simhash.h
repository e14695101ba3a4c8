/*
 * simhash.h
 *	  A fingerprint of a text's wording: texts that share most of their words in the same order have fingerprints that differ in few bits.
 *
 * Charikar, "Similarity estimation techniques from rounding algorithms" (STOC 2002), over word trigrams: bit i says whether more than half of
 * the text's trigrams, each counted as often as it stands there, have bit i set in their hashes.  Texts whose trigram counts are vectors
 * at an angle of a (radians) differ in about 64 * a / pi bits; unrelated ones in 32, give or take 4.
 *
 * Measured on news of the usual length (35 words of headline and lead): one word changed, about 8 bits; another story in the same set
 * phrases, 15 and more.  Counting repeated trigrams once tells the latter apart less well, since the words that repeat are the subject; so
 * do bigrams and single words.
 *
 * Words are the tokens of phrase_word.h that are no punctuation, folded: letter case, kinds of apostrophe and spacing do not count.  A text of
 * one or two words has these for its only feature.
 *
 * Fingerprints are stored: what they are must not change.
 */
#ifndef NEWSTAPE_CORE_SIMHASH_H
#define NEWSTAPE_CORE_SIMHASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The text is read in pieces, between which the caller may look for interrupts. */
typedef struct Simhash
{
	uint64_t words[3]; /* the last ones, the newest last */
	uint64_t trigrams;
	uint64_t seen; /* words so far */
	uint64_t votes[64];
} Simhash;

extern void simhash_begin(Simhash *state);
/* Take the next words of [*next, end) and move *next; false if the text is at its end. */
extern bool simhash_step(Simhash *state, const char **next, const char *end);
/* False for a text without a word. */
extern bool simhash_end(const Simhash *state, uint64_t *hash);

static inline int
simhash_distance(uint64_t a, uint64_t b)
{
	return __builtin_popcountll(a ^ b);
}

#endif /* NEWSTAPE_CORE_SIMHASH_H */
