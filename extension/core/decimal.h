/*
 * decimal.h
 *	  Exact scaled decimals: coefficient / 10^scale.
 *
 * The scale is part of the display, not of the value: 5.1 and 5.10 compare equal and print
 * differently.
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

/* How a site writes numbers: which group separators and which decimal sign. */
typedef enum NumberFormat
{
	NUMBER_EN, /* 1,234,567.89 (and 12,34,567.89) */
	NUMBER_IN, /* 12,34,567.89 */
	NUMBER_CH, /* 13'102.44 and 9'841,07 */
	NUMBER_DE, /* 10.288,40 and 12 549,80 */
	NUMBER_FR, /* 12 549,80 */
	NUMBER_BR  /* 123.802,11 */
} NumberFormat;

/* Products and quotients of coefficients: exact, never overflowing. */
__extension__ typedef __int128 int128_t;
__extension__ typedef unsigned __int128 uint128_t;

/* sign, 18 digits, point and a leading zero, with room to spare; no terminating zero is written */
#define DECIMAL_TEXT_MAX 24

/* 10^exponent, exponent 0..18 */
extern int64_t decimal_power10(int exponent);

/* The coefficient at a scale not below its own. */
extern int128_t decimal_at_scale(Decimal value, int scale);

/* -1, 0, 1 by value, whatever the scales. */
extern int decimal_compare(Decimal a, Decimal b);

/* a - b at the larger of the two scales; false if it does not fit. */
extern bool decimal_subtract(Decimal a, Decimal b, Decimal *out);

/* numerator / denominator (above 0), rounded half away from zero; false at DECIMAL_LIMIT or more. */
extern bool decimal_divide(int128_t numerator, int128_t denominator, int64_t *out);

/* The same value without trailing zeros after the point: one form for one value. */
extern Decimal decimal_strip(Decimal value);

/* Write the text with all digits of the scale; a '+' before positive values if asked.  Returns the
 * length. */
extern size_t decimal_print(Decimal value, bool plus, char *out);

/*
 * Read plain decimal text: sign, digits, point, digits, nothing else, at least one digit before the
 * point and after a point. PARSE_SYNTAX on another form, PARSE_RANGE on more than 9 decimals or 18
 * digits; the error names `field`.
 */
extern bool decimal_parse(const char *text, size_t length, const char *field, Decimal *out,
						  ParseError *err);

#endif /* NEWSTAPE_CORE_DECIMAL_H */
