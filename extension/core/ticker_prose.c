/*
 * ticker_prose.c
 *	  Tells in a few nanoseconds that a line of prose holds no quote.
 *
 * Both tests err on the side of reading: they say no only where the grammar would find nothing (the fuzzer compares).
 */
#include <string.h>

#include "ticker_line.h"

/* No symbol and price with what may stand between them are longer, blanks aside. */
#define START_MAX (TICKER_LINE_MAX + 16)

/*
 * Whether a line can start with a quote or go on as one: a symbol is short, so that a digit comes soon.  (Full-width digits and entities
 * count.)  Short lines without any can be a symbol alone, or a cut line.
 */
bool
prose_may_start(const char *line, size_t length)
{
	Lexer lexer = {line, length, 0, NUMBER_EN};
	Token token = {.kind = TOKEN_BAR};
	size_t seen = 0;

	if (length <= TICKER_SYMBOL_MAX)
		return true;
	while (token.kind == TOKEN_BAR || token.kind == TOKEN_SIGN ||
		   (token.kind == TOKEN_OTHER && line[token.start] == '*'))
		token = lex_at(&lexer, token.end);
	for (size_t i = token.start; i < length && seen < START_MAX; i++)
	{
		unsigned char c = (unsigned char) line[i];

		if ((unsigned char) (c - '0') <= 9 || c == 0xEF || c == '&')
			return true;
		seen += c > ' ';
	}
	return seen <= TICKER_SYMBOL_MAX;
}

/* "Increased By" or the like, in any case, behind a number. */
static bool
is_word_behind(const char *line, size_t length, size_t end)
{
	char a;
	char b;
	char c;

	while (end < length && (unsigned char) line[end] <= ' ')
		end++;
	if (end >= length)
		return false;
	if ((unsigned char) line[end] >= 0x80 || strchr("&$", line[end]) != NULL)
		return true;
	if (length - end < 3)
		return false;
	a = line[end] | 0x20;
	b = line[end + 1] | 0x20;
	c = line[end + 2] | 0x20;
	return (a == 'i' && b == 'n' && c == 'c') || (a == 'd' && b == 'e' && c == 'c') ||
		   (a == 'n' && b == 'o') || (a == 'r' && (b == 's' || b == 'e')) || line[end + 2] == '$' ||
		   line[end + 1] == '$' || (unsigned char) line[end + 1] >= 0x80 ||
		   (unsigned char) line[end + 2] >= 0x80;
}

/* The same before a number, or an arrow there. */
static bool
is_word_before(const char *line, size_t start)
{
	size_t i = start;

	while (i > 0 &&
		   ((unsigned char) line[i - 1] <= ' ' || strchr("+-($./NAna", line[i - 1]) != NULL))
		i--;
	if (i == 0)
		return false;
	return (unsigned char) line[i - 1] >= 0x80 || line[i - 1] == ';' ||
		   (i >= 4 && (line[i - 1] | 0x20) == 'y' && (line[i - 2] | 0x20) == 'b' && i >= 5 &&
			((line[i - 4] | 0x20) == 'd' || (unsigned char) line[i - 3] >= 0x80 ||
			 line[i - 3] == ';' || (unsigned char) line[i - 4] <= ' '));
}

/* An arrow or a full-width form, or a number that may be an entity for one. */
static bool
is_foreign_sign(const char *line, size_t length, size_t i)
{
	unsigned char c = (unsigned char) line[i];
	unsigned char next = i + 1 < length ? (unsigned char) line[i + 1] : 0;

	if (c < 0x80)
		return c == '&' && next == '#';
	return c == 0xF0 || (c == 0xEF && next == 0xBC) ||
		   (c == 0xE2 && (next == 0x86 || next == 0x87 || next == 0x96 || next == 0xAC));
}

/* A comma behind the number, and what can start the next part of a bracket list behind that. */
static bool
is_in_list(const char *line, size_t length, size_t end)
{
	while (end < length && (unsigned char) line[end] <= ' ')
		end++;
	if (end >= length || line[end] != ',')
		return false;
	end++;
	while (end < length && (unsigned char) line[end] <= ' ')
		end++;
	return end < length &&
		   (strchr("+-&0uU($", line[end]) != NULL || (unsigned char) line[end] >= 0x80);
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

		if (is_foreign_sign(line, length, i))
			return true;
		if (line[i] < '0' || line[i] > '9')
			continue;
		while (i + 1 < length && ((line[i + 1] >= '0' && line[i + 1] <= '9') ||
								  ((line[i + 1] == '.' || line[i + 1] == ',') && i + 2 < length &&
								   line[i + 2] >= '0' && line[i + 2] <= '9')))
			i++;
		if (is_word_before(line, start) || is_word_behind(line, length, i + 1) ||
			is_in_list(line, length, i + 1))
			return true;
	}
	return false;
}
