/*
 * number.c
 *	  Reads a displayed number under a number format, and checks how its digits are grouped.
 *
 * A number read under the wrong format is off by a factor of a thousand and looks plausible, so
 *whatever does not fit the named format exactly is refused with the reason, and nothing is guessed.
 */
#include "number.h"

#include <string.h>

static const struct
{
	char name[3];
	const char *group;
	const char *decimal;
} formats[] = {
	[NUMBER_EN] = {"en", ",", "."},  [NUMBER_IN] = {"in", ",", "."},
	[NUMBER_CH] = {"ch", "'", ".,"}, [NUMBER_DE] = {"de", ". ", ","},
	[NUMBER_FR] = {"fr", " ", ","},  [NUMBER_BR] = {"br", ".", ","},
};

bool
number_format_by_name(const char *name, size_t length, NumberFormat *out)
{
	if (length != 2)
		return false;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
	{
		if (memcmp(name, formats[i].name, 2) == 0)
		{
			*out = (NumberFormat) i;
			return true;
		}
	}
	return false;
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Append the digits of text to the coefficient; false where it grows beyond the limit. */
static bool
append_digits(const char *text, size_t length, int64_t *coefficient)
{
	for (size_t i = 0; i < length; i++)
	{
		if (!is_digit(text[i]))
			continue;
		if (*coefficient >= DECIMAL_LIMIT / 10)
			return false;
		*coefficient = *coefficient * 10 + (text[i] - '0');
	}
	return true;
}

/*
 * The integer part: digits, or groups of digits with one and the same separator between them.
 * Western groups are 1-3 digits and then threes; Indian ones are 1-2 digits, then twos, and a last
 * three.
 */
static bool
groups_are_right(const char *text, size_t length, NumberFormat format)
{
	size_t run = 0;
	size_t groups = 0;
	char separator = 0;
	bool western = format != NUMBER_IN;
	bool indian = format == NUMBER_EN || format == NUMBER_IN;

	for (size_t i = 0; i < length; i++)
	{
		if (is_digit(text[i]))
		{
			run++;
			continue;
		}
		if (separator != 0 && text[i] != separator)
			return false;
		separator = text[i];
		if (groups == 0 ? (run < 1 || run > 3) : run != 3)
			western = false;
		if (groups == 0 ? (run < 1 || run > 2) : run != 2)
			indian = false;
		groups++;
		run = 0;
	}
	if (groups == 0)
		return true;
	return run == 3 && text[0] != '0' && (western || indian);
}

/* Why a number with a separator that its format does not have, or has elsewhere, is refused. */
static const char *
misplaced_separator(char separator, size_t tail, NumberFormat format)
{
	const char *decimal = formats[format].decimal;

	if (separator == ' ')
		return "blanks between digits are not of this number format";
	if (separator == '\'')
		return "apostrophes between digits are not of this number format";
	if (separator == ',' && decimal[0] == '.' && tail != 3)
		return "a decimal comma is not of this number format";
	if (separator == '.' && decimal[0] == ',' && tail != 3)
		return "a decimal point is not of this number format";
	return "bad digit grouping";
}

/* Where the decimal sign stands: at `length` where there is none.  False with a reason where the
 * separators make no sense. */
static bool
find_decimal_sign(const char *text, size_t length, NumberFormat format, size_t *at,
				  const char **reason)
{
	size_t last = length;
	size_t points = 0;

	*at = length;
	for (size_t i = 0; i < length; i++)
	{
		if (is_digit(text[i]))
			continue;
		last = i;
		if (strchr(formats[format].decimal, text[i]) != NULL)
		{
			points++;
			*at = i;
		}
		else if (strchr(formats[format].group, text[i]) == NULL)
		{
			*reason = misplaced_separator(text[i], length - i - 1, format);
			return false;
		}
	}
	if (points > 1)
		*reason = "more than one decimal sign";
	else if (points == 1 && *at != last)
		*reason = misplaced_separator(text[last], length - last - 1, format);
	else if (points == 1 && *at + 1 == length)
		*reason = "no digit after the decimal sign";
	else
		return true;
	return false;
}

/* The same for an integer whose groups are wrong: one separator alone is probably meant to be the decimal sign. */
static const char *
misgrouped(const char *text, size_t length, NumberFormat format)
{
	size_t tail = 0;

	while (is_digit(text[length - 1 - tail]))
		tail++;
	for (size_t i = 0; i < length - 1 - tail; i++)
	{
		if (!is_digit(text[i]))
			return "bad digit grouping";
	}
	return misplaced_separator(text[length - 1 - tail], tail, format);
}

ParseCode
number_read(const char *text, size_t length, NumberFormat format, Decimal *out, const char **reason)
{
	size_t whole;
	size_t decimals;

	*reason = "not a number";
	if (length == 0 || !is_digit(text[length - 1]))
		return PARSE_SYNTAX;
	if (!find_decimal_sign(text, length, format, &whole, reason))
		return PARSE_SYNTAX;
	decimals = whole < length ? length - whole - 1 : 0;
	if (!groups_are_right(text, whole, format))
	{
		*reason = whole < length ? "bad digit grouping" : misgrouped(text, length, format);
		return PARSE_SYNTAX;
	}
	/* 1,234 reads as English to most; with Swiss groups it could be either, and nothing in it
	 * tells. */
	if (format == NUMBER_CH && decimals == 3 && text[whole] == ',' &&
		memchr(text, '\'', whole) == NULL)
	{
		*reason = "a comma before three digits can group or divide";
		return PARSE_SYNTAX;
	}
	if (whole > 1 && text[0] == '0')
	{
		*reason = "leading zero";
		return PARSE_SYNTAX;
	}
	if (decimals > DECIMAL_MAX_SCALE)
	{
		*reason = "more than 9 decimals";
		return PARSE_RANGE;
	}
	out->coefficient = 0;
	out->scale = (uint8_t) decimals;
	if (!append_digits(text, length, &out->coefficient))
	{
		*reason = "more than 18 digits";
		return PARSE_RANGE;
	}
	return PARSE_OK;
}
