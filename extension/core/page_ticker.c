/*
 * page_ticker.c
 *	  The lines of a page that are the ticker's.
 */
#include "page_ticker.h"

#include "page_text.h"

static bool
is_strip(const char *text, size_t length)
{
	return length < 4096 &&
		   (page_contains(text, length, "increased by") ||
			page_contains(text, length, "decreased by") ||
			page_contains(text, length, "no change")) &&
		   page_contains(text, length, "%)");
}

void
page_mark_ticker(NewsPage *page)
{
	for (size_t i = 0; i < page->count; i++)
	{
		size_t length;
		const char *text = page_line(page, i, &length);

		if (is_strip(text, length))
			page->lines[i].kind = PAGE_TICKER;
	}
}
