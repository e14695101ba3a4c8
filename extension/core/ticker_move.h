/*
 * ticker_move.h
 *	  The part of a ticker line behind its symbol: price and move.  Private to core/ticker*.c.
 */
#ifndef NEWSTAPE_CORE_TICKER_MOVE_H
#define NEWSTAPE_CORE_TICKER_MOVE_H

#include "quote.h"
#include "ticker_lex.h"

/* Delta or percent as it stands on the line. */
typedef struct MoveField
{
	bool seen;     /* something stands in its place, if only N/A */
	bool known;    /* and it is a number */
	bool bracket;  /* in brackets of its own */
	bool loose;    /* a blank between sign and digits */
	bool glued;    /* no blank before it */
	int8_t sign;   /* as written: -1, 0 for none, 1 */
	uint8_t shape; /* the token's */
	Decimal value;
	size_t start;
	size_t end;
} MoveField;

typedef struct Move
{
	Token price;
	bool has_word;
	bool strong; /* Increased By, Decreased By, No Change */
	bool has_arrow;
	bool halted;
	bool cut; /* the text ends inside the move */
	int8_t word;
	int8_t arrow;
	int missing; /* marks for "not known" */
	size_t word_start;
	size_t word_end;
	size_t arrow_start;
	size_t arrow_end;
	MoveField delta;
	MoveField percent;
	size_t end;       /* of the last part */
	ParseError error; /* the first thing wrong; code PARSE_OK if nothing is */
} Move;

/* Read what follows move->price (already read by the caller) as far as it is a move; the lexer
 * stops behind it. */
extern void move_read(Lexer *lexer, Move *move);

/* Whether anything but the price was found. */
extern bool move_is_empty(const Move *move);

/* The quote that price and move are, after the directions are held against each other. */
extern bool move_to_quote(const Move *move, Quote *out, ParseError *err);

#endif /* NEWSTAPE_CORE_TICKER_MOVE_H */
