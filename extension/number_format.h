/*
 * number_format.h
 *	  The argument number_format of functions that read displayed numbers.
 */
#ifndef NEWSTAPE_NUMBER_FORMAT_H
#define NEWSTAPE_NUMBER_FORMAT_H

#include "compat.h"

#include "core/number.h"

/* The format of that name; raises 22023 where there is none. */
extern NumberFormat number_format_arg(const text *name);

#endif /* NEWSTAPE_NUMBER_FORMAT_H */
