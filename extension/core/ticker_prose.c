/*
 * ticker_prose.c
 *	  Tells in a few nanoseconds that a line of prose holds no quote.
 *
 * Both tests err on the side of reading: they say no only where the grammar would find nothing (the fuzzer compares).
 */
#include <string.h>

#include "ticker_line.h"

/*
 * Whether a line can start with a quote or go on as one: a symbol is short, so that a digit comes soon.  (Full-width digits and entities
 * count.)  Short lines without any can be a symbol alone, or a cut line.
 */
bool
prose_may_start(const char *line, size_t length)
{
	size_t n = length < TICKER_LINE_MAX ? length : TICKER_LINE_MAX;
	bool any = false;

	if (length <= TICKER_SYMBOL_MAX)
		return true;
	for (size_t i = 0; i < n; i++)
	{
		unsigned char c = (unsigned char) line[i];

		any |= (unsigned char) (c - '0') <= 9 || c == 0xEF;
	}
	return any;
}

/* "Increased By" or the like, in any case, before or behind a number. */
static bool
is_near_word(const char *line, size_t length, size_t start, size_t end)
{
	size_t i = start;

	while (end < length && line[end] == ' ')
		end++;
	if (length - end >= 3)
	{
		char a = line[end] | 0x20;
		char b = line[end + 1] | 0x20;
		char c = line[end + 2] | 0x20;

		if ((a == 'i' && b == 'n' && c == 'c') || (a == 'd' && b == 'e' && c == 'c') ||
			(a == 'n' && b == 'o' && c == ' '))
			return true;
	}
	while (i > 0 && (line[i - 1] == ' ' || line[i - 1] == '-'))
		i--;
	return i >= 5 && (line[i - 1] | 0x20) == 'y' && (line[i - 4] | 0x20) == 'd' &&
		   (line[i - 5] | 0x20) == 'e';
}

/* A comma behind the number, and what can start the next part of a bracket list behind that. */
static bool
is_in_list(const char *line, size_t length, size_t end)
{
	if (end >= length || line[end] != ',')
		return false;
	end++;
	while (end < length && line[end] == ' ')
		end++;
	return end < length &&
		   (strchr("+-&0uU", line[end]) != NULL || (unsigned char) line[end] >= 0x80);
}

/*
 * Whether prose is worth being read for quotes in it: both shapes have a number beside a word or a comma that prose numbers seldom have.
 * Whatever is not plain ASCII beside a number may be anything and counts as well.
 */
bool
prose_may_hold(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++)
	{
		size_t start = i;
		unsigned char before;
		unsigned char behind;

		if ((unsigned char) line[i] == 0xEF && i + 1 < length &&
			(unsigned char) line[i + 1] == 0xBC)
			return true;
		if (line[i] < '0' || line[i] > '9')
			continue;
		while (i < length &&
			   ((line[i] >= '0' && line[i] <= '9') || line[i] == '.' ||
				(line[i] == ',' && i + 1 < length && line[i + 1] >= '0' && line[i + 1] <= '9')))
			i++;
		before = start >= 2 && line[start - 1] == ' ' ? (unsigned char) line[start - 2] : 0;
		behind = i + 1 < length && line[i] == ' ' ? (unsigned char) line[i + 1]
				 : i < length                     ? (unsigned char) line[i]
												  : 0;
		if (before >= 0x80 || before == ';' || behind >= 0x80 || behind == '&' ||
			is_near_word(line, length, start, i) || is_in_list(line, length, i))
			return true;
	}
	return false;
}
