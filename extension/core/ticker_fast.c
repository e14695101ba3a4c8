/*
 * ticker_fast.c
 *	  The most frequent line in the world, as its site prints it:
 *	  AIRLINK 193.80 Increased By ▲ 0.30 (0.16%)
 *
 * Anything unexpected returns 0 and is left to the grammar of ticker_line.c; whatever is read here
 *the grammar reads alike (the fuzzer compares them).
 */
#include "ticker_line.h"

#include <string.h>

/* Digits with a point; at most 15 digits, so that nothing overflows.  NULL where there are none, or
 * a group separator follows. */
static inline const char *
fast_number(const char *p, const char *end, int64_t *value, uint8_t *scale)
{
	const char *start = p;
	const char *point = NULL;
	int64_t v = 0;

	for (; p < end; p++)
	{
		unsigned d = (unsigned) (unsigned char) *p - '0';

		if (d <= 9)
			v = v * 10 + d;
		else if (*p == '.' && point == NULL && p > start)
			point = p;
		else
			break;
		if (p - start > 15)
			return NULL;
	}
	if (p == start || point == p - 1 || (start[0] == '0' && p - start > 1 && start[1] != '.'))
		return NULL;
	if (point != NULL && p - point - 1 > DECIMAL_MAX_SCALE)
		return NULL;
	*value = v;
	*scale = (uint8_t) (point != NULL ? p - point - 1 : 0);
	return p;
}

/* The same, or an integer with one or two western groups: the level of an index. */
static inline const char *
fast_price(const char *p, const char *end, int64_t *value, uint8_t *scale)
{
	const char *start = p;

	p = fast_number(p, end, value, scale);
	if (p == NULL || p >= end || *p != ',')
		return p;
	if (*scale != 0 || p - start > 3 || *value == 0)
		return NULL;
	while (p < end && *p == ',')
	{
		int64_t group = 0;

		if (end - p < 4 || *value > 1000000000)
			return NULL;
		for (int i = 1; i <= 3; i++)
		{
			unsigned d = (unsigned) (unsigned char) p[i] - '0';

			if (d > 9)
				return NULL;
			group = group * 10 + d;
		}
		*value = *value * 1000 + group;
		p += 4;
	}
	if (p < end && ((*p >= '0' && *p <= '9') || *p == '.'))
		return NULL;
	return p;
}

/* "0.30 (0.16%)", each number with a minus if negative. */
static inline const char *
fast_numbers(const char *p, const char *end, bool negative, Quote *quote)
{
	int64_t percent;

	if (negative)
	{
		if (p >= end || *p++ != '-')
			return NULL;
	}
	p = fast_number(p, end, &quote->delta, &quote->delta_scale);
	if (p == NULL || end - p < 5 || p[0] != ' ' || p[1] != '(')
		return NULL;
	p += 2;
	if (negative && *p++ != '-')
		return NULL;
	p = fast_number(p, end, &percent, &quote->percent_scale);
	if (p == NULL || end - p < 2 || p[0] != '%' || p[1] != ')' || percent > INT32_MAX)
		return NULL;
	quote->percent = (int32_t) (negative ? -percent : percent);
	if (negative)
		quote->delta = -quote->delta;
	quote->flags = QUOTE_DELTA_KNOWN | QUOTE_PERCENT_KNOWN;
	return p + 2;
}

/* The word, the arrow where there is one, and the numbers. */
static inline const char *
fast_move(const char *p, const char *end, Quote *quote)
{
	static const char up[] = "Increased By ";
	static const char down[] = "Decreased By ";
	static const char none[] = "No Change ";
	static const char up_arrow[] = "\xE2\x96\xB2 ";
	static const char down_arrow[] = "\xE2\x96\xBC ";

	if (end - p < 18)
		return NULL;
	if (memcmp(p, up, 13) == 0)
	{
		p += 13;
		return fast_numbers(memcmp(p, up_arrow, 4) == 0 ? p + 4 : p, end, false, quote);
	}
	if (memcmp(p, down, 13) == 0)
	{
		p += 13;
		return fast_numbers(memcmp(p, down_arrow, 4) == 0 ? p + 4 : p, end, true, quote);
	}
	if (memcmp(p, none, 10) != 0)
		return NULL;
	p += 10;
	p = fast_numbers(memcmp(p, down_arrow, 4) == 0 ? p + 4 : p, end, false, quote);
	return p != NULL && quote->delta == 0 && quote->percent == 0 ? p : NULL;
}

size_t
ticker_fast(const char *text, size_t length, TickerQuote *out)
{
	const char *end = text + length;
	const char *p = text;

	if (length == 0 || *p < 'A' || *p > 'Z')
		return 0;
	while (p < end && ((*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9')))
		p++;
	if (end - p < 2 || *p != ' ' || p - text > TICKER_SYMBOL_MAX)
		return 0;
	memset(&out->quote, 0, sizeof(out->quote));
	out->symbol = text;
	out->symbol_length = (size_t) (p - text);
	out->symbol_plain = true;
	p = fast_price(p + 1, end, &out->quote.price, &out->quote.price_scale);
	if (p == NULL || p >= end || *p != ' ')
		return 0;
	p = fast_move(p + 1, end, &out->quote);
	return p == NULL ? 0 : (size_t) (p - text);
}
