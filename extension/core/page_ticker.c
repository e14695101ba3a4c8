/*
 * page_ticker.c
 *	  The lines of a page that are the ticker's.
 *
 * A paragraph may name quotes in passing; it belongs to the article all the same.  A strip may have a few words before it, such as the crawler's date,
 * and is a strip all the same.
 */
#include "page_ticker.h"

#include "page_shape.h"

/* A strip has at most so many bytes for each quote; prose has more. */
#define BYTES_PER_QUOTE 100

/* Reasons are constants, so a page has few different ones; should there be more, the last stands for them. */
static uint16_t
reason_rule(NewsPage *page, const char *reason)
{
	int i = 0;

	while (i < page->reason_count && page->reasons[i] != reason)
		i++;
	if (i == PAGE_REASONS)
		i--;
	else if (i == page->reason_count)
		page->reasons[page->reason_count++] = reason;
	return (uint16_t) (PAGE_RULE_REASON + i);
}

static void
mark_line(NewsPage *page, PageLine *line, const TickerItem *item)
{
	if (!item->is_quote && line->rule == CODE_NONE)
		line->rule = reason_rule(page, item->error.reason);
	if (item->is_quote && line->quotes < UINT8_MAX)
		line->quotes++;
	if (!item->in_text)
		line->kind = line->quotes > 0 ? PAGE_TICKER : PAGE_PROBLEM;
}

void
page_mark_ticker(NewsPage *page)
{
	TickerScan scan;
	TickerItem item;

	ticker_scan_init(&scan, page->content, page->length, page->format, page->seed, page->memory);
	while (ticker_scan_next(&scan, &item))
		for (int i = 0; i < item.line_count && (size_t) (item.line_no - 1 + i) < page->count; i++)
			mark_line(page, &page->lines[item.line_no - 1 + i], &item);
	ticker_scan_end(&scan);
}

bool
page_is_ticker_line(PageLine *line, size_t length)
{
	bool dense = length / BYTES_PER_QUOTE < (line->quotes > 0 ? line->quotes : 1u);

	if (line->quotes == 0 && line->rule == CODE_NONE)
		return false;
	if (dense && !(line->shape & SHAPE_STOP))
		line->kind = line->quotes > 0 ? PAGE_TICKER : PAGE_PROBLEM;
	else
		line->rule = CODE_NONE;
	return line->kind != PAGE_OPEN;
}
