/*
 * decimal.h
 *	  Exact scaled decimals: coefficient / 10^scale.
 *
 * The scale is part of the display, not of the value: 5.1 and 5.10 compare equal and print differently.
 */
#ifndef NEWSTAPE_CORE_DECIMAL_H
#define NEWSTAPE_CORE_DECIMAL_H

#include "error.h"

#define DECIMAL_MAX_SCALE 9
/* |coefficient| stays below this, so that sums and differences of two never overflow int64 */
#define DECIMAL_LIMIT INT64_C(1000000000000000000)

typedef struct Decimal
{
	int64_t coefficient;
	uint8_t scale;
} Decimal;

/* How a site writes numbers: which group separators and which decimal sign.  See docs of parse_ticker. */
typedef enum NumberFormat
{
	NUMBER_EN, /* 1,234,567.89 (and 12,34,567.89) */
	NUMBER_IN, /* 12,34,567.89 */
	NUMBER_CH, /* 13'102.44 and 9'841,07 */
	NUMBER_DE, /* 10.288,40 and 12 549,80 */
	NUMBER_FR, /* 12 549,80 */
	NUMBER_BR  /* 123.802,11 */
} NumberFormat;

#endif /* NEWSTAPE_CORE_DECIMAL_H */
