/*
 * ticker_line.c
 *	  Quotes on a line: where a symbol starts, which number is its price, and whether it is a quote
 *at all.
 *
 * Text is full of words followed by numbers, so most shapes count only where nothing else stands on
 *the line.  A symbol and a price alone never are a quote (Article 370, Page 2, KSE100 112,389):
 *something has to tell of a move, if only N/A.
 */
#include "ticker_line.h"

#include <string.h>

#include "number.h"

/* A name has at most this many words. */
#define NAME_WORDS 6

/* Words within a name that may be written small. */
static const char *const connectors[] = {"of", "and", "de",  "du",  "la",
										 "le", "the", "for", "van", "von"};

/* Alone before a number these are no symbol: dates, parts of documents, amounts, figures of other
 * kinds. */
static const char *const no_symbols[] = {
	"january",     "february",  "march",   "april",    "may",      "june",      "july",
	"august",      "september", "october", "november", "december", "jan",       "feb",
	"mar",         "apr",       "jun",     "jul",      "aug",      "sep",       "sept",
	"oct",         "nov",       "dec",     "monday",   "tuesday",  "wednesday", "thursday",
	"friday",      "saturday",  "sunday",  "page",     "article",  "section",   "chapter",
	"table",       "figure",    "part",    "covid",    "covid-19", "inflation", "gdp",
	"cpi",         "total",     "volume",  "rs",       "rs.",      "re",        "population",
	"revenue",     "sales",     "profit",  "turnover", "income",   "exports",   "imports",
	"remittances", "reserves",  "debt",    "deaths",   "cases",    "turnout"};

/* Company forms: at the end of a name they are no code of their own. */
static const char *const company_forms[] = {"ag",   "sa", "se",  "nv",  "plc", "ltd", "inc",
											"corp", "co", "kg",  "ab",  "asa", "oyj", "spa",
											"llc",  "lp", "etf", "adr", "reit"};

static bool
is_one_of(const Lexer *lexer, size_t start, size_t end, const char *const *words, size_t count)
{
	size_t n = end - start;

	for (size_t i = 0; i < count; i++)
	{
		size_t k = 0;

		if ((lexer->text[start] | 0x20) != words[i][0] || strlen(words[i]) != n)
			continue;
		while (k < n && (lexer->text[start + k] | 0x20) == (words[i][k] | 0x20))
			k++;
		if (k == n)
			return true;
	}
	return false;
}

#define IS_ONE_OF(lexer, start, end, words)                                                        \
	is_one_of(lexer, start, end, words, sizeof(words) / sizeof((words)[0]))

/* A word that can stand in a symbol: at its start also one that elsewhere is a currency, a unit or
 * a state. */
bool
segment_is_name_word(const Lexer *lexer, const Token *token, int words)
{
	switch (token->kind)
	{
		case TOKEN_WORD:
			break;
		case TOKEN_AND:
			return words > 0;
		case TOKEN_UNIT:
		case TOKEN_HALTED:
		case TOKEN_PERCENT:
		case TOKEN_DIRECTION:
			if (words > 0 || token->strong || !(token->shape & (WORD_CAPITAL | WORD_CODE)))
				return false;
			break;
		default:
			return false;
	}
	/* 1824hr and 12th start no name, 221.07M is a volume; 3M is a name. */
	return !(lexer->text[token->start] >= '0' && lexer->text[token->start] <= '9') ||
		   ((token->shape & WORD_CODE) &&
			memchr(lexer->text + token->start, '.', token->end - token->start) == NULL);
}

static bool
is_plain_integer(const Token *token)
{
	return token->kind == TOKEN_NUMBER && token->direction == 0 && token->code == PARSE_OK &&
		   !(token->shape & (NUMBER_POINT | NUMBER_GROUPED));
}

static bool
is_unsigned_number(const Token *token)
{
	return token->kind == TOKEN_NUMBER && token->direction == 0;
}

void
segment_add_word(const Lexer *lexer, Segment *segment, const Token *token)
{
	bool capital = (token->shape & WORD_CAPITAL) || token->kind == TOKEN_NUMBER;

	if (segment->words == 0)
		segment->symbol_start = token->start;
	segment->symbol_end = token->end;
	segment->last_word = token->start;
	segment->code = segment->words == 0 && (token->shape & WORD_CODE);
	if (!capital && !(segment->words > 0 && IS_ONE_OF(lexer, token->start, token->end, connectors)))
		segment->lower = true;
	segment->words++;
}

/* Three digits behind a blank and up to three others, "3 940.000", look like a group. */
static bool
looks_like_group(const Lexer *lexer, size_t digits, const Token *number)
{
	size_t whole = 0;

	while (number->start + whole < number->end && lexer->text[number->start + whole] >= '0' &&
		   lexer->text[number->start + whole] <= '9')
		whole++;
	return digits <= 3 && number->gap == GAP_BLANK && whole == 3 &&
		   (number->start + 3 == number->end || lexer->text[number->start + 3] == '.');
}

/* STOXX 600 512,30: where blanks group digits, the round number of an index's name looks like the first group of its price. */
static bool
starts_like_name(const Lexer *lexer, const Token *price)
{
	const char *digits = lexer->text + price->digits;

	return (price->shape & NUMBER_BLANKS) && price->end - price->digits > 4 && digits[3] == ' ' &&
		   (digits[2] == '0' || digits[2] == '5');
}

/*
 * A number behind a name and before another number: of the name, as in S&P 500, or the price, or a
 * group of the price's digits?  True if it is of the name; segment->ambiguous where it cannot be
 * told.
 */
static bool
belongs_to_name(const Lexer *lexer, Segment *segment, const Token *number)
{
	Lexer ahead = *lexer;
	Token next = lex_at(lexer, number->end);
	Move move;
	size_t digits = number->end - number->start;

	if (!is_plain_integer(number) || digits > 4 || number->gap > GAP_BLANK)
		return false;
	/* S&P 500 Index */
	if (next.kind == TOKEN_WORD && next.gap == GAP_BLANK && (next.shape & WORD_CAPITAL))
		return true;
	while (next.kind == TOKEN_UNIT)
		next = lex_at(lexer, next.end);
	if (!is_unsigned_number(&next) || next.gap == GAP_NONE ||
		lex_at(lexer, next.end).kind == TOKEN_PERCENT)
		return false;
	ahead.position = next.end;
	move.price = next;
	move_read(&ahead, &move);
	if (move_is_empty(&move))
		return false;
	segment->ambiguous = looks_like_group(lexer, digits, &next);
	/* 3042 88.80 (2.84%): name and price, or price and delta? */
	if (!move.delta.seen && next.code == PARSE_OK && next.value.scale < 10)
	{
		int64_t unit = 1;

		for (int i = 0; i < next.value.scale; i++)
			unit *= 10;
		if (next.value.coefficient / unit <= number->value.coefficient)
			segment->ambiguous = true;
	}
	return true;
}

/* Digits alone are a symbol (786) where a price follows. */
static bool
is_number_symbol(const Lexer *lexer, const Token *number)
{
	Token next = lex_at(lexer, number->end);

	return is_plain_integer(number) && number->end - number->start >= 3 &&
		   is_unsigned_number(&next) && next.gap != GAP_NONE &&
		   lex_at(lexer, next.end).kind != TOKEN_PERCENT;
}

/* What may stand between symbol and price. */
static bool
leads_to_price(const Lexer *lexer, const Token *token)
{
	Token next = lex_at(lexer, token->end);

	if (token->kind == TOKEN_OTHER
			? lexer->text[token->start] != ':'
			: token->kind != TOKEN_UNIT && token->kind != TOKEN_BAR && token->kind != TOKEN_COMMA)
		return false;
	return is_unsigned_number(&next) || (next.kind == TOKEN_UNIT && token->kind != TOKEN_UNIT);
}

/* Names go on with capitals and a few small words; a small word that is none of these, or behind one that starts small, is prose. */
static bool
continues_name(const Lexer *lexer, const Segment *segment, const Token *token)
{
	return segment->words < NAME_WORDS && token->gap <= GAP_BLANK && !segment->lower &&
		   segment_is_name_word(lexer, token, segment->words) &&
		   ((token->shape & WORD_CAPITAL) ||
			IS_ONE_OF(lexer, token->start, token->end, connectors));
}

/* A mark that a line may start with: a cell's border, a bullet, the dollar of $AAPL. */
static bool
is_bullet(const Lexer *lexer, const Token *token)
{
	Token next;

	if (token->kind == TOKEN_BAR ||
		(token->kind == TOKEN_OTHER && lexer->text[token->start] == '*'))
		return true;
	if (token->kind != TOKEN_SIGN && (token->kind != TOKEN_UNIT || token->shape != 0))
		return false;
	next = lex_at(lexer, token->end);
	return next.kind == TOKEN_WORD &&
		   next.gap == (token->kind == TOKEN_SIGN ? GAP_BLANK : GAP_NONE);
}

/* Read the symbol up to the price, which becomes segment->move.price; its kind tells if there is
 * none. */
void
segment_read_symbol(Lexer *lexer, Segment *segment)
{
	Token token = lex_at(lexer, lexer->position);

	while (is_bullet(lexer, &token))
		token = lex_at(lexer, token.end);
	memset(segment, 0, sizeof(*segment));
	segment->start = segment->symbol_start = segment->symbol_end = token.start;
	for (;;)
	{
		if (segment->words > 0 && leads_to_price(lexer, &token))
			;
		else if (segment->words == 0 ? segment_is_name_word(lexer, &token, 0)
									 : continues_name(lexer, segment, &token))
			segment_add_word(lexer, segment, &token);
		else if (segment->words == 0 && is_number_symbol(lexer, &token))
		{
			segment_add_word(lexer, segment, &token);
			segment->number = true;
			lexer->position = token.end;
			segment->move.price = lex_at(lexer, token.end);
			return;
		}
		else if (segment->words > 0 && belongs_to_name(lexer, segment, &token))
			segment->symbol_end = token.end;
		else
			break;
		lexer->position = token.end;
		token = lex_at(lexer, token.end);
	}
	segment->move.price = token;
}

/* The end of the text cuts into the word: "Increa", "No Cha". */
static bool
is_cut_word(const Lexer *lexer, size_t start)
{
	static const char *const phrases[] = {"Increased By", "Decreased By", "No Change"};
	size_t n = lexer->length;

	while (n > start && lex_is_blank((unsigned char) lexer->text[n - 1]))
		n--;
	n -= start;
	for (size_t i = 0; i < 3; i++)
	{
		if (n >= 2 && n < strlen(phrases[i]) && memcmp(lexer->text + start, phrases[i], n) == 0)
			return true;
	}
	return false;
}

/* Symbols that are too long, or start nobody knows where. */
static bool
check_symbol(const Segment *segment, const TickerQuote *out, ParseError *err)
{
	size_t start = segment->symbol_start;
	size_t length = segment->symbol_end - start;
	char buffer[TICKER_SYMBOL_MAX];

	if (segment->words == 0)
		return parse_fail(err, PARSE_SYNTAX, "symbol", "missing", segment->start, 0);
	if (ticker_symbol(out, buffer) == 0)
		return parse_fail(err, PARSE_LIMIT, "symbol", "longer than 64 bytes", start, length);
	return true;
}

bool
segment_is_no_symbol(const Lexer *lexer, const Segment *segment)
{
	size_t length = segment->symbol_end - segment->symbol_start;

	/* the oil company, not the last line of a table */
	if (length == 5 && memcmp(lexer->text + segment->symbol_start, "TOTAL", 5) == 0)
		return false;
	return segment->words == 1 && IS_ONE_OF(lexer, segment->symbol_start,
											lex_at(lexer, segment->last_word).end, no_symbols);
}

static bool
has_detail(const Token *price)
{
	return (price->shape & NUMBER_GROUPED) || (price->value.scale >= 2);
}

static bool
symbol_has(const Lexer *lexer, const Segment *segment, uint32_t from, uint32_t to)
{
	for (size_t i = segment->symbol_start; i < segment->symbol_end;)
	{
		Character character = lex_character(lexer->text + i, segment->symbol_end - i);

		if (character.code >= from && character.code <= to)
			return true;
		i += character.length;
	}
	return false;
}

/* Japanese text: in its accounts an upward triangle is a minus. */
static bool
has_kana(const Lexer *lexer, const Segment *segment)
{
	return symbol_has(lexer, segment, 0x3040, 0x30FF);
}

/*
 * A name in Chinese characters may be Japanese, where nothing but an arrow tells the direction.  The numbers know: a change of 35 to
 * 2,801 is 1.26 percent up and 1.23 percent down.
 */
static bool
check_arrow(const Lexer *lexer, const Segment *segment, const Quote *quote, ParseError *err)
{
	const Move *move = &segment->move;
	Quote turned = *quote;

	if (!move->has_arrow || move->has_word || move->delta.sign != 0 || move->percent.sign != 0 ||
		quote_check(quote) != QUOTE_SIZE || !symbol_has(lexer, segment, 0x3400, 0x9FFF))
		return true;
	turned.delta = -turned.delta;
	turned.percent = -turned.percent;
	if (quote_check(&turned) != QUOTE_OK)
		return true;
	return parse_fail(err, PARSE_CONTRADICTION, "direction", "the arrow disagrees with the numbers",
					  move->arrow_start, move->arrow_end - move->arrow_start);
}

/* A signed number alone may be the change, but not where another column follows: nothing tells which is which. */
static bool
is_unmarked_column(const Lexer *lexer, const Move *move)
{
	Token next;

	if (move->has_word || move->has_arrow || move->percent.seen || !move->delta.known)
		return false;
	next = lex_at(lexer, lexer->position);
	return next.kind == TOKEN_NUMBER || next.kind == TOKEN_FRACTION;
}

/*
 * Whether the parts are marked well enough to be a quote where nothing else stands on the line.  An
 * error in one of them does not count here: the line still sets out to be a quote.
 */
static bool
is_marked(const Lexer *lexer, const Segment *segment)
{
	const Move *move = &segment->move;
	const MoveField *delta = &move->delta;
	const MoveField *percent = &move->percent;
	bool detailed = (move->price.shape & (NUMBER_GROUPED | NUMBER_POINT)) != 0;

	if (move->strong)
		return true;
	if (segment->lower || segment_is_no_symbol(lexer, segment))
		return false;
	if (segment->number && !(delta->sign != 0 && percent->sign != 0))
		return false;
	if (move->has_arrow && has_kana(lexer, segment))
		return false;
	if (move->has_word || move->halted || move->missing > 0)
		return detailed && (segment->code || move->missing > 1 || move->has_word || delta->known ||
							percent->known);
	if (delta->known && percent->seen && !delta->loose)
		return delta->sign != 0 || move->has_arrow || percent->bracket || percent->sign != 0 ||
			   has_detail(&move->price);
	if (delta->seen && percent->seen)
		return true;
	if (percent->seen)
		return percent->sign != 0 || percent->bracket || move->has_arrow ? detailed || segment->code
																		 : has_detail(&move->price);
	return delta->seen && !delta->loose && !(delta->glued && !delta->bracket) &&
		   (delta->sign != 0 || move->has_arrow) && (detailed || (delta->shape & NUMBER_POINT));
}

/* Without a price: only a code and a full move set out to be a quote; "Gold +0.5%" does not. */
static bool
lacks_price(const Segment *segment)
{
	const Move *move = &segment->move;

	if (segment->words > 0 && !(segment->words == 1 && segment->code))
		return false;
	if (move->strong)
		return move->delta.seen || move->percent.seen || segment->words == 1;
	if (segment->words == 0)
		return move->has_arrow && move->delta.seen && move->percent.seen;
	return (move->delta.known && move->percent.known) || move->missing > 1;
}

static void
fill_symbol(const Lexer *lexer, const Segment *segment, TickerQuote *out)
{
	out->symbol = segment->words > 0 ? lexer->text + segment->symbol_start : NULL;
	out->symbol_length = segment->symbol_end - segment->symbol_start;
	out->symbol_plain = segment->words == 1;
	for (size_t i = 0; out->symbol != NULL && i < out->symbol_length; i++)
	{
		unsigned char c = (unsigned char) out->symbol[i];

		if (c == '&' || c >= 0x80 || c <= ' ')
			out->symbol_plain = false;
	}
}

/*
 * The words before a code, "Business Recorder Logo AGL", are no part of it where they are written
 * differently.  Only for moves in words: the sites that have them show codes; elsewhere whole names
 * stand there, "Deutsche Bank AG".
 */
void
segment_trim_symbol(const Lexer *lexer, Segment *segment)
{
	Token last;

	if (segment->words < 2)
		return;
	last = lex_at(lexer, segment->last_word);
	if (last.end != segment->symbol_end || !(last.shape & WORD_CODE) || last.end - last.start < 2 ||
		IS_ONE_OF(lexer, last.start, last.end, company_forms))
		return;
	for (size_t i = segment->symbol_start; i < segment->last_word; i++)
	{
		if (lexer->text[i] >= 'a' && lexer->text[i] <= 'z')
		{
			segment->symbol_start = segment->last_word;
			segment->words = 1;
			segment->lower = false;
			segment->code = true;
			return;
		}
	}
}

/*
 * 500 360.48 behind a name: a symbol that ends in a number and its price, or one price in groups.  Only a change and a percent that
 * fit the price prove the first.
 */
static bool
check_ambiguous(const Segment *segment, const Quote *quote, ParseError *err)
{
	if (!segment->ambiguous || (quote->delta != 0 && quote_check(quote) == QUOTE_OK))
		return true;
	return parse_fail(err, PARSE_SYNTAX, "price", "a blank between digits can group or divide",
					  segment->move.price.start,
					  segment->move.price.end - segment->move.price.start);
}

Reading
segment_finish(const Lexer *lexer, Segment *segment, TickerQuote *out, ParseError *err)
{
	fill_symbol(lexer, segment, out);
	if (!check_symbol(segment, out, err))
	{
		if (err->code == PARSE_LIMIT)
			out->symbol = NULL;
		return READING_PROBLEM;
	}
	return move_to_quote(&segment->move, &out->quote, err) &&
				   check_ambiguous(segment, &out->quote, err) &&
				   check_arrow(lexer, segment, &out->quote, err)
			   ? READING_QUOTE
			   : READING_PROBLEM;
}

/* The price is missing: move->price is what stands in its place, which may be a mark that says so. */
static Reading
read_without_price(Lexer *lexer, Segment *segment, TickerQuote *out, ParseError *err)
{
	Move *move = &segment->move;
	Token place = move->price;
	bool marked = segment->words > 0 && (place.kind == TOKEN_MISSING ||
										 (place.kind == TOKEN_SIGN && place.direction < 0));

	memset(&move->price, 0, sizeof(move->price));
	move->price.start = move->price.digits = place.start;
	move->price.end = marked ? place.end : place.start;
	move->price.code = PARSE_SYNTAX;
	move->price.reason = "missing";
	if (marked)
		lexer->position = place.end;
	move_read(lexer, move);
	segment->bare = marked && segment->code && move_is_empty(move) &&
					lex_at(lexer, lexer->position).kind == TOKEN_END;
	if (!lacks_price(segment) && !(marked && segment->code && (move->missing > 0 || move->halted)))
		return READING_NONE;
	return segment_finish(lexer, segment, out, err);
}

/* A number below zero before a move in words can only be meant as the price. */
static void
refuse_negative_price(const Lexer *lexer, Segment *segment)
{
	Token *price = &segment->move.price;
	Token next;

	if (segment->words == 0 || price->kind != TOKEN_NUMBER || price->direction >= 0)
		return;
	next = lex_at(lexer, price->end);
	if (next.kind != TOKEN_DIRECTION || !next.strong)
		return;
	price->direction = 0;
	price->code = PARSE_SYNTAX;
	price->reason = "below zero";
	price->digits = price->start;
}

Reading
segment_read(Lexer *lexer, Segment *segment, TickerQuote *out, ParseError *err)
{
	Move *move = &segment->move;

	segment_read_symbol(lexer, segment);
	if (segment->symbol_end - segment->symbol_start > TICKER_LINE_MAX)
		return READING_NONE;
	refuse_negative_price(lexer, segment);
	if (!is_unsigned_number(&move->price))
		return read_without_price(lexer, segment, out, err);
	lexer->position = move->price.end;
	move_read(lexer, move);
	if (move_is_empty(move))
	{
		Token next = lex_at(lexer, lexer->position);

		fill_symbol(lexer, segment, out);
		segment->bare = segment->words > 0 && segment->code && next.kind == TOKEN_END;
		if (segment->words == 0 || !segment->code || next.gap == GAP_NONE ||
			!is_cut_word(lexer, next.start))
			return READING_NONE;
		lexer->position = lexer->length;
		parse_fail(err, PARSE_SYNTAX, "direction", "cut off", next.start,
				   lexer->length - next.start);
		return READING_PROBLEM;
	}
	if (segment->words == 0)
	{
		if (!move->strong && !(move->delta.seen && move->percent.seen && move->percent.bracket))
			return READING_NONE;
	}
	else if (!is_marked(lexer, segment) || is_unmarked_column(lexer, move))
		return READING_NONE;
	if (segment->number && !move->strong)
		segment->ambiguous =
			looks_like_group(lexer, segment->symbol_end - segment->symbol_start, &move->price);
	else if (segment->words > 0 && starts_like_name(lexer, &move->price))
		segment->ambiguous = true;
	if (move->strong)
		segment_trim_symbol(lexer, segment);
	if (segment->lower && segment->words > 1)
		return READING_NONE;
	return segment_finish(lexer, segment, out, err);
}

/* A time of day, or what ends a line: a full stop, a footnote's star. */
static bool
is_time_or_stop(const Lexer *lexer, const Token *token)
{
	char c = lexer->text[token->start];

	return (c >= '0' && c <= '9') ||
		   ((c == '.' || c == '*') && lex_at(lexer, token->end).kind == TOKEN_END);
}

/* Numbers and marks behind a segment that are further columns of its row. */
static void
skip_columns(Lexer *lexer)
{
	for (;;)
	{
		Token token = lex_at(lexer, lexer->position);

		switch (token.kind)
		{
			case TOKEN_WORD:
				if (lexer->text[token.start] < '0' || lexer->text[token.start] > '9' ||
					segment_is_name_word(lexer, &token, 0))
				{
					/* 221.07M is a volume, 3M a symbol. */
					if (memchr(lexer->text + token.start, '.', token.end - token.start) == NULL)
						return;
				}
				break;
			case TOKEN_NUMBER:
			case TOKEN_PERCENT:
			case TOKEN_BAR:
			case TOKEN_COMMA:
			case TOKEN_SEMICOLON:
			case TOKEN_HALTED:
			case TOKEN_MISSING:
				break;
			case TOKEN_UNIT:
				if (token.shape != 0 && lex_at(lexer, token.end).kind != TOKEN_END)
					return;
				break;
			case TOKEN_OTHER:
				if (!is_time_or_stop(lexer, &token))
					return;
				break;
			default:
				return;
		}
		lexer->position = token.end;
	}
}

/*
 * What is left behind the last segment of a row, from lexer->position: nothing more that counts, a name of the market or currency,
 * or the start of a quote that the end of the text cuts off.
 */
static Reading
read_rest(Lexer *lexer, size_t count, TickerQuote *out, ParseError *err, bool *foreign)
{
	Segment segment;
	Lexer start = *lexer;
	bool label;

	if (lex_at(lexer, lexer->position).kind == TOKEN_END)
		return READING_NONE;
	segment_read_symbol(lexer, &segment);
	label = segment.words == 1 && (segment.code || segment.number);
	if (!label)
	{
		*foreign = true;
		return READING_NONE;
	}
	fill_symbol(lexer, &segment, out);
	if (segment.move.price.kind != TOKEN_END)
	{
		*foreign = !is_unsigned_number(&segment.move.price) ||
				   lex_at(lexer, segment.move.price.end).kind != TOKEN_END;
		lexer->position = lexer->length;
		parse_fail(err, PARSE_SYNTAX, "move", "cut off", lexer->length, 0);
		return *foreign ? READING_NONE : READING_PROBLEM;
	}
	lexer->position = lexer->length;
	if (count < 2 || segment.number)
		return READING_NONE;
	parse_fail(err, PARSE_SYNTAX, "price", "cut off", start.length, 0);
	return READING_PROBLEM;
}

/* The next segment of a row that has given `count` before.  *foreign: READING_NONE because something else stands there. */
static Reading
read_next(Lexer *lexer, size_t count, TickerQuote *out, ParseError *err, bool *foreign)
{
	Lexer start = *lexer;
	Segment segment;
	Reading reading = segment_read(lexer, &segment, out, err);

	*foreign = false;
	if (reading != READING_NONE)
		return reading;
	*lexer = start;
	if (count == 0)
	{
		*foreign = true;
		return READING_NONE;
	}
	skip_columns(lexer);
	start.position = lexer->position;
	reading = segment_read(lexer, &segment, out, err);
	if (reading != READING_NONE)
		return reading;
	*lexer = start;
	return read_rest(lexer, count, out, err, foreign);
}

Reading
line_next_segment(Lexer *lexer, size_t count, TickerQuote *out, ParseError *err)
{
	bool foreign;

	return read_next(lexer, count, out, err, &foreign);
}

size_t
line_count_segments(const Lexer *lexer, bool *bare)
{
	Lexer walk = *lexer;
	TickerQuote found;
	ParseError err;
	Segment first;
	size_t count = 0;
	bool foreign;

	while (read_next(&walk, count, &found, &err, &foreign) != READING_NONE)
		count++;
	*bare = false;
	if (count == 0)
	{
		walk = *lexer;
		segment_read(&walk, &first, &found, &err);
		*bare = first.bare;
	}
	return foreign ? 0 : count;
}
