/*
 * page_dateline.h
 *	  How a story begins: "PARIS: The", "NEW YORK (Reuters) – ", "ISLAMABAD, March 9 (APP):",
 *"МОСКВА, 27 фев —".
 */
#ifndef NEWSTAPE_CORE_PAGE_DATELINE_H
#define NEWSTAPE_CORE_PAGE_DATELINE_H

#include "page_date.h"

typedef struct PageDateline
{
	const char *place; /* within the plain text, as printed, without agency and date; NULL where
						  only these are given */
	size_t place_length;
	size_t length;  /* of the whole dateline, up to the story */
	PageStamp date; /* only where the dateline names the year */
} PageDateline;

/* Does the plain text start with a dateline? */
extern bool page_dateline(const char *text, size_t length, PageDateline *out);

#endif /* NEWSTAPE_CORE_PAGE_DATELINE_H */
