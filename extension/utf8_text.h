/*
 * utf8_text.h
 *	  Texts as core reads them.
 */
#ifndef NEWSTAPE_UTF8_TEXT_H
#define NEWSTAPE_UTF8_TEXT_H

#include "compat.h"

/*
 * The text in UTF-8, one code point for each character of the database's encoding, so that offsets count the same.  Raises 0A000, naming the function,
 * for characters beyond ASCII in an encoding where that cannot be had.
 */
extern char *text_in_utf8(text *content, const char *function, Size *length);

#endif /* NEWSTAPE_UTF8_TEXT_H */
