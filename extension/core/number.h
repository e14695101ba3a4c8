/*
 * number.h
 *	  Reads a displayed number, "1,234,567.89", under the number format of the site that shows it.
 */
#ifndef NEWSTAPE_CORE_NUMBER_H
#define NEWSTAPE_CORE_NUMBER_H

#include "decimal.h"

/*
 * An unsigned number of ASCII digits, '.', ',', '\'' and ' '.  Group separators are checked, never
 * skipped: 1,93.80 is no number. On failure *reason says why.
 */
extern ParseCode number_read(const char *text, size_t length, NumberFormat format, Decimal *out,
							 const char **reason);

/* "en", "in", "ch", "de", "fr" or "br" in lower case; false for any other name. */
extern bool number_format_by_name(const char *name, size_t length, NumberFormat *out);

#endif /* NEWSTAPE_CORE_NUMBER_H */
