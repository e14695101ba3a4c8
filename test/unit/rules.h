/*
 * rules.h
 *	  Tagbooks from lines of text, for the tests of tags.
 */
#ifndef NEWSTAPE_RULES_H
#define NEWSTAPE_RULES_H

#include "core/tagbook.h"

#include <stdlib.h>
#include <string.h>

static inline void *
heap_resize(void *context, void *block, size_t size)
{
	void *grown;

	(void) context;
	if (size == 0)
	{
		free(block);
		return NULL;
	}
	grown = realloc(block, size);
	if (grown == NULL)
		abort();
	return grown;
}

static const CoreMemory heap = {heap_resize, NULL};

/* Compile lines; NULL with an error, whose *line counts from 1 and is 0 for the book as a whole.  Lines are copied, so that reading beyond is seen. */
static inline void *
compile_rules(const char *text, size_t n, size_t *size, ParseError *err, size_t *line)
{
	TagbookSource source;
	void *block = NULL;
	size_t at = 0;
	bool good = true;

	tagbook_begin(&source, heap);
	for (*line = 1; good && at < n; ++*line)
	{
		const char *newline = memchr(text + at, '\n', n - at);
		size_t length = newline ? (size_t) (newline - text) - at : n - at;
		char *copy = malloc(length + 1);

		memcpy(copy, text + at, length);
		copy = heap_resize(NULL, copy, length > 0 ? length : 1);
		good = length == 0 || tagbook_line(&source, copy, length, err);
		free(copy);
		at += length + (newline != NULL);
		if (!good)
			break;
	}
	if (good)
	{
		*line = 0;
		if (!tagbook_build(&source, NULL, &block, size, err))
			block = NULL;
	}
	tagbook_end(&source);
	return block;
}

/* The text of a book; the caller frees it. */
static inline char *
print_rules(const Tagbook *book, size_t *n)
{
	char line[TAGBOOK_LINE_SIZE];
	char *text = NULL;
	size_t length;

	*n = 0;
	for (size_t i = 0; tagbook_print(book, i, line, &length); i++)
	{
		if (length > sizeof(line))
			abort();
		text = heap_resize(NULL, text, *n + length + 1);
		memcpy(text + *n, line, length);
		*n += length;
		text[(*n)++] = '\n';
	}
	return text;
}

#endif /* NEWSTAPE_RULES_H */
