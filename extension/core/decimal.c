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
