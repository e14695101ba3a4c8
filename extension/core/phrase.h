/*
 * phrase.h
 *	  A dictionary of phrases compiled into one position-independent block (a "book"), and its matcher.
 *
 * A phrase and a text are both read as words (phrase_word.h): runs of letters, digits, underscores and combining marks; every other
 * character that is not white space is a word of its own, and so is every ideograph, kana and Hangul syllable.  A phrase matches where
 * its words stand in the text one after another, with white space between them exactly where the phrase has some.  Since matches
 * consist of whole words, they begin and end at word boundaries by construction.
 *
 * Nothing here allocates: the caller measures, allocates and hands in memory, so that a callback may leave by longjmp.
 */
#ifndef NEWSTAPE_CORE_PHRASE_H
#define NEWSTAPE_CORE_PHRASE_H

#include "error.h"

/* Bytes of UTF-8 in one phrase.  A match costs at most (words of the text) x (words of the longest phrase). */
#define PHRASE_MAX_BYTES 1024

/* Options of a phrase: one case mode and any of the variants. */
#define PHRASE_FOLD 0x00  /* letters match whatever their case */
#define PHRASE_UPPER 0x01 /* as fold, but the text must not hold a lower-case letter */
#define PHRASE_EXACT 0x02 /* letters match as written */
#define PHRASE_CASE_MASK 0x03
#define PHRASE_AND 0x04  /* "&", blanks around it or not, is " and " */
#define PHRASE_LTD 0x08  /* Ltd is Limited, Co is Company, ...; a dot may follow the short form */
#define PHRASE_DOTS 0x10 /* "P.I.A." is "PIA", "F." is "F" */
#define PHRASE_OPTIONS_MASK 0x1f
/* A printed form of options fits this, with its final NUL. */
#define PHRASE_OPTIONS_SIZE 32

/* One source row.  The book keeps these, sorted, and is printed from them. */
typedef struct PhraseEntry
{
	int32_t id;
	uint32_t offset; /* of the phrase's bytes in a pool */
	uint16_t length;
	uint8_t options;
	uint8_t zero;
} PhraseEntry;

/* "upper and dots" -> options.  The error's field is "option". */
extern bool phrase_options_parse(const char *s, size_t n, uint8_t *options, ParseError *err);
/* The canonical form: case mode first, then variants; returns its length without the NUL. */
extern size_t phrase_options_print(uint8_t options, char out[PHRASE_OPTIONS_SIZE]);

/* Whether a phrase can stand in a book: valid UTF-8, not too long, with a letter or digit in it. */
extern bool phrase_check(const char *s, size_t n, ParseError *err);

/*
 * The text form of one entry, "12 upper and: Marks & Spencer"; backslash, newline and carriage return in the phrase are written \\, \n
 * and \r.  `phrase` takes PHRASE_MAX_BYTES.  phrase_line_print needs PHRASE_LINE_SIZE.
 */
#define PHRASE_LINE_SIZE (2 * PHRASE_MAX_BYTES + PHRASE_OPTIONS_SIZE + 16)
extern bool phrase_line_parse(const char *s, size_t n, PhraseEntry *entry, char *phrase,
							  ParseError *err);
extern size_t phrase_line_print(const PhraseEntry *entry, const char *phrase, char *out);

/* Called now and then by long loops; may be NULL, may leave by longjmp. */
typedef void (*PhrasePoll)(void);

/* Building: measure, allocate, plan, allocate, write.  Every entry must have passed phrase_check. */
typedef struct PhraseSource
{
	const PhraseEntry *entries; /* in any order, duplicates allowed */
	size_t count;
	const char *pool;
	PhrasePoll poll;
} PhraseSource;

/* What a source comes to at most; `work` bytes of memory (aligned as by malloc) are needed for its plan. */
typedef struct PhraseMeasure
{
	size_t words;
	size_t bytes;
	size_t work;
} PhraseMeasure;

typedef struct PhrasePlan PhrasePlan;

extern bool phrase_measure(const PhraseSource *source, PhraseMeasure *measure, ParseError *err);
/* The plan lies at the start of `work` and points into the source. */
extern bool phrase_plan(const PhraseSource *source, const PhraseMeasure *measure, void *work,
						PhrasePlan **plan, ParseError *err);
extern size_t phrase_plan_bytes(const PhrasePlan *plan);
extern void phrase_write(const PhrasePlan *plan, void *book);

/* A checked book: pointers into its bytes, for as long as they stay in place. */
typedef struct PhraseBook
{
	const struct PhraseHeader *header;
	const uint64_t *filter;
	const struct PhraseEdge *edges;
	const struct PhraseNode *nodes;
	const uint32_t *lists;
	const int32_t *labels;
	const PhraseEntry *entries;
	const uint8_t *words;
	const char *pool;
	uint64_t filter_mask;
	uint32_t edge_mask;
} PhraseBook;

/* Check every byte that the matcher will rely on.  False with a reason in lower case. */
extern bool phrase_book_open(const void *bytes, size_t size, PhraseBook *book, const char **reason);
extern uint32_t phrase_book_count(const PhraseBook *book);

/* The first bytes of a book that tell it from another: its size, format and checksum. */
#define PHRASE_KEY_SIZE 24

/*
 * Matching.  `start` and `length` count characters (code points) from 0; matches come ordered by start, then length descending, then
 * id; of the overlapping matches of one id the leftmost, then the longest stays.
 */
typedef struct PhraseMatch
{
	int32_t id;
	uint32_t start;
	uint32_t length;
	uint32_t byte_start;
	uint32_t byte_length;
} PhraseMatch;

typedef struct PhraseOutput
{
	void (*emit)(void *context, const PhraseMatch *match);
	PhrasePoll poll;
	void *context;
} PhraseOutput;

/* Scratch of the matcher, reusable for any number of texts with the same book. */
typedef struct PhraseScratch PhraseScratch;

extern size_t phrase_scratch_size(const PhraseBook *book);
extern PhraseScratch *phrase_scratch_init(const PhraseBook *book, void *memory);
/* length must be below 2^31 */
extern void phrase_match(const PhraseBook *book, PhraseScratch *scratch, const char *text,
						 size_t length, const PhraseOutput *output);

/*
 * For who needs the tokens of the text, too: `begin` gets the next of them before their matches are emitted, `end` comes after, and
 * until then they stay in place.  The context is that of the output.
 */
struct Token;
typedef struct PhraseTokens
{
	void (*begin)(void *context, const struct Token *tokens, size_t count);
	void (*end)(void *context);
} PhraseTokens;

extern void phrase_match_tokens(const PhraseBook *book, PhraseScratch *scratch, const char *text,
								size_t length, const PhraseOutput *output,
								const PhraseTokens *tokens);

#endif /* NEWSTAPE_CORE_PHRASE_H */
