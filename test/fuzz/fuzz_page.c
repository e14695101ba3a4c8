/*
 * fuzz_page.c
 *	  Any bytes are a page: every line is settled once, the lines joined give the bytes, and fields come from the lines that bear them.
 */
#include "../unit/page_reader.h"

#include "core/page_text.h"

#define LAW(holds) ((holds) ? (void) 0 : abort())

static bool
same_but_line_ends(const NewsPage *page)
{
	const char *p = page->content;
	const char *end = p + page->length;

	for (size_t i = 0; i < page->count; i++)
	{
		size_t length;
		const char *line = page_line(page, i, &length);

		if (line != p || memchr(line, '\n', length) != NULL || memchr(line, '\r', length) != NULL)
			return false;
		p += length;
		if (i + 1 == page->count)
			break;
		if (p == end || (*p != '\n' && *p != '\r'))
			return false;
		p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
	}
	return p == end;
}

static void
check_lines(const NewsPage *page)
{
	size_t datelines = 0;
	size_t titles = 0;

	for (size_t i = 0; i < page->count; i++)
	{
		const PageLine *line = &page->lines[i];
		size_t length;
		PlainLine plain;
		const char *text = page_line(page, i, &length);
		const char *rule = page_line_rule(page, i, &length);

		LAW(line->kind < PAGE_OPEN);
		LAW((rule != NULL && length > 0) || line->kind != PAGE_BOILERPLATE);
		LAW(rule != NULL || line->kind != PAGE_PROBLEM);
		LAW(rule == NULL || (line->kind != PAGE_BODY && line->kind != PAGE_BLANK));
		datelines += line->kind == PAGE_DATELINE;
		titles += line->kind == PAGE_TITLE && line->rule == CODE_NONE;
		LAW((line->kind != PAGE_BODY && line->kind != PAGE_DATELINE) || i >= page->lead);
		text = page_line(page, i, &length);
		page_plain(text, length, page->scratch, &plain);
		LAW(line->kind == PAGE_TICKER || line->kind == PAGE_PROBLEM ||
			(plain.length == 0) == (line->kind == PAGE_BLANK));
	}
	LAW(datelines <= 1);
	LAW(titles == page->title_lines);
	LAW(page->title_lines == 0 || page->title < page->lead);
}

static void
check_fields(const NewsPage *page)
{
	PageFields fields;
	const PageStamp *at = &fields.published;

	page_fields(page, &fields);
	LAW(fields.place_length <= PAGE_FIELD_MAX && fields.byline_length <= PAGE_FIELD_MAX);
	if (at->precision != PRECISION_NONE)
	{
		LAW(at->year >= 1970 && at->year <= 2100 && at->month >= 1 && at->month <= 12);
		LAW(at->day >= 1 && at->day <= 31 && at->hour <= 23 && at->minute <= 59 &&
			at->second <= 59);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static PageRules rules;
	NewsPage page;
	/* a copy of its own size, so that reading past its end is seen */
	char *content = malloc(size > 0 ? size : 1);

	if (rules.nodes == NULL)
		reader_rules(&rules, page_builtin_rules, page_builtin_count);
	memcpy(content, data, size);
	reader_read(&page, &rules, content, size);
	LAW(same_but_line_ends(&page));
	check_lines(&page);
	check_fields(&page);
	reader_free(&page);
	free(content);
	return 0;
}
