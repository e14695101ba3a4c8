/*
 * ticker_move.c
 *	  Price and move of a ticker line.
 *
 * A page may tell the direction in up to five ways at once: a word, an arrow, the sign of the
 *delta, that of the percent, and brackets for minus.  They are collected as they stand and then
 *held against each other: where two disagree the line is wrong somewhere, and there is no telling
 *where.
 */
#include "ticker_move.h"

#include <string.h>

static void
remember_error(Move *move, ParseCode code, const char *field, const char *reason, size_t start,
			   size_t end)
{
	if (move->error.code == PARSE_OK)
		parse_fail(&move->error, code, field, reason, start, end - start);
}

static void
take(Lexer *lexer, Move *move, const Token *token)
{
	lexer->position = token->end;
	move->end = token->end;
}

/* A number whose sign stands apart, "+ 5,12": *token becomes the number, with the sign. */
static bool
join_sign(const Lexer *lexer, Token *token)
{
	Lexer ahead = *lexer;
	Token number;

	ahead.position = token->end;
	lex_next(&ahead, &number);
	if (number.kind != TOKEN_NUMBER || number.direction != 0 || number.gap == GAP_LINE)
		return false;
	number.direction = token->direction;
	number.start = token->start;
	number.gap = token->gap;
	*token = number;
	return true;
}

static void
set_field(MoveField *field, const Token *token, size_t end, bool bracket)
{
	field->seen = true;
	field->known = token->code == PARSE_OK;
	field->bracket = bracket;
	field->glued = token->gap == GAP_NONE;
	field->sign = token->direction;
	field->shape = token->shape;
	field->value = token->value;
	field->start = token->start;
	field->end = end;
}

/* Whether the percent sign, or a word for it, follows the number just looked at. */
static bool
percent_follows(const Lexer *lexer, const Token *number, Token *percent)
{
	Lexer ahead = *lexer;

	ahead.position = number->end;
	lex_next(&ahead, percent);
	return percent->kind == TOKEN_PERCENT && percent->gap <= GAP_BLANK;
}

/*
 * A number of the move.  With a percent sign it is the percent, else the delta; behind the percent
 * only a signed number can be the delta, because tables go on with columns that are neither.  False
 * where the number is no part of the move.
 */
static bool
read_number(Lexer *lexer, Move *move, Token *number, bool loose, bool bracket)
{
	Token percent;
	bool is_percent = percent_follows(lexer, number, &percent);
	MoveField *field = is_percent ? &move->percent : &move->delta;

	if (field->seen || (!is_percent && move->percent.seen && number->direction == 0))
		return false;
	set_field(field, number, is_percent ? percent.end : number->end, bracket);
	field->loose = loose;
	take(lexer, move, is_percent ? &percent : number);
	if (number->code != PARSE_OK)
		remember_error(move, (ParseCode) number->code, is_percent ? "percent" : "delta",
					   number->reason, number->digits, number->end);
	return true;
}

/* N/A, --, a lone dash: the next part is not known. */
static void
read_missing(Lexer *lexer, Move *move, const Token *token)
{
	MoveField *field = move->delta.seen || move->percent.seen ? &move->percent : &move->delta;

	if (field->seen)
		field = &move->delta;
	field->seen = true;
	move->missing++;
	take(lexer, move, token);
}

static void
read_arrow(Lexer *lexer, Move *move, const Token *token)
{
	if (move->has_arrow && move->arrow != token->direction)
		remember_error(move, PARSE_CONTRADICTION, "direction", "two arrows disagree", token->start,
					   token->end);
	move->has_arrow = true;
	move->arrow = token->direction;
	move->arrow_start = token->start;
	move->arrow_end = token->end;
	take(lexer, move, token);
}

static bool
read_word(Lexer *lexer, Move *move, const Token *token)
{
	/* "unch unch" stands for delta and percent; any other second word belongs to something else. */
	if (move->has_word && move->strong && token->strong && move->word != token->direction)
	{
		remember_error(move, PARSE_CONTRADICTION, "direction", "two words disagree",
					   move->word_start, token->end);
		take(lexer, move, token);
		return true;
	}
	if (move->has_word && (move->strong || token->strong || move->word != token->direction))
		return false;
	move->has_word = true;
	move->strong = token->strong;
	move->word = token->direction;
	move->word_start = token->start;
	move->word_end = token->end;
	take(lexer, move, token);
	return true;
}

/* A number that the end of the text cuts off inside brackets: how many digits are lost cannot be
 * known. */
static void
read_cut_number(Lexer *lexer, Move *move, const Token *number)
{
	MoveField *field = move->delta.seen ? &move->percent : &move->delta;

	if (move->delta.seen || !move->has_word)
		field = &move->percent;
	field->seen = true;
	move->cut = true;
	take(lexer, move, number);
	lexer->position = lexer->length;
}

/* "(0." at the end of the text. */
static bool
ends_in_point(const Lexer *lexer, const Token *after)
{
	return after->gap == GAP_NONE && after->end == lexer->length &&
		   (after->kind == TOKEN_COMMA || lexer->text[after->start] == '.');
}

/* One part inside brackets.  False at anything that is none. */
static bool
read_bracket_part(Lexer *lexer, Move *move, int parts)
{
	Token token = lex_at(lexer, lexer->position);
	Token after;
	bool loose = false;

	if (token.kind == TOKEN_ARROW)
	{
		read_arrow(lexer, move, &token);
		return true;
	}
	if (token.kind == TOKEN_DIRECTION)
		return read_word(lexer, move, &token);
	if (token.kind == TOKEN_SIGN)
		loose = join_sign(lexer, &token);
	if (token.kind == TOKEN_MISSING || token.kind == TOKEN_SIGN)
	{
		read_missing(lexer, move, &token);
		return true;
	}
	if (token.kind != TOKEN_NUMBER)
		return false;
	if (!percent_follows(lexer, &token, &after))
	{
		if (after.kind == TOKEN_END || ends_in_point(lexer, &after))
		{
			read_cut_number(lexer, move, &token);
			return true;
		}
		if (move->delta.seen && !move->percent.seen)
		{
			remember_error(move, PARSE_SYNTAX, "percent", "no percent sign", token.start,
						   token.end);
			set_field(&move->percent, &token, token.end, true);
			take(lexer, move, &token);
			return true;
		}
	}
	return read_number(lexer, move, &token, loose, parts == 0);
}

/* "(0.16%)", "(0.35)" for minus, "(+0.30, +0.16%)", "(N/A)".  False, with nothing taken, where the
 * brackets hold something else. */
static bool
read_bracket(Lexer *lexer, Move *move, const Token *open)
{
	Lexer start = *lexer;
	Move before = *move;
	int parts = 0;

	take(lexer, move, open);
	for (;;)
	{
		Token token = lex_at(lexer, lexer->position);

		if (token.kind == TOKEN_END)
		{
			move->cut = true;
			if (parts == 0)
				move->percent.seen = true;
			break;
		}
		if (token.kind == TOKEN_CLOSE)
		{
			take(lexer, move, &token);
			if (parts == 0)
				read_missing(lexer, move, &token);
			/* Brackets around the delta alone are an accountant's minus. */
			if (parts == 1 && move->delta.start > open->start && move->delta.sign == 0)
				move->delta.sign = -1;
			if (parts == 1 && move->percent.start > open->start && move->percent.sign == 0 &&
				move->delta.bracket && move->delta.sign < 0)
				move->percent.sign = -1;
			break;
		}
		if (parts > 0 &&
			(token.kind == TOKEN_COMMA || token.kind == TOKEN_SEMICOLON || token.kind == TOKEN_BAR))
		{
			take(lexer, move, &token);
			continue;
		}
		if (parts > 3 || !read_bracket_part(lexer, move, parts))
		{
			*lexer = start;
			*move = before;
			return false;
		}
		if (token.kind != TOKEN_ARROW)
			parts++;
	}
	return true;
}

/* Whether a separator between cells leads to another part of the move. */
static bool
leads_to_part(const Lexer *lexer, const Token *separator)
{
	Lexer ahead = *lexer;
	Token token;

	ahead.position = separator->end;
	lex_next(&ahead, &token);
	return token.kind == TOKEN_ARROW || token.kind == TOKEN_DIRECTION ||
		   token.kind == TOKEN_MISSING || token.kind == TOKEN_OPEN || token.kind == TOKEN_SIGN ||
		   (token.kind == TOKEN_NUMBER &&
			(token.direction != 0 || percent_follows(&ahead, &token, &token)));
}

/* Take one part of the move.  False at anything that is none. */
static bool
read_part(Lexer *lexer, Move *move)
{
	Token token = lex_at(lexer, lexer->position);
	bool loose = false;

	switch (token.kind)
	{
		case TOKEN_DIRECTION:
			return read_word(lexer, move, &token);
		case TOKEN_ARROW:
			read_arrow(lexer, move, &token);
			return true;
		case TOKEN_OPEN:
			return read_bracket(lexer, move, &token);
		case TOKEN_HALTED:
			move->halted = true;
			take(lexer, move, &token);
			return true;
		case TOKEN_UNIT:
			take(lexer, move, &token);
			return true;
		case TOKEN_OTHER:
			if (lexer->text[token.start] != '/' || !leads_to_part(lexer, &token))
				return false;
			take(lexer, move, &token);
			return true;
		case TOKEN_BAR:
		case TOKEN_COMMA:
			if (!leads_to_part(lexer, &token))
				return false;
			take(lexer, move, &token);
			return true;
		case TOKEN_SIGN:
			loose = join_sign(lexer, &token);
			if (!loose)
			{
				if (token.direction > 0)
					return false;
				read_missing(lexer, move, &token);
				return true;
			}
			return read_number(lexer, move, &token, loose, false);
		case TOKEN_MISSING:
			read_missing(lexer, move, &token);
			return true;
		case TOKEN_NUMBER:
			return read_number(lexer, move, &token, loose, false);
		default:
			return false;
	}
}

void
move_read(Lexer *lexer, Move *move)
{
	Token price = move->price;

	memset(move, 0, sizeof(*move));
	move->price = price;
	move->end = price.end;
	if (price.code != PARSE_OK)
		remember_error(move, (ParseCode) price.code, "price", price.reason, price.digits,
					   price.end);
	/* Eight parts at most: unit, word, arrow and two numbers with what stands between them. */
	for (int parts = 0; parts < 8 && !(move->delta.seen && move->percent.seen) && !move->cut;
		 parts++)
	{
		if (!read_part(lexer, move))
			break;
	}
	/* Brackets behind a move in words hold the percent, or something is broken. */
	if (move->strong && !move->percent.seen && !move->cut)
	{
		Token next = lex_at(lexer, lexer->position);

		if (next.kind == TOKEN_OPEN)
			remember_error(move, PARSE_SYNTAX, "percent",
						   "not a number with a percent sign in brackets", next.start, next.end);
	}
}

bool
move_is_empty(const Move *move)
{
	return !move->has_word && !move->has_arrow && !move->halted && !move->delta.seen &&
		   !move->percent.seen;
}

/* The sign that counts: that of a number other than zero. */
static int
field_sign(const MoveField *field)
{
	return field->known && field->value.coefficient != 0 ? field->sign : 0;
}

static bool
is_nonzero(const MoveField *field)
{
	return field->known && field->value.coefficient != 0;
}

/* "No Change" beside numbers: the word decides over the arrow (some sites print ▼ for want of
 * another), not over the numbers. */
static bool
check_no_change(const Move *move, ParseError *err)
{
	if (is_nonzero(&move->delta))
		return parse_fail(err, PARSE_CONTRADICTION, "delta", "the word says that nothing changed",
						  move->delta.start, move->delta.end - move->delta.start);
	if (is_nonzero(&move->percent))
		return parse_fail(err, PARSE_CONTRADICTION, "percent", "the word says that nothing changed",
						  move->percent.start, move->percent.end - move->percent.start);
	return true;
}

static bool
check_field(const MoveField *field, const char *name, int direction, const char *reason,
			ParseError *err)
{
	int sign = field_sign(field);

	if (sign != 0 && direction != 0 && sign != direction)
		return parse_fail(err, PARSE_CONTRADICTION, name, reason, field->start,
						  field->end - field->start);
	return true;
}

/*
 * The one direction of the move, after every way of telling it is held against the others.
 * *direction is 0 where none is told.
 */
static bool
find_direction(const Move *move, int *direction, ParseError *err)
{
	*direction = 0;
	if (move->has_word && move->word == 0)
		return check_no_change(move, err);
	if (move->has_word && move->has_arrow && move->word != move->arrow)
		return parse_fail(err, PARSE_CONTRADICTION, "direction", "word and arrow disagree",
						  move->word_start,
						  (move->arrow_end > move->word_end ? move->arrow_end : move->word_end) -
							  move->word_start);
	*direction = move->has_word ? move->word : move->has_arrow ? move->arrow : 0;
	if (!check_field(&move->delta, "delta", *direction,
					 move->has_word ? "its sign disagrees with the word"
									: "its sign disagrees with the arrow",
					 err) ||
		!check_field(&move->percent, "percent", *direction,
					 move->has_word ? "its sign disagrees with the word"
									: "its sign disagrees with the arrow",
					 err))
		return false;
	/*
	 * A minus on one alone leaves open which of the two is wrong, unless a word or an arrow stands for the delta's: a site that
	 * writes the minus of the delta writes that of the percent too.
	 */
	if (is_nonzero(&move->delta) && is_nonzero(&move->percent) &&
		(move->delta.sign < 0) != (move->percent.sign < 0) &&
		!(move->delta.sign == 0 && *direction < 0))
		return parse_fail(err, PARSE_CONTRADICTION, "percent", "its sign disagrees with the delta",
						  move->percent.start, move->percent.end - move->percent.start);
	if (*direction == 0)
		*direction =
			field_sign(&move->delta) != 0 ? field_sign(&move->delta) : field_sign(&move->percent);
	/* The colour or picture that told it is lost.  A percent alone reads as it stands. */
	if (*direction == 0 &&
		(is_nonzero(&move->delta) || (move->delta.known && is_nonzero(&move->percent))))
		return parse_fail(err, PARSE_CONTRADICTION, "direction", "nothing tells up from down",
						  move->delta.start, move->delta.end - move->delta.start);
	return true;
}

static void
put_delta(const Move *move, int direction, Quote *out)
{
	if (!move->delta.known)
		return;
	out->delta = direction < 0 ? -move->delta.value.coefficient : move->delta.value.coefficient;
	out->delta_scale = move->delta.value.scale;
	out->flags |= QUOTE_DELTA_KNOWN;
}

static bool
put_percent(const Move *move, int direction, Quote *out, ParseError *err)
{
	int64_t value = move->percent.value.coefficient;

	if (!move->percent.known)
		return true;
	if (value > (int64_t) INT32_MAX + (direction < 0))
		return parse_fail(err, PARSE_RANGE, "percent", "out of range", move->percent.start,
						  move->percent.end - move->percent.start);
	out->percent = (int32_t) (direction < 0 ? -value : value);
	out->percent_scale = move->percent.value.scale;
	out->flags |= QUOTE_PERCENT_KNOWN;
	return true;
}

/*
 * Whether the text may end inside the delta.  "Increased By 90" can be the rest of 901.9 (0.81%).
 * Only where the delta has as many decimals as a price with decimals is it certain to be whole.
 */
static bool
may_be_cut(const Move *move)
{
	if (!move->strong || move->word == 0 || move->percent.seen || move->cut)
		return false;
	if (!move->delta.seen)
		return true;
	return move->delta.known &&
		   (move->price.value.scale < 2 || move->delta.value.scale < move->price.value.scale);
}

bool
move_to_quote(const Move *move, Quote *out, ParseError *err)
{
	int direction;

	if (move->error.code != PARSE_OK)
	{
		*err = move->error;
		return false;
	}
	if (may_be_cut(move))
		return parse_fail(err, PARSE_SYNTAX, move->delta.seen ? "percent" : "delta", "cut off",
						  move->price.start, move->end - move->price.start);
	if (!find_direction(move, &direction, err))
		return false;
	memset(out, 0, sizeof(*out));
	out->price = move->price.value.coefficient;
	out->price_scale = move->price.value.scale;
	if (move->has_word && move->word == 0 && !move->delta.known && move->missing == 0)
	{
		/* "unch" is zero; shown with the price's decimals. */
		out->delta_scale = move->price.value.scale;
		out->flags = QUOTE_DELTA_KNOWN | QUOTE_PERCENT_KNOWN;
		return true;
	}
	put_delta(move, direction, out);
	return put_percent(move, direction, out, err);
}
