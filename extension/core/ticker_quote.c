/*
 * ticker_quote.c
 *	  The text form of a quote: the part of a ticker line behind the symbol.
 *
 * The canonical form that the type prints, "193.80 +0.30 (+0.16%)", is read literally: every value
 *of the type has to come back from its own text, also one whose delta and percent disagree
 *(quote_check tells).  Anything else is a line of some page and is held to the rules of
 *ticker_move.c.
 */
#include "ticker.h"

#include <string.h>

#include "number.h"
#include "ticker_move.h"

/* [+-]digits[.digits]; zero has no sign.  False where the text goes on differently. */
static bool
canonical_number(const char **cursor, const char *end, bool plus, int64_t *coefficient,
				 uint8_t *scale)
{
	Decimal value;
	ParseCode code;
	bool negative = *cursor < end && **cursor == '-';
	bool positive = plus && *cursor < end && **cursor == '+';

	if (negative || positive)
		(*cursor)++;
	if (!number_read_plain(cursor, end, &value, &code))
		return false;
	if (plus && (value.coefficient != 0) != (negative || positive))
		return false;
	*coefficient = negative ? -value.coefficient : value.coefficient;
	*scale = value.scale;
	return true;
}

static bool
canonical_percent(const char *p, const char *end, Quote *out)
{
	int64_t percent;

	p += 2;
	if (!canonical_number(&p, end, true, &percent, &out->percent_scale))
		return false;
	if (end - p != 2 || p[0] != '%' || p[1] != ')' || percent > INT32_MAX || percent < INT32_MIN)
		return false;
	out->percent = (int32_t) percent;
	out->flags |= QUOTE_PERCENT_KNOWN;
	return true;
}

static bool
parse_canonical(const char *text, size_t length, Quote *out)
{
	const char *p = text;
	const char *end = text + length;

	memset(out, 0, sizeof(*out));
	if (!canonical_number(&p, end, false, &out->price, &out->price_scale))
		return false;
	if (p < end && end - p > 1 && p[0] == ' ' && p[1] != '(')
	{
		p++;
		if (!canonical_number(&p, end, true, &out->delta, &out->delta_scale))
			return false;
		out->flags |= QUOTE_DELTA_KNOWN;
	}
	if (p == end)
		return true;
	return end - p > 2 && p[0] == ' ' && p[1] == '(' && canonical_percent(p, end, out);
}

bool
ticker_parse_quote(const char *text, size_t length, NumberFormat format, Quote *out,
				   ParseError *err)
{
	Lexer lexer = {text, length, 0, format};
	Move move;
	Token token;

	if (parse_canonical(text, length, out))
		return true;
	lex_next(&lexer, &move.price);
	if (move.price.kind == TOKEN_UNIT)
		lex_next(&lexer, &move.price);
	if (move.price.kind != TOKEN_NUMBER)
		return parse_fail(err, PARSE_SYNTAX, "price", "no price", move.price.start,
						  move.price.end - move.price.start);
	move_read(&lexer, &move);
	lex_next(&lexer, &token);
	if (token.kind != TOKEN_END)
	{
		if (move.error.code != PARSE_OK)
			*err = move.error;
		else
			parse_fail(err, PARSE_SYNTAX, "move", "not a part of a quote", token.start,
					   length - token.start);
		return false;
	}
	/* A minus before the price is the price's own: there is no symbol that it could part from it.
	 */
	if (!move_to_quote(&move, out, err))
		return false;
	if (move.price.direction < 0)
		out->price = -out->price;
	return true;
}
