/*
 * page.c
 *	  The walk over a page: its lines, and what each is by itself.
 */
#include "page.h"

#include <string.h>

#include "page_article.h"
#include "page_shape.h"
#include "page_ticker.h"

#define LINES_BETWEEN_PAUSES 1024

static const char *const kind_names[] = {"ticker",    "problem",  "title", "byline",
										 "published", "dateline", "body",  "boilerplate",
										 "blank",     "open"};

static const char *const code_rule_names[] = {NULL,
											  "site header",
											  "header date",
											  "COVID box",
											  "summary",
											  "teaser",
											  "before the article",
											  "deck",
											  "repeated title",
											  "headline link",
											  "tag line",
											  "after the article",
											  "comments section"};

const char *
page_kind_name(PageKind kind)
{
	return kind_names[kind];
}

/* Where the line ends, and in *next where the one after it starts; NULL if it is the last. */
static const char *
line_end(const char *line, const char *end, const char **next)
{
	const char *p = line;

	while (p < end && *p != '\n' && *p != '\r')
		p++;
	if (p == end)
		*next = NULL;
	else
		*next = p + (*p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1);
	return p;
}

size_t
page_count_lines(const char *content, size_t length, size_t *longest)
{
	const char *end = content + length;
	size_t count = 0;

	*longest = 0;
	for (const char *line = content, *next; line != NULL; line = next, count++)
	{
		size_t size = (size_t) (line_end(line, end, &next) - line);

		if (size > *longest)
			*longest = size;
	}
	return count;
}

const char *
page_line(const NewsPage *page, size_t line, size_t *length)
{
	const char *start = page->content + page->lines[line].start;
	const char *end =
		page->content + (line + 1 < page->count ? page->lines[line + 1].start : page->length);

	if (line + 1 < page->count)
	{
		end--;
		if (*end == '\n' && end > start && end[-1] == '\r')
			end--;
	}
	*length = (size_t) (end - start);
	return start;
}

const char *
page_line_rule(const NewsPage *page, size_t line, size_t *length)
{
	uint16_t rule = page->lines[line].rule;
	const char *name;

	if (rule >= PAGE_RULE_DATA)
	{
		const PageRule *data = &page->rules->rules[rule - PAGE_RULE_DATA];

		*length = data->name_length;
		return data->name;
	}
	name =
		rule >= PAGE_RULE_REASON ? page->reasons[rule - PAGE_RULE_REASON] : code_rule_names[rule];
	*length = name == NULL ? 0 : strlen(name);
	return name;
}

static void
split(NewsPage *page)
{
	const char *end = page->content + page->length;
	size_t i = 0;

	for (const char *line = page->content, *next; line != NULL; line = next, i++)
	{
		page->lines[i] = (PageLine){.start = (uint32_t) (line - page->content), .kind = PAGE_OPEN};
		line_end(line, end, &next);
	}
}

/* Blank lines, those that a rule names, and the shapes of the others. */
static void
look_at(NewsPage *page, size_t i)
{
	PageLine *line = &page->lines[i];
	PlainLine plain;
	size_t length;
	const char *text = page_line(page, i, &length);
	int rule;

	page_plain(text, length, page->scratch, &plain);
	if (plain.length == 0)
	{
		line->kind = PAGE_BLANK;
		return;
	}
	line->shape = page_shape(&plain);
	if (page_is_ticker_line(line, plain.length))
		return;
	rule = page_rules_match(page->rules, plain.text, plain.length);
	if (rule >= 0 && !(line->shape & SHAPE_EDITION))
	{
		line->kind = PAGE_BOILERPLATE;
		line->rule = (uint16_t) (PAGE_RULE_DATA + rule);
	}
}

void
page_read(NewsPage *page)
{
	split(page);
	page_mark_ticker(page);
	for (size_t i = 0; i < page->count; i++)
	{
		if (page->pause != NULL && i % LINES_BETWEEN_PAUSES == 0)
			page->pause();
		if (page->lines[i].kind == PAGE_OPEN)
			look_at(page, i);
	}
	page_find_article(page);
}
