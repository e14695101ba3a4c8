/*
 * page_reader.h
 *	  Reads a page with memory from malloc, for the unit tests and the fuzz target.
 */
#ifndef NEWSTAPE_PAGE_READER_H
#define NEWSTAPE_PAGE_READER_H

#include <stdlib.h>
#include <string.h>

#include "core/page.h"

static void *
reader_resize(void *context, void *block, size_t size)
{
	void *result;

	(void) context;
	if (size == 0)
	{
		free(block);
		return NULL;
	}
	result = realloc(block, size);
	if (result == NULL)
		abort();
	return result;
}

/* Rules compiled from an array that outlives them; free(rules->nodes). */
static inline void
reader_rules(PageRules *rules, const PageRule *list, int count)
{
	PageRuleNode *nodes = malloc(sizeof *nodes * page_rules_nodes(list, count));

	page_rules_compile(rules, list, count, nodes);
}

/* Lines and scratch are exactly as large as page_count_lines() says, so that a byte too many is seen. */
static inline void
reader_read(NewsPage *page, const PageRules *rules, const char *content, size_t length)
{
	size_t longest;

	memset(page, 0, sizeof *page);
	page->content = content;
	page->length = length;
	page->rules = rules;
	page->memory = (CoreMemory){reader_resize, NULL};
	page->count = page_count_lines(content, length, &longest);
	page->lines = malloc(page->count * sizeof *page->lines);
	page->scratch = malloc(longest);
	page_read(page);
}

static inline void
reader_free(NewsPage *page)
{
	free(page->lines);
	free(page->scratch);
}

#endif /* NEWSTAPE_PAGE_READER_H */
