/*
 * page_ticker.h
 *	  The lines of a page that are the ticker's.
 */
#ifndef NEWSTAPE_CORE_PAGE_TICKER_H
#define NEWSTAPE_CORE_PAGE_TICKER_H

#include "page.h"

/* Settle the lines that hold quotes, and those that set out to. */
extern void page_mark_ticker(NewsPage *page);

#endif /* NEWSTAPE_CORE_PAGE_TICKER_H */
