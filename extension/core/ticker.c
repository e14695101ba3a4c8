/*
 * ticker.c
 *	  One ticker line.
 */
#include "ticker.h"

#include <string.h>

#include "ticker_line.h"

/* Append a character as UTF-8; 0 where it does not fit. */
static size_t
put_character(char *buffer, size_t used, uint32_t code)
{
	size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};

	if (used + n > TICKER_SYMBOL_MAX)
		return 0;
	for (size_t i = n - 1; i > 0; i--, code >>= 6)
		buffer[used + i] = (char) (0x80 | (code & 0x3F));
	buffer[used] = (char) (lead[n] | code);
	return used + n;
}

/* Returns 0 where the symbol is longer than the buffer. */
static size_t
decode_symbol(const TickerQuote *found, char *buffer)
{
	const char *end = found->symbol + found->symbol_length;
	size_t used = 0;
	bool blank = false;

	for (const char *p = found->symbol; p < end;)
	{
		Character character = lex_character(p, (size_t) (end - p));
		const char *written = p;

		p += character.length;
		if (lex_is_ignorable(character.code))
			continue;
		if (lex_is_blank(character.code))
		{
			blank = true;
			continue;
		}
		if (blank && (used = put_character(buffer, used, ' ')) == 0)
			return 0;
		blank = false;
		/* A byte of another encoding stays what it is. */
		if (character.code == 0xFFFD && character.length == 1)
		{
			if (used >= TICKER_SYMBOL_MAX)
				return 0;
			buffer[used++] = *written;
		}
		else if ((used = put_character(buffer, used, character.code)) == 0)
			return 0;
	}
	return used;
}

size_t
ticker_symbol(const TickerQuote *found, char *buffer)
{
	if (found->symbol == NULL)
		return 0;
	if (!found->symbol_plain)
		return decode_symbol(found, buffer);
	if (found->symbol_length > TICKER_SYMBOL_MAX)
		return 0;
	memcpy(buffer, found->symbol, found->symbol_length);
	return found->symbol_length;
}

/* Why a line that is no quote and no attempt at one is refused. */
static bool
fail_no_quote(const Lexer *lexer, ParseError *err)
{
	Lexer walk = *lexer;
	Segment segment;
	TickerQuote found;

	segment_read(&walk, &segment, &found, err);
	if (segment.words > 0 && segment.bare)
		return parse_fail(err, PARSE_SYNTAX, "move", "missing", lexer->length, 0);
	return parse_fail(err, PARSE_SYNTAX, "line", "no symbol, price and move", 0, lexer->length);
}

bool
ticker_parse_general(const char *line, size_t length, NumberFormat format, TickerQuote *out,
					 ParseError *err)
{
	Lexer lexer = {line, length, 0, format};
	TickerQuote second;
	ParseError ignored;
	Reading reading;
	size_t count;
	bool bare;

	count = line_count_segments(&lexer, &bare);
	if (count > 0)
		reading = line_next_segment(&lexer, 0, out, err);
	else
	{
		reading = line_next_embedded(&lexer, out, err);
		if (reading != READING_NONE &&
			line_next_embedded(&lexer, &second, &ignored) != READING_NONE)
			count = 2;
	}
	if (count > 1)
		return parse_fail(err, PARSE_SYNTAX, "line", "more than one quote", 0, length);
	if (reading == READING_NONE)
	{
		lexer.position = 0;
		return fail_no_quote(&lexer, err);
	}
	return reading == READING_QUOTE;
}

bool
ticker_parse(const char *line, size_t length, NumberFormat format, TickerQuote *out,
			 ParseError *err)
{
	if (format == NUMBER_EN && length > 0 && ticker_fast(line, length, out) == length)
		return true;
	return ticker_parse_general(line, length, format, out, err);
}
