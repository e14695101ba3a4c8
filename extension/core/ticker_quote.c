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

#include "ticker_move.h"

bool
ticker_parse_quote(const char *text, size_t length, NumberFormat format, Quote *out,
				   ParseError *err)
{
	Lexer lexer = {text, length, 0, format};
	Move move;
	Token token;

	if (quote_parse_canonical(text, length, out))
		return true;
	lex_next(&lexer, &move.price);
	if (move.price.kind == TOKEN_UNIT)
		lex_next(&lexer, &move.price);
	if (move.price.kind != TOKEN_NUMBER)
		return parse_fail(err, PARSE_SYNTAX, "price", "missing", move.price.start,
						  move.price.end - move.price.start);
	if (move.price.direction < 0)
		return parse_fail(err, PARSE_RANGE, "price", "below zero", move.price.start,
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
	return move_to_quote(&move, out, err);
}
