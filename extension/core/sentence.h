/*
 * sentence.h
 *	  The sentences of an article's body, and the zone that each belongs to.
 *
 * A sentence ends at a full stop, question mark, exclamation mark or ellipsis (and quotes or brackets behind it) with white space behind them and no
 * lower-case letter after that; not behind an initial (J. Smith, the U.S. economy) nor an abbreviation of a short list (Mr., Rs., No., Ltd.).  The
 * stops of Chinese and Japanese need no white space behind them.  An empty line ends a sentence too.  White space is what it is to phrases.
 *
 * The lead is the first paragraph, or its first three sentences.  Boilerplate is what stands in an article and is no part of the story: credits
 * ("Reporting by ...; editing by ..."), copyright, links to other stories, each to the end of its paragraph, and "About the company", disclaimers and
 * their like, to the end of the text.
 */
#ifndef NEWSTAPE_CORE_SENTENCE_H
#define NEWSTAPE_CORE_SENTENCE_H

#include "error.h"
#include "memory.h"
#include "phrase.h"

typedef enum Zone
{
	ZONE_HEADLINE,
	ZONE_LEAD,
	ZONE_BODY,
	ZONE_BOILERPLATE,
	ZONES
} Zone;

extern const char *zone_name(unsigned zone);

#define LEAD_SENTENCES 3

typedef struct Sentence
{
	uint32_t start; /* byte, no white space; it ends where the next one begins */
	uint32_t zone;
} Sentence;

typedef struct Sentences
{
	CoreMemory memory;
	Sentence *list;
	size_t count;
	size_t capacity;
	size_t told; /* those that are no boilerplate */
} Sentences;

extern void sentences_init(Sentences *sentences, CoreMemory memory);
/* Split text[0..n); n must be below 2^31.  Replaces what was there. */
extern void sentences_split(Sentences *sentences, const char *text, size_t n, PhrasePoll poll);
extern void sentences_free(Sentences *sentences);

#endif /* NEWSTAPE_CORE_SENTENCE_H */
