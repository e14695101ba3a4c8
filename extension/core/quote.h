/*
 * quote.h
 *	  The value of a quote: price, delta against the exchange's reference price, and percent, each
 * exact and as displayed.
 *
 * This struct is the on-disk format of the SQL type (pinned by StaticAssert in quote.c), so it has
 * no padding and every unused bit is zero: coefficients of unknown parts are 0, their scales 0.
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

/* More than the longest text: three decimals, two blanks, brackets, percent sign. */
#define QUOTE_TEXT_MAX (3 * DECIMAL_TEXT_MAX + 8)

typedef enum QuoteCheck
{
	QUOTE_OK,     /* percent and delta agree within the error of their rounding */
	QUOTE_SIGN,   /* one says up, the other down */
	QUOTE_SIZE,   /* same direction, but they do not fit each other */
	QUOTE_UNKNOWN /* a part is unknown, or the previous close is not above zero */
} QuoteCheck;

static inline bool
quote_has_delta(const Quote *quote)
{
	return (quote->flags & QUOTE_DELTA_KNOWN) != 0;
}

static inline bool
quote_has_percent(const Quote *quote)
{
	return (quote->flags & QUOTE_PERCENT_KNOWN) != 0;
}

static inline Decimal
quote_price(const Quote *quote)
{
	return (Decimal){quote->price, quote->price_scale};
}

static inline Decimal
quote_delta(const Quote *quote)
{
	return (Decimal){quote->delta, quote->delta_scale};
}

static inline Decimal
quote_percent(const Quote *quote)
{
	return (Decimal){quote->percent, quote->percent_scale};
}

/*
 * All that a quote must fulfil wherever it comes from: price from 0 to below 10^18 units of its
 * scale, |delta| below that, scales 0..9, no unknown flag, and zeros where a part is unknown.  NULL
 * if so, else which part is wrong.
 */
extern const char *quote_fault(const Quote *quote);

static inline bool
quote_valid(const Quote *quote)
{
	return quote_fault(quote) == NULL;
}

/*
 * Put a quote together from a price and, where not NULL, delta and percent; false with *err if they
 * make no valid quote. The fields of the error are "price", "delta", "percent"; its offset is 0.
 */
extern bool quote_build(Decimal price, const Decimal *delta, const Decimal *percent, Quote *out,
						ParseError *err);

/* Order by value of price, delta, percent; unknown is last.  0 if only the display differs. */
extern int quote_compare(const Quote *a, const Quote *b);

/* The same, then by display: 0 for identical quotes only. */
extern int quote_compare_display(const Quote *a, const Quote *b);

/*
 * Equal quotes (quote_compare) have equal hashes, with any seed.  Hash indexes and partitions keep
 * what this returns: it must never change, on any platform.
 */
extern uint64_t quote_hash(const Quote *quote, uint64_t seed);

/*
 * Write the canonical text, at most QUOTE_TEXT_MAX - 1 bytes, without terminating zero; returns its
 * length.  These are the forms:
 *
 * 193.80 +0.30 (+0.16%)
 * 5.44 0.00 (0%)
 * 193.80
 * 193.80 +0.30
 * 193.80 (+0.16%)
 */
extern size_t quote_format(const Quote *quote, char *out);

/*
 * Read exactly what quote_format writes.  Unlike the ticker parser this takes quotes whose parts
 * contradict each other: whatever could be stored is read back, and quote_check() tells.
 */
extern bool quote_parse_canonical(const char *text, size_t length, Quote *out);

/*
 * Do percent and delta agree?  Displayed numbers are rounded, so with prev = price - delta and
 * display scales sp (percent), sd (delta), sx (price) the error allowed is
 *
 * |percent - 100 delta/prev| <= 10^-sp/2 + 100 (10^-sd/2 (prev + |delta|) + 10^-sx/2 |delta|)/prev^2
 *
 * (first order propagation of half a unit of each last digit).  Integer arithmetic throughout.
 */
extern QuoteCheck quote_check(const Quote *quote);

/* -1, 0, 1: the sign of delta, or of percent where delta is unknown.  False if both are. */
extern bool quote_direction(const Quote *quote, int *out);

/*
 * delta / (price - delta), or percent / 100 where delta is unknown.  False if neither is known or
 * the previous close is not above zero.
 */
extern bool quote_simple_return(const Quote *quote, double *out);

/*
 * Fill in the one that is missing of delta and percent, rounded half away from zero:
 *
 * percent = 100 delta / (price - delta), to 2 decimals
 * delta = price percent / (100 + percent), to the price's decimals
 *
 * A copy where nothing is missing or nothing follows (both unknown, previous close not above zero).
 * False with *err (PARSE_RANGE) if the result does not fit.
 */
extern bool quote_complete(const Quote *quote, Quote *out, ParseError *err);

#endif /* NEWSTAPE_CORE_QUOTE_H */
