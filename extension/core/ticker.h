/*
 * ticker.h
 *	  Ticker lines: "AIRLINK 193.80 Increased By ▲ 0.30 (0.16%)" -> symbol and quote.
 */
#ifndef NEWSTAPE_CORE_TICKER_H
#define NEWSTAPE_CORE_TICKER_H

#include "quote.h"

/* A quote as it stands in a text.  `symbol` points into the input (trimmed, as written). */
typedef struct TickerQuote
{
	const char *symbol;
	size_t symbol_length;
	Quote quote;
} TickerQuote;

/* One line that holds exactly one quote.  False with *err on anything else. */
extern bool ticker_parse(const char *line, size_t length, NumberFormat format, TickerQuote *out,
						 ParseError *err);

/* The part after the symbol alone: "193.80 Increased By ▲ 0.30 (0.16%)", for the text input of the
 * type. */
extern bool ticker_parse_quote(const char *text, size_t length, NumberFormat format, Quote *out,
							   ParseError *err);

/*
 * Walk a page.  Each call to ticker_scan_next() yields the next item in page order: a quote, or a
 * problem with *err of why a line that sets out to be a quote is none.  Prose yields nothing.  A
 * quote over several lines is one item; several quotes on one line are several.
 */
typedef struct TickerScan TickerScan;

typedef struct TickerItem
{
	int line_no;      /* of its first line, from 1 */
	int line_count;   /* lines that it takes up, usually 1 */
	const char *line; /* the text of the item, untrimmed of nothing but the line end */
	size_t line_length;
	bool is_quote;     /* else a problem */
	TickerQuote found; /* valid if is_quote; the symbol also for a problem, where one was read */
	ParseError error;  /* valid if not is_quote; offset counts from `line` */
} TickerItem;

#endif /* NEWSTAPE_CORE_TICKER_H */
