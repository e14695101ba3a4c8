/*
 * quote.h
 *	  The value of a quote: price, delta against the exchange's reference price, and percent, each exact and as displayed.
 *
 * This struct is the on-disk format of the SQL type (pinned by StaticAssert in quote.c), so it has no padding and every unused
 * bit is zero: coefficients of unknown parts are 0, their scales 0.
 */
#ifndef NEWSTAPE_CORE_QUOTE_H
#define NEWSTAPE_CORE_QUOTE_H

#include "decimal.h"

#define QUOTE_DELTA_KNOWN 0x01
#define QUOTE_PERCENT_KNOWN 0x02
#define QUOTE_FLAGS_MASK (QUOTE_DELTA_KNOWN | QUOTE_PERCENT_KNOWN)

typedef struct Quote
{
	int64_t price;
	int64_t delta;
	int32_t percent;
	uint8_t price_scale;
	uint8_t delta_scale;
	uint8_t percent_scale;
	uint8_t flags;
} Quote;

#endif /* NEWSTAPE_CORE_QUOTE_H */
