/*
 * ticker_embed.c
 *	  Quotes in other text: behind what a crawler wrote before them, before an article that follows
 *on the same line, in brackets in prose.
 *
 * Only two shapes are unlike anything else: a move in words, "AGL 9.70 Decreased By ▼ -0.05
 *(-0.51%)", and the bracket list
 * "(NVDX 139.95, +2.15, +1.6%)".
 */
#include "ticker_line.h"

#include <string.h>

static void
forget_name(Segment *segment)
{
	memset(segment, 0, sizeof(*segment));
}

/* Keep track of the words that would be the symbol if a price came next. */
static void
track_name(const Lexer *lexer, Segment *segment, const Token *token)
{
	bool suffixed = segment->symbol_end > segment->last_word &&
					lex_at(lexer, segment->last_word).end != segment->symbol_end;

	if (segment->words > 0 &&
		(segment->number || suffixed || token->gap > GAP_BLANK || segment->words >= 6))
		forget_name(segment);
	if (!(token->shape & (WORD_CAPITAL | WORD_CODE)))
		forget_name(segment);
	else
		segment_add_word(lexer, segment, token);
}

/* A number that is no price: part of a name (S&P 500), a symbol of digits (786), or nothing. */
static void
track_number(Segment *segment, const Token *number)
{
	bool plain = number->code == PARSE_OK && number->direction == 0 &&
				 !(number->shape & (NUMBER_POINT | NUMBER_GROUPED));

	if (plain && segment->words > 0 && !segment->number && number->gap == GAP_BLANK &&
		number->end - number->start <= 4)
	{
		segment->symbol_end = number->end;
		return;
	}
	forget_name(segment);
	if (plain && number->gap != GAP_NONE && number->end - number->start >= 3)
	{
		segment->symbol_start = segment->last_word = number->start;
		segment->symbol_end = number->end;
		segment->words = 1;
		segment->number = true;
	}
}

/* Whether a move in words follows the number. */
static bool
is_price(const Lexer *lexer, const Token *number)
{
	Token next = lex_at(lexer, number->end);

	if (number->direction != 0)
		return false;
	if (next.kind == TOKEN_UNIT)
		next = lex_at(lexer, next.end);
	return next.kind == TOKEN_DIRECTION && next.strong;
}

/* In prose words start small. */
static bool
is_small(const Lexer *lexer, size_t word)
{
	return lexer->text[word] >= 'a' && lexer->text[word] <= 'z';
}

static Reading
read_priced(Lexer *lexer, Segment *segment, const Token *price, TickerQuote *out, ParseError *err)
{
	Move *move = &segment->move;

	segment->start = segment->words > 0 ? segment->symbol_start : price->start;
	move->price = *price;
	lexer->position = price->end;
	move_read(lexer, move);
	/* "rose to 9.88 increased by demand" */
	if (move->word != 0 && !move->delta.seen && !move->percent.seen &&
		lex_at(lexer, lexer->position).kind != TOKEN_END)
		return READING_NONE;
	segment_trim_symbol(lexer, segment);
	/* "the price of Rs 7,850 increased by Rs 20 (0.25%)" */
	if (segment_is_no_symbol(lexer, segment) ||
		(!segment->code && !segment->number && is_small(lexer, move->word_start)))
		return READING_NONE;
	return segment_finish(lexer, segment, out, err);
}

/* A code, a move in words, and no price between them.  In prose that is a sentence unless it looks
 * like the strip's own. */
static Reading
read_unpriced(Lexer *lexer, Segment *segment, const Token *word, TickerQuote *out, ParseError *err)
{
	Move *move = &segment->move;

	lexer->position = word->start;
	memset(&move->price, 0, sizeof(move->price));
	move->price.start = move->price.end = move->price.digits = word->start;
	move->price.code = PARSE_SYNTAX;
	move->price.reason = "missing";
	move_read(lexer, move);
	segment->start = segment->words > 0 ? segment->symbol_start : word->start;
	segment_trim_symbol(lexer, segment);
	if (!move->delta.seen || !move->percent.seen || !move->percent.bracket ||
		!(move->has_arrow || (segment->code && !is_small(lexer, word->start))))
		return READING_NONE;
	return segment_finish(lexer, segment, out, err);
}

/* "NVDX 139.95, +2.15, +1.6%" behind a bracket or semicolon. */
static Reading
read_bracket_list(Lexer *lexer, size_t position, TickerQuote *out, ParseError *err)
{
	Lexer ahead = *lexer;
	Segment segment;
	Move *move = &segment.move;
	Token after;

	ahead.position = position;
	segment_read_symbol(&ahead, &segment);
	if (segment.words == 0 || segment.lower || segment.number || move->price.kind != TOKEN_NUMBER ||
		move->price.direction != 0 || !(move->price.shape & (NUMBER_POINT | NUMBER_GROUPED)) ||
		segment_is_no_symbol(&ahead, &segment) ||
		lex_at(&ahead, move->price.end).kind != TOKEN_COMMA)
		return READING_NONE;
	ahead.position = move->price.end;
	move_read(&ahead, move);
	after = lex_at(&ahead, ahead.position);
	if (move->strong || (after.kind != TOKEN_CLOSE && after.kind != TOKEN_SEMICOLON) ||
		!(move->has_word || move->percent.seen) ||
		(move->delta.known && move->delta.sign == 0 && !move->has_word))
		return READING_NONE;
	*lexer = ahead;
	return segment_finish(lexer, &segment, out, err);
}

/* Try for a quote at *token; READING_NONE with the name kept track of where there is none. */
static Reading
try_token(Lexer *lexer, Segment *name, const Token *token, TickerQuote *out, ParseError *err)
{
	Reading reading = READING_NONE;
	Lexer ahead = *lexer;

	switch (token->kind)
	{
		case TOKEN_NUMBER:
			if (!is_price(lexer, token))
			{
				track_number(name, token);
				return READING_NONE;
			}
			reading = read_priced(&ahead, name, token, out, err);
			break;
		case TOKEN_DIRECTION:
			if (token->strong && token->direction != 0)
				reading = read_unpriced(&ahead, name, token, out, err);
			break;
		case TOKEN_OPEN:
		case TOKEN_SEMICOLON:
			reading = read_bracket_list(&ahead, token->end, out, err);
			break;
		default:
			if (segment_is_name_word(lexer, token, name->words))
			{
				track_name(lexer, name, token);
				return READING_NONE;
			}
			break;
	}
	if (reading == READING_NONE)
		forget_name(name);
	else
		lexer->position = ahead.position;
	return reading;
}

Reading
line_next_embedded(Lexer *lexer, TickerQuote *out, ParseError *err)
{
	Segment name;

	forget_name(&name);
	for (;;)
	{
		Token token = lex_at(lexer, lexer->position);
		Reading reading;

		if (token.kind == TOKEN_END)
			return READING_NONE;
		lexer->position = token.end;
		reading = try_token(lexer, &name, &token, out, err);
		if (reading != READING_NONE)
			return reading;
	}
}
