/*
 * ticker.h
 *	  Ticker lines: "AIRLINK 193.80 Increased By ▲ 0.30 (0.16%)" -> symbol and quote.
 */
#ifndef NEWSTAPE_CORE_TICKER_H
#define NEWSTAPE_CORE_TICKER_H

#include "memory.h"
#include "quote.h"

/* Longest symbol or name, in bytes as ticker_symbol() writes it. */
#define TICKER_SYMBOL_MAX 64

/* A quote as it stands in a text.  `symbol` points into the input: use ticker_symbol() for what it
 * reads. */
typedef struct TickerQuote
{
	const char *symbol; /* NULL where none was read */
	size_t symbol_length;
	bool symbol_plain; /* it reads as it stands: no entity, no blank but single spaces, nothing
						  zero-width */
	Quote quote;
} TickerQuote;

/*
 * Write the symbol as it reads (M&amp;M is M&M, runs of blanks are one space) to `buffer` of
 * TICKER_SYMBOL_MAX bytes; returns its length. No zero byte is appended.
 */
extern size_t ticker_symbol(const TickerQuote *found, char *buffer);

/* One line that holds exactly one quote (the text around it may be anything that cannot be one).
 * False with *err on anything else. */
extern bool ticker_parse(const char *line, size_t length, NumberFormat format, TickerQuote *out,
						 ParseError *err);

/* The part after the symbol alone: "193.80 Increased By ▲ 0.30 (0.16%)", for the text input of the
 * type. */
extern bool ticker_parse_quote(const char *text, size_t length, NumberFormat format, Quote *out,
							   ParseError *err);

/*
 * Walk a page.  Each call to ticker_scan_next() yields the next item in page order: a quote, or a
 * problem with the reason why a line that sets out to be a quote is none.  Prose yields nothing.  A
 * quote over several lines is one item; several quotes on one line are several.  The items of a
 * page never overlap, so the walk is linear in its size.
 */
typedef struct TickerItem
{
	int line_no;      /* of its first line, from 1 */
	int line_count;   /* lines that it takes up, usually 1 */
	const char *line; /* its text: the whole line without the line end, or, where a line holds more,
						 from the item before to its end */
	size_t line_length;
	bool is_quote;  /* else a problem */
	bool is_repeat; /* a quote that an earlier one of the page told already */
	bool in_text; /* the line holds other text too, so that it may be part of an article as well */
	TickerQuote
		found; /* quote valid if is_quote; the symbol also for a problem, where one was read */
	ParseError error; /* valid if not is_quote; offset counts from `line` */
} TickerItem;

/* A symbol of the page and its first quote. */
typedef struct TickerSeen TickerSeen;

/* State of a walk; the caller owns the struct and looks at no field. */
typedef struct TickerScan
{
	const char *content;
	size_t length;
	NumberFormat format;
	CoreMemory memory; /* keeps the symbols of the page: about 50 bytes for each different one */
	uint64_t seed;
	size_t position;      /* start of the line to be looked at next */
	int line_no;          /* its number */
	bool after_item;      /* the line before was part of an item */
	size_t line_end;      /* of a line being taken apart, else 0 */
	size_t line_next;     /* start of the line behind it */
	size_t line_position; /* how far it is taken */
	size_t slice_start;   /* where the text of its next item starts */
	size_t line_items;    /* how many it has given */
	int mode;             /* how it is taken */
	TickerSeen *seen;
	uint32_t *slots;
	size_t seen_count;
	size_t seen_capacity;
	size_t slot_count;
} TickerScan;

/* `seed` keeps a page from being made to collide: take any number that its author does not know. It
 * never changes the result. */
extern void ticker_scan_init(TickerScan *scan, const char *content, size_t length,
							 NumberFormat format, uint64_t seed, CoreMemory memory);
extern bool ticker_scan_next(TickerScan *scan, TickerItem *item);
extern void ticker_scan_end(TickerScan *scan);

#endif /* NEWSTAPE_CORE_TICKER_H */
