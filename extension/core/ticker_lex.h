/*
 * ticker_lex.h
 *	  Tokens of a ticker line: private to core/ticker*.c.
 *
 * The lexer hides how a page writes a character: HTML entities, no-break and other blanks,
 *zero-width characters, full-width forms and the many minus signs all read as the plain ASCII that
 *they stand for.  Tokens keep their place in the input.
 */
#ifndef NEWSTAPE_CORE_TICKER_LEX_H
#define NEWSTAPE_CORE_TICKER_LEX_H

#include "decimal.h"

typedef enum TokenKind
{
	TOKEN_END,
	TOKEN_NUMBER, /* an optional sign and digits; `bad` where the digits are no number of the format
				   */
	TOKEN_WORD,   /* letters, digits and what joins them in symbols and names */
	TOKEN_AND,    /* between words of a name */
	TOKEN_DIRECTION, /* Increased By, Decreased By, No Change, unch */
	TOKEN_ARROW,
	TOKEN_SIGN, /* a plus or minus with no number behind it */
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_PERCENT, /* "%" or a word for it */
	TOKEN_UNIT,    /* a currency sign or code, "points" */
	TOKEN_MISSING, /* N/A, -- */
	TOKEN_HALTED,  /* Closed, Suspended */
	TOKEN_BAR,     /* "|" and bullets: between cells */
	TOKEN_COMMA,
	TOKEN_SEMICOLON,
	TOKEN_FRACTION, /* vulgar fractions: futures */
	TOKEN_OTHER
} TokenKind;

/* Of words: how they are written. */
#define WORD_CAPITAL                                                                               \
	0x01               /* like a name: a capital in it, or a digit or other script at its start */
#define WORD_CODE 0x02 /* no lower-case letter, at least one other */
/* Of numbers. */
#define NUMBER_GROUPED 0x04
#define NUMBER_BLANKS 0x08 /* grouped by blanks */
#define NUMBER_POINT 0x10  /* the decimal sign, whatever it is */

/* What stands between a token and the one before it. */
typedef enum TokenGap
{
	GAP_NONE,
	GAP_BLANK,
	GAP_WIDE, /* a tab, or several blanks */
	GAP_LINE  /* a line end */
} TokenGap;

typedef struct Token
{
	uint32_t start; /* bytes from the start of the input, which is below 4 GB */
	uint32_t end;
	uint32_t digits; /* where a number starts behind its sign */
	uint8_t kind;    /* TokenKind */
	uint8_t gap;     /* TokenGap */
	int8_t
		direction; /* a number's explicit sign, an arrow's, a word's; of a word for no change, 0 */
	bool
		strong; /* a direction of two words, "Increased By", which stands beside no number of prose by chance */
	uint8_t shape; /* WORD_ or NUMBER_ bits */
	uint8_t code;  /* of a number: PARSE_OK, or the ParseCode why it is none */
	const char *reason;
	Decimal value; /* of a number, without its sign */
} Token;

typedef struct Lexer
{
	const char *text;
	size_t length;
	size_t position;
	NumberFormat format;
} Lexer;

/* One character as it is meant: its code point, and how many bytes of the input stand for it (0 at
 * the end). */
typedef struct Character
{
	uint32_t code;
	size_t length;
} Character;

extern Character lex_character(const char *text, size_t length);
extern bool lex_is_ignorable(uint32_t code);
extern bool lex_is_blank(uint32_t code);

extern void lex_next(Lexer *lexer, Token *token);

/* The token at a position, without taking it. */
extern Token lex_at(const Lexer *lexer, size_t position);

#endif /* NEWSTAPE_CORE_TICKER_LEX_H */
