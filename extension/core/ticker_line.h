/*
 * ticker_line.h
 *	  Quotes on one line, or on the few lines over which one quote is spread.  Private to
 *core/ticker*.c.
 */
#ifndef NEWSTAPE_CORE_TICKER_LINE_H
#define NEWSTAPE_CORE_TICKER_LINE_H

#include "ticker.h"
#include "ticker_lex.h"
#include "ticker_move.h"

typedef enum Reading
{
	READING_NONE, /* no quote and no attempt at one */
	READING_QUOTE,
	READING_PROBLEM
} Reading;

/* A symbol and what follows it, as they stand on a line. */
typedef struct Segment
{
	size_t start; /* of its first token */
	size_t symbol_start;
	size_t symbol_end; /* = symbol_start where there is none */
	int words;         /* of the symbol */
	bool code;         /* it is one word without lower-case letters */
	bool lower;        /* a word in lower case is part of it, "of" and the like left out */
	bool number;       /* digits only */
	bool ambiguous;    /* a number in it may be a group of the price's digits, or the price */
	bool bare;         /* symbol and price, and nothing else up to the end of the text */
	size_t last_word;  /* start of its last word */
	Move move;
} Segment;

/* Read a segment where every part of the line must belong to one; the lexer stops behind it. */
extern Reading segment_read(Lexer *lexer, Segment *segment, TickerQuote *out, ParseError *err);

/* The parts that segment_read() and the search in other text are made of. */
extern bool segment_is_name_word(const Lexer *lexer, const Token *token, int words);
extern void segment_add_word(const Lexer *lexer, Segment *segment, const Token *token);
extern void segment_read_symbol(Lexer *lexer, Segment *segment);
extern void segment_trim_symbol(const Lexer *lexer, Segment *segment);
extern bool segment_is_no_symbol(const Lexer *lexer, const Segment *segment);
extern Reading segment_finish(const Lexer *lexer, Segment *segment, TickerQuote *out,
							  ParseError *err);

/* How many segments the whole text is made of, 0 if it holds anything else.  *bare: it is a symbol
 * and a price alone. */
extern size_t line_count_segments(const Lexer *lexer, bool *bare);

/* The next segment of a text of which line_count_segments() knows that it is made of them, behind `count` others; READING_NONE at its end. */
extern Reading line_next_segment(Lexer *lexer, size_t count, TickerQuote *out, ParseError *err);

/* The next quote that stands in other text and has a shape that no other text has by chance;
 * READING_NONE at its end. */
extern Reading line_next_embedded(Lexer *lexer, TickerQuote *out, ParseError *err);

/* Longer lines are no part of a quote that is spread over several, and no symbol and price come later in a line. */
#define TICKER_LINE_MAX 128

/* Whether a line can start with a quote; whether other text can hold one. */
extern bool prose_may_start(const char *line, size_t length);
extern bool prose_may_hold(const char *line, size_t length);

/* Family 1 as its site prints it, in a few nanoseconds: the bytes it takes up at the start of text,
 * 0 where anything is different. */
extern size_t ticker_fast(const char *text, size_t length, TickerQuote *out);

/* ticker_parse() without it. */
extern bool ticker_parse_general(const char *line, size_t length, NumberFormat format,
								 TickerQuote *out, ParseError *err);

#endif /* NEWSTAPE_CORE_TICKER_LINE_H */
