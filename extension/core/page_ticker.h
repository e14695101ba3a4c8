/*
 * page_ticker.h
 *	  The lines of a page that are the ticker's.
 */
#ifndef NEWSTAPE_CORE_PAGE_TICKER_H
#define NEWSTAPE_CORE_PAGE_TICKER_H

#include "page.h"

/* Settle the lines that are quotes, and those that set out to be; note which others hold some. */
extern void page_mark_ticker(NewsPage *page);

/* Settle a line with quotes in other text, now that its shape is known: the ticker's, or else open as if it had none. */
extern bool page_is_ticker_line(PageLine *line, size_t length);

#endif /* NEWSTAPE_CORE_PAGE_TICKER_H */
