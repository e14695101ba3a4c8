/*
 * decimal.c
 *	  Exact scaled decimals: coefficient / 10^scale.
 */
#include "decimal.h"

int64_t
decimal_power10(int exponent)
{
	static const int64_t power[] = {1,
									10,
									100,
									1000,
									10000,
									100000,
									1000000,
									10000000,
									100000000,
									1000000000,
									10000000000,
									100000000000,
									1000000000000,
									10000000000000,
									100000000000000,
									1000000000000000,
									10000000000000000,
									100000000000000000,
									1000000000000000000};

	return power[exponent];
}

int128_t
decimal_at_scale(Decimal value, int scale)
{
	return (int128_t) value.coefficient * decimal_power10(scale - value.scale);
}

int
decimal_compare(Decimal a, Decimal b)
{
	int128_t x = a.coefficient;
	int128_t y = b.coefficient;

	if (a.scale < b.scale)
		x = decimal_at_scale(a, b.scale);
	else if (b.scale < a.scale)
		y = decimal_at_scale(b, a.scale);
	return (x > y) - (x < y);
}

bool
decimal_subtract(Decimal a, Decimal b, Decimal *out)
{
	uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
	int128_t difference = decimal_at_scale(a, scale) - decimal_at_scale(b, scale);

	if (difference <= -DECIMAL_LIMIT || difference >= DECIMAL_LIMIT)
		return false;
	*out = (Decimal){(int64_t) difference, scale};
	return true;
}

bool
decimal_divide(int128_t numerator, int128_t denominator, int64_t *out)
{
	int128_t quotient = numerator / denominator;
	int128_t rest = numerator % denominator;

	/* |rest| >= denominator / 2, without doubling it */
	if (rest >= denominator - rest)
		quotient++;
	else if (-rest >= denominator + rest)
		quotient--;
	if (quotient <= -DECIMAL_LIMIT || quotient >= DECIMAL_LIMIT)
		return false;
	*out = (int64_t) quotient;
	return true;
}

Decimal
decimal_strip(Decimal value)
{
	while (value.scale > 0 && value.coefficient % 10 == 0)
	{
		value.coefficient /= 10;
		value.scale--;
	}
	return value;
}

size_t
decimal_print(Decimal value, bool plus, char *out)
{
	char reversed[DECIMAL_TEXT_MAX];
	uint64_t rest =
		value.coefficient < 0 ? -(uint64_t) value.coefficient : (uint64_t) value.coefficient;
	size_t n = 0;
	size_t length = 0;
	int digits = 0;

	do
	{
		if (digits == value.scale && value.scale > 0)
			reversed[n++] = '.';
		reversed[n++] = (char) ('0' + rest % 10);
		rest /= 10;
		digits++;
	} while (rest > 0 || digits <= value.scale);

	if (value.coefficient < 0)
		out[length++] = '-';
	else if (plus && value.coefficient > 0)
		out[length++] = '+';
	while (n > 0)
		out[length++] = reversed[--n];
	return length;
}

/* Decimals are ASCII digits, whatever the locale. */
static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
decimal_parse(const char *text, size_t length, const char *field, Decimal *out, ParseError *err)
{
	size_t i = 0;
	size_t point = 0;
	bool negative = length > 0 && text[0] == '-';
	/* unsigned: one digit more than the limit still fits */
	uint64_t coefficient = 0;

	if (negative || (length > 0 && text[0] == '+'))
		i = 1;
	if (i == length || !is_digit(text[i]))
		return parse_fail(err, PARSE_SYNTAX, field, "a digit is missing", i, length - i);
	for (; i < length; i++)
	{
		if (text[i] == '.' && point == 0)
		{
			point = i;
			continue;
		}
		if (!is_digit(text[i]))
			return parse_fail(err, PARSE_SYNTAX, field, "not a digit", i, length - i);
		coefficient = coefficient * 10 + (uint64_t) (text[i] - '0');
		if (coefficient >= (uint64_t) DECIMAL_LIMIT)
			return parse_fail(err, PARSE_RANGE, field, "more than 18 digits", 0, length);
	}
	if (point > 0 && point == length - 1)
		return parse_fail(err, PARSE_SYNTAX, field, "a digit is missing after the point", length,
						  0);
	if (point > 0 && length - point - 1 > DECIMAL_MAX_SCALE)
		return parse_fail(err, PARSE_RANGE, field, "more than 9 decimals", 0, length);
	out->coefficient = negative ? -(int64_t) coefficient : (int64_t) coefficient;
	out->scale = (uint8_t) (point > 0 ? length - point - 1 : 0);
	return true;
}
