/*
 * tone_list.h
 *	  A word list for tone_measure() as a CSV file (RFC 4180): Loughran and McDonald's master dictionary, or two columns.
 *
 * The first line names the columns, in any order and case.  Either there are columns "word" and "category", a row for each word and
 * category; or "word" and a column for some of the categories, holding 0, or the year in which the word came into the category, negative
 * where it has left again.  Older files have a column "modal" in place of two, with 1 for strong, 2 for moderate and 3 for weak.  Other
 * columns are left alone.  Lines end with LF, CRLF or CR, blank lines are skipped, and so are a byte order mark at the start and blanks
 * around what is not quoted.
 */
#ifndef NEWSTAPE_CORE_TONE_LIST_H
#define NEWSTAPE_CORE_TONE_LIST_H

#include "tone.h"

typedef struct ToneListOutput
{
	/* A word in a category, ASCII letters in lower case; not terminated, gone after the call. */
	void (*emit)(void *context, const char *word, size_t length, ToneCategory category);
	PhrasePoll poll;
	void *context;
} ToneListOutput;

/*
 * Read UTF-8.  An error's field is a column ("word", "category", "negative", ...), "row", "header" or "file", and *line is that which it
 * is in.  What was emitted before the error is void.  The same word may be emitted in the same category again.
 */
extern bool tone_list_read(const char *csv, size_t length, const ToneListOutput *output,
						   size_t *line, ParseError *err);

#endif /* NEWSTAPE_CORE_TONE_LIST_H */
