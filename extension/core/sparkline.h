/*
 * sparkline.h
 *	  Numbers as a line of block characters.
 */
#ifndef NEWSTAPE_CORE_SPARKLINE_H
#define NEWSTAPE_CORE_SPARKLINE_H

#include <stddef.h>

/* The bytes of one number's character, at most. */
#define SPARKLINE_BYTES 3

/*
 * Write one character for each of count numbers, in UTF-8: eight heights from the lowest number to
 * the highest, the middle one if all are equal, and a blank for what is not finite.  Returns the
 * number of bytes.
 */
extern size_t sparkline_format(const double *values, size_t count, char *out);

#endif /* NEWSTAPE_CORE_SPARKLINE_H */
