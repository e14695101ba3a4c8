/*
 * book_cache.h
 *	  A compiled book (phrasebook, tagbook) that a function takes as an argument: fetched, checked and opened once for a place in a query.
 */
#ifndef NEWSTAPE_BOOK_CACHE_H
#define NEWSTAPE_BOOK_CACHE_H

#include "compat.h"

/* Check a detoasted book and make of it what the function works with; called in a memory context that lives as long as the book stays cached. */
typedef void *(*BookOpener)(struct varlena *value);

/* What `open` made of the book that is the given argument.  Uses fn_extra. */
extern void *cached_book(FunctionCallInfo fcinfo, int argument, BookOpener open);

#endif /* NEWSTAPE_BOOK_CACHE_H */
