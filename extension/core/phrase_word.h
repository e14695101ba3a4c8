/*
 * phrase_word.h
 *	  A text as a row of tokens, and tokens as the words that a phrase's mode sees.
 *
 * Tokens do not depend on options.  Words do: under PHRASE_DOTS the six tokens of "P.I.A." are the one word "PIA".  A mode is the
 * variants of a phrase and whether its letters match exactly; a book has a trie for each mode that occurs in it.
 */
#ifndef NEWSTAPE_CORE_PHRASE_WORD_H
#define NEWSTAPE_CORE_PHRASE_WORD_H

#include "phrase.h"
#include "phrase_unicode.h"

#define PHRASE_MODES 16
#define MODE_AND 0x1
#define MODE_LTD 0x2
#define MODE_DOTS 0x4
#define MODE_EXACT 0x8

extern unsigned phrase_mode(uint8_t options);

typedef enum TokenKind
{
	TOKEN_WORD, /* ASCII letters, digits, underscores */
	TOKEN_SIGN, /* one ASCII character that is neither of a word nor white space */
	TOKEN_RICH  /* anything that is not ASCII alone */
} TokenKind;

/* White space before a token. */
#define GAP_NONE 0
#define GAP_BLANK 1
#define GAP_PARAGRAPH 2 /* a blank line: no phrase goes over it */

typedef struct Token
{
	uint64_t hash; /* of its folded canonical bytes */
	uint32_t start;
	uint32_t end;
	uint8_t gap;
	uint8_t kind;
} Token;

/* Reads tokens one after another. */
typedef struct TokenReader
{
	const uint8_t *text;
	const uint8_t *end;
	const uint8_t *next;
	uint64_t seed;
} TokenReader;

/* Read at most `capacity` tokens; fewer mean that the text is at its end. */
extern size_t token_read(TokenReader *reader, Token *tokens, size_t capacity);

/* A stretch of tokens with the text that they point into. */
typedef struct TokenSpan
{
	const uint8_t *text;
	const Token *tokens;
	size_t count;
	uint64_t seed;
} TokenSpan;

typedef enum WordForm
{
	WORD_TOKEN,   /* the token itself */
	WORD_FIXED,   /* `fixed`: the canonical spelling of a variant */
	WORD_INITIALS /* single letters with their dots left out */
} WordForm;

typedef struct Word
{
	uint64_t hash;
	size_t first; /* tokens [first, next) */
	size_t next;
	WordForm form;
	const char *fixed;
	uint8_t gap;
	bool spaced; /* the next word has a blank before it, written or not */
} Word;

/* The word that begins at a token (at < span->count). */
extern void word_at(const TokenSpan *span, size_t at, unsigned mode, Word *word);
/* Whether the token lies inside a word of that mode that began before it. */
extern bool word_inside(const TokenSpan *span, size_t at, unsigned mode);
extern bool word_equals(const TokenSpan *span, const Word *word, unsigned mode,
						const uint8_t *bytes, size_t length);
/* Write canonical bytes into out[capacity]; returns their number, which may be larger. */
extern size_t word_write(const TokenSpan *span, const Word *word, unsigned mode, uint8_t *out,
						 size_t capacity);

/* Variants of company names; `index` from 0, NULL at the end.  Lower case. */
extern const char *variant_short(size_t index);
extern const char *variant_long(size_t index);

#endif /* NEWSTAPE_CORE_PHRASE_WORD_H */
