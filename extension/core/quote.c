/*
 * quote.c
 *	  The value of a quote: check, compare, hash, print, and what follows from its parts.
 */
#include "quote.h"

#include <string.h>

const char *
quote_fault(const Quote *quote)
{
	if (quote->flags & ~QUOTE_FLAGS_MASK)
		return "flag byte";
	if (quote->price < 0 || quote->price >= DECIMAL_LIMIT || quote->price_scale > DECIMAL_MAX_SCALE)
		return "price";
	if (quote->delta <= -DECIMAL_LIMIT || quote->delta >= DECIMAL_LIMIT ||
		quote->delta_scale > DECIMAL_MAX_SCALE)
		return "delta";
	if (!quote_has_delta(quote) && (quote->delta != 0 || quote->delta_scale != 0))
		return "delta";
	if (quote->percent_scale > DECIMAL_MAX_SCALE)
		return "percent";
	if (!quote_has_percent(quote) && (quote->percent != 0 || quote->percent_scale != 0))
		return "percent";
	return NULL;
}

bool
quote_build(Decimal price, const Decimal *delta, const Decimal *percent, Quote *out,
			ParseError *err)
{
	const char *fault;

	*out = (Quote){.price = price.coefficient, .price_scale = price.scale};
	if (price.coefficient < 0)
		return parse_fail(err, PARSE_RANGE, "price", "a price is never negative", 0, 0);
	if (delta != NULL)
	{
		out->delta = delta->coefficient;
		out->delta_scale = delta->scale;
		out->flags |= QUOTE_DELTA_KNOWN;
	}
	if (percent != NULL)
	{
		if (percent->coefficient < INT32_MIN || percent->coefficient > INT32_MAX)
			return parse_fail(err, PARSE_RANGE, "percent", "too many digits", 0, 0);
		out->percent = (int32_t) percent->coefficient;
		out->percent_scale = percent->scale;
		out->flags |= QUOTE_PERCENT_KNOWN;
	}
	fault = quote_fault(out);
	return fault == NULL || parse_fail(err, PARSE_RANGE, fault, "too many digits", 0, 0);
}

/* A part that may be unknown: known before unknown. */
static int
compare_part(bool a_known, Decimal a, bool b_known, Decimal b)
{
	if (a_known && b_known)
		return decimal_compare(a, b);
	return (int) b_known - (int) a_known;
}

int
quote_compare(const Quote *a, const Quote *b)
{
	int order = decimal_compare(quote_price(a), quote_price(b));

	if (order == 0)
		order =
			compare_part(quote_has_delta(a), quote_delta(a), quote_has_delta(b), quote_delta(b));
	if (order == 0)
		order = compare_part(quote_has_percent(a), quote_percent(a), quote_has_percent(b),
							 quote_percent(b));
	return order;
}

int
quote_compare_display(const Quote *a, const Quote *b)
{
	int order = quote_compare(a, b);

	if (order == 0)
		order = (int) a->price_scale - (int) b->price_scale;
	if (order == 0)
		order = (int) a->delta_scale - (int) b->delta_scale;
	if (order == 0)
		order = (int) a->percent_scale - (int) b->percent_scale;
	return order;
}

/* The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection in which every bit of the
 * input reaches every bit of the output. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static uint64_t
hash_decimal(uint64_t hash, Decimal value)
{
	value = decimal_strip(value);
	hash = mix(hash + UINT64_C(0x9e3779b97f4a7c15) + (uint64_t) value.coefficient);
	return mix(hash + UINT64_C(0x9e3779b97f4a7c15) + value.scale);
}

uint64_t
quote_hash(const Quote *quote, uint64_t seed)
{
	uint64_t hash = mix(seed + quote->flags);

	hash = hash_decimal(hash, quote_price(quote));
	if (quote_has_delta(quote))
		hash = hash_decimal(hash, quote_delta(quote));
	if (quote_has_percent(quote))
		hash = hash_decimal(hash, quote_percent(quote));
	return hash;
}

size_t
quote_format(const Quote *quote, char *out)
{
	size_t length = decimal_print(quote_price(quote), false, out);

	if (quote_has_delta(quote))
	{
		out[length++] = ' ';
		length += decimal_print(quote_delta(quote), true, out + length);
	}
	if (quote_has_percent(quote))
	{
		out[length++] = ' ';
		out[length++] = '(';
		length += decimal_print(quote_percent(quote), true, out + length);
		out[length++] = '%';
		out[length++] = ')';
	}
	return length;
}

bool
quote_parse_canonical(const char *text, size_t length, Quote *out)
{
	char again[QUOTE_TEXT_MAX];
	Decimal part[3] = {{0, 0}, {0, 0}, {0, 0}};
	bool known[3] = {false, false, false};
	ParseError ignored;
	size_t end;

	if (length >= QUOTE_TEXT_MAX)
		return false;
	for (size_t start = 0; start <= length; start = end + 1)
	{
		const char *word = text + start;
		const char *blank = memchr(word, ' ', length - start);
		size_t size = blank != NULL ? (size_t) (blank - word) : length - start;
		bool bracketed = size > 3 && word[0] == '(';
		int which = bracketed ? 2 : known[0] ? 1 : 0;

		end = start + size;
		if (known[which] || known[2])
			return false;
		if (bracketed)
		{
			word += 1;
			size -= 3; /* the brackets and the percent sign: checked below */
		}
		if (!decimal_parse(word, size, "", &part[which], &ignored))
			return false;
		known[which] = true;
	}
	if (!known[0] || !quote_build(part[0], known[1] ? &part[1] : NULL, known[2] ? &part[2] : NULL,
								  out, &ignored))
		return false;
	/* signs, leading zeros and punctuation are right if it prints as it was read */
	return quote_format(out, again) == length && memcmp(again, text, length) == 0;
}

/* price and delta at their common scale, and the previous close: each below 2 * 10^27. */
typedef struct Change
{
	int scale;
	int128_t delta;
	int128_t previous;
} Change;

static Change
change_of(const Quote *quote)
{
	Change change;

	change.scale =
		quote->price_scale > quote->delta_scale ? quote->price_scale : quote->delta_scale;
	change.delta = decimal_at_scale(quote_delta(quote), change.scale);
	change.previous = decimal_at_scale(quote_price(quote), change.scale) - change.delta;
	return change;
}

/* The 256-bit product of two numbers. */
typedef struct Product
{
	uint128_t high;
	uint128_t low;
} Product;

static Product
multiply(uint128_t a, uint128_t b)
{
	const uint128_t half = ((uint128_t) 1 << 64) - 1;
	uint128_t low = (a & half) * (b & half);
	uint128_t middle1 = (a >> 64) * (b & half);
	uint128_t middle2 = (a & half) * (b >> 64);
	uint128_t carry = (low >> 64) + (middle1 & half) + (middle2 & half);

	return (Product){(a >> 64) * (b >> 64) + (middle1 >> 64) + (middle2 >> 64) + (carry >> 64),
					 (carry << 64) | (low & half)};
}

/*
 * The inequality in quote.h, with all at the common scale s, d = |delta|, and both sides times
 * 2 * 10^sp * prev^2:
 *
 *	2 |percent prev - 100 * 10^sp delta| prev
 *		<= prev^2 + 100 * 10^sp (10^(s-sd) (prev + d) + 10^(s-sx) d)
 *
 * which is, with excess = 2 |percent prev - 100 * 10^sp delta| - prev,
 *
 *	excess <= 0  or  excess * prev <= 100 * 10^sp (10^(s-sd) (prev + d) + 10^(s-sx) d).
 *
 * prev and d are below 1.1 * 10^27 and 100 * 10^sp at most 10^11, so that each factor fits 128
 * bits; the products do not.
 */
static bool
size_agrees(const Quote *quote, Change change)
{
	int128_t unit = (int128_t) 100 * decimal_power10(quote->percent_scale);
	int128_t error = quote->percent * change.previous - unit * change.delta;
	uint128_t doubled = 2 * (uint128_t) (error < 0 ? -error : error);
	int128_t size = change.delta < 0 ? -change.delta : change.delta;
	int128_t allowed =
		decimal_power10(change.scale - quote->delta_scale) * (change.previous + size) +
		decimal_power10(change.scale - quote->price_scale) * size;
	Product left;
	Product right;

	if (doubled <= (uint128_t) change.previous)
		return true;
	left = multiply(doubled - (uint128_t) change.previous, (uint128_t) change.previous);
	right = multiply((uint128_t) unit, (uint128_t) allowed);
	return left.high < right.high || (left.high == right.high && left.low <= right.low);
}

QuoteCheck
quote_check(const Quote *quote)
{
	Change change;

	if (!quote_has_delta(quote) || !quote_has_percent(quote))
		return QUOTE_UNKNOWN;
	if ((quote->delta > 0 && quote->percent < 0) || (quote->delta < 0 && quote->percent > 0))
		return QUOTE_SIGN;
	change = change_of(quote);
	if (change.previous <= 0)
		return QUOTE_UNKNOWN;
	return size_agrees(quote, change) ? QUOTE_OK : QUOTE_SIZE;
}

bool
quote_direction(const Quote *quote, int *out)
{
	int64_t change = quote_has_delta(quote) ? quote->delta : quote->percent;

	*out = (change > 0) - (change < 0);
	return quote->flags != 0;
}

bool
quote_simple_return(const Quote *quote, double *out)
{
	Change change;

	if (!quote_has_delta(quote))
	{
		*out = (double) quote->percent / (double) (100 * decimal_power10(quote->percent_scale));
		return quote_has_percent(quote);
	}
	change = change_of(quote);
	if (change.previous <= 0)
		return false;
	*out = (double) change.delta / (double) change.previous;
	return true;
}

/* percent = 100 delta / prev, to 2 decimals */
static bool
complete_percent(Quote *quote, ParseError *err)
{
	Change change = change_of(quote);
	int64_t percent;

	if (change.previous <= 0)
		return true;
	if (!decimal_divide(change.delta * 10000, change.previous, &percent) || percent < INT32_MIN ||
		percent > INT32_MAX)
		return parse_fail(err, PARSE_RANGE, "percent", "delta is too large for a percent", 0, 0);
	quote->percent = (int32_t) percent;
	quote->percent_scale = 2;
	quote->flags |= QUOTE_PERCENT_KNOWN;
	return true;
}

/* delta = price percent / (100 + percent), to the price's decimals */
static bool
complete_delta(Quote *quote, ParseError *err)
{
	int128_t whole = (int128_t) 100 * decimal_power10(quote->percent_scale) + quote->percent;

	if (quote->price == 0 || whole <= 0)
		return true;
	if (!decimal_divide((int128_t) quote->price * quote->percent, whole, &quote->delta))
		return parse_fail(err, PARSE_RANGE, "delta", "percent is too close to -100", 0, 0);
	quote->delta_scale = quote->price_scale;
	quote->flags |= QUOTE_DELTA_KNOWN;
	return true;
}

bool
quote_complete(const Quote *quote, Quote *out, ParseError *err)
{
	*out = *quote;
	switch (quote->flags)
	{
		case QUOTE_DELTA_KNOWN:
			return complete_percent(out, err);
		case QUOTE_PERCENT_KNOWN:
			return complete_delta(out, err);
		default:
			return true;
	}
}
