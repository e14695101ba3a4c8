/*
 * phrase.h
 *	  Phrasebooks as the functions that match them take them.
 */
#ifndef NEWSTAPE_PHRASE_H
#define NEWSTAPE_PHRASE_H

#include "compat.h"

#include "core/phrase.h"

/* An opened book with what the matcher needs beside it. */
typedef struct OpenBook
{
	PhraseBook book;
	PhraseScratch *scratch;
} OpenBook;

/*
 * The phrasebook that is an argument of the calling function, checked, and kept in fn_extra for its next call.  Raises XX001 where it
 * is damaged.
 */
extern OpenBook *phrasebook_argument(FunctionCallInfo fcinfo, int argument);

#endif /* NEWSTAPE_PHRASE_H */
