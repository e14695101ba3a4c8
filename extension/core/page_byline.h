/*
 * page_byline.h
 *	  Lines that name an author, a date of publication, or both.
 */
#ifndef NEWSTAPE_CORE_PAGE_BYLINE_H
#define NEWSTAPE_CORE_PAGE_BYLINE_H

#include "page_date.h"

typedef struct PageByline
{
	const char *author; /* within the plain line, without "By"; NULL if none is named */
	size_t author_length;
	bool dated;          /* something in the shape of a date is there, even if it gives none */
	bool labelled;       /* "Published", "Updated" or the like stands before it */
	bool print_edition;  /* the date heads a section of the paper: "Markets Print 2025-09-10" */
	PageStamp published; /* PRECISION_NONE where not given */
	PageStamp updated;
} PageByline;

/* False unless the whole plain line is author and dates. */
extern bool page_byline(const char *text, size_t length, PageByline *out);

/* "Mar 10, 2021 PRINT EDITION ► BR MARKETS ►": the date that such a line of navigation starts with.
 */
extern bool page_edition_date(const char *text, size_t length, PageStamp *out);

/* Up to `most` words, each with a capital or a script without them: a name, as far as one can tell.
 */
extern bool page_is_name(const char *text, size_t length, int most);

/* The agency between the brackets of a dateline: "Reuters", "AP", "Dunya News". */
extern bool page_is_agency(const char *text, size_t length);

#endif /* NEWSTAPE_CORE_PAGE_BYLINE_H */
