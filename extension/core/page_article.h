/*
 * page_article.h
 *	  The article among the lines of a page.
 */
#ifndef NEWSTAPE_CORE_PAGE_ARTICLE_H
#define NEWSTAPE_CORE_PAGE_ARTICLE_H

#include "page.h"

/* Settle every line that is still open, from its shape and its neighbours. */
extern void page_find_article(NewsPage *page);

/* page_head.c: settle the lines before the lead. */
extern void page_settle_head(NewsPage *page);
/* page_body.c: settle the lines from the lead on. */
extern void page_settle_body(NewsPage *page);

/* Is the line, which ends in dots, the beginning of the other one? */
extern bool page_is_teaser(const NewsPage *page, size_t line, size_t whole);

/* Does the one line start with all of the other, both as plain text?  In *same whether that is all of it too. */
extern bool page_line_starts(const NewsPage *page, size_t line, size_t start, bool *same);

static inline bool
page_has(const NewsPage *page, size_t line, uint32_t shape)
{
	return (page->lines[line].shape & shape) != 0;
}

static inline bool
page_is_open(const NewsPage *page, size_t line)
{
	return page->lines[line].kind == PAGE_OPEN;
}

static inline void
page_settle(NewsPage *page, size_t line, PageKind kind, PageCodeRule rule)
{
	page->lines[line].kind = (uint8_t) kind;
	page->lines[line].rule = (uint16_t) rule;
}

#endif /* NEWSTAPE_CORE_PAGE_ARTICLE_H */
