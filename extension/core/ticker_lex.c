/*
 * ticker_lex.c
 *	  Tokens of a ticker line.
 */
#include "ticker_lex.h"

#include <string.h>

#include "number.h"

/* Longest run of digits and separators that can be a number at all: 18 digits, 9 of them decimals,
 * and their separators. */
#define NUMBER_BUFFER 40
/* Longest keyword, "decreased", and a little. */
#define KEYWORD_MAX 9
#define KEYWORD_BUFFER 16

/* The character at *position, past what is written but not seen, where it is not plain ASCII. */
static uint32_t
special_character_at(const Lexer *lexer, size_t *position, size_t *next)
{
	for (;;)
	{
		Character character;

		if (*position >= lexer->length)
		{
			*next = *position;
			return 0;
		}
		character = lex_character(lexer->text + *position, lexer->length - *position);
		*next = *position + character.length;
		if (!lex_is_ignorable(character.code))
			return character.code;
		*position = *next;
	}
}

/* The character at *position as it is meant; *next is behind it.  0 at the end. */
static inline uint32_t
character_at(const Lexer *lexer, size_t *position, size_t *next)
{
	if (*position < lexer->length)
	{
		unsigned char c = (unsigned char) lexer->text[*position];

		if (c < 0x80 && c != '&')
		{
			*next = *position + 1;
			return c;
		}
	}
	return special_character_at(lexer, position, next);
}

static inline bool
is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

static inline bool
is_upper(uint32_t code)
{
	return code >= 'A' && code <= 'Z';
}

static inline bool
is_lower(uint32_t code)
{
	return code >= 'a' && code <= 'z';
}

/* Letters of any script, roughly: what is no known sign.  Symbols are ASCII; names need not be. */
static bool
is_letter(uint32_t code)
{
	if (code < 0x80)
		return is_upper(code) || is_lower(code) || code == '^' || code == '_';
	if (code < 0xC0)
		return code == 0xAA || code == 0xB5 || code == 0xBA;
	return code != 0xD7 && code != 0xF7 && !(code >= 0x2000 && code <= 0x2BFF) &&
		   !(code >= 0x3000 && code <= 0x303F) && code != 0x30FB &&
		   !(code >= 0xE000 && code <= 0xF8FF) && !(code >= 0xFE00 && code <= 0xFE6F) &&
		   !(code >= 0xFF5F && code <= 0xFF65) && !(code >= 0xFFE0 && code <= 0xFFFC) &&
		   code < 0x1F000;
}

static bool
is_joiner(uint32_t code)
{
	return code == '.' || code == '&' || code == '-' || code == '_' || code == '/' || code == '=' ||
		   code == '\'' || code == '+' || code == '@';
}

static int
arrow_direction(uint32_t code)
{
	switch (code)
	{
		case 0x25B2: /* ▲ */
		case 0x25B4:
		case 0x2191:
		case 0x2197:
		case 0x21E7:
		case 0x2B06:
		case 0x1F53A:
		case 0x1F53C:
			return 1;
		case 0x25BC: /* ▼ */
		case 0x25BE:
		case 0x2193:
		case 0x2198:
		case 0x21E9:
		case 0x2B07:
		case 0x1F53B:
		case 0x1F53D:
			return -1;
		default:
			return 0;
	}
}

static bool
is_currency(uint32_t code)
{
	return code == '$' || code == 0xA3 || code == 0xA5 || code == 0xA2 ||
		   (code >= 0x20A0 && code <= 0x20CF);
}

static bool
digits_follow(const Lexer *lexer, size_t position, size_t count)
{
	size_t next;

	for (size_t i = 0; i < count; i++, position = next)
	{
		if (!is_digit(character_at(lexer, &position, &next)))
			return false;
	}
	return !is_digit(character_at(lexer, &position, &next));
}

/*
 * A blank between digits is part of the number where the format groups by blanks; a no-break one is
 * in any format (and then refused where the format does not have it): somebody took care to keep
 * the parts together.
 */
static bool
is_group_blank(const Lexer *lexer, uint32_t code, size_t next)
{
	bool by_format = lexer->format == NUMBER_DE || lexer->format == NUMBER_FR;

	if (code == ' ' ? !by_format
					: code != 0xA0 && code != 0x202F && code != 0x2009 && code != 0x2007)
		return false;
	return digits_follow(lexer, next, 3);
}

/* Digits and separators from `position`; returns where they end. */
static size_t
lex_digits(const Lexer *lexer, size_t position, Token *token)
{
	char buffer[NUMBER_BUFFER];
	size_t n = 0;

	token->digits = position;
	for (;;)
	{
		size_t next;
		uint32_t code = character_at(lexer, &position, &next);
		char written = (char) code;

		if (code == '.' || code == ',' || code == '\'')
		{
			size_t after;
			size_t peek = next;

			if (!is_digit(character_at(lexer, &peek, &after)))
				break;
			token->shape |= code == '\'' ? NUMBER_GROUPED : NUMBER_POINT;
		}
		else if (n > 0 && lex_is_blank(code) && is_group_blank(lexer, code, next))
		{
			written = ' ';
			token->shape |= NUMBER_GROUPED | NUMBER_BLANKS;
		}
		else if (!is_digit(code))
			break;
		if (n < NUMBER_BUFFER)
			buffer[n] = written;
		n++;
		position = next;
	}
	if (n <= NUMBER_BUFFER)
		token->code = number_read(buffer, n, lexer->format, &token->value, &token->reason);
	else
	{
		token->code = PARSE_RANGE;
		token->reason = "more than 18 digits";
	}
	if (memchr(buffer, ',', n < NUMBER_BUFFER ? n : NUMBER_BUFFER) != NULL)
		token->shape |= NUMBER_GROUPED;
	return position;
}

/* A time, a date with slashes, a ratio: digits joined by what joins no number. */
static bool
is_clock_or_date(const Lexer *lexer, size_t start, size_t end)
{
	size_t next;
	size_t position = end;
	uint32_t code = character_at(lexer, &position, &next);

	if (code == ':' || code == '/')
		return is_digit(character_at(lexer, &next, &position));
	return code == '-' && end - start == 4 && digits_follow(lexer, next, 2) &&
		   lexer->length - next > 4 && lexer->text[next + 2] == '-' &&
		   digits_follow(lexer, next + 3, 2);
}

static size_t
skip_clock_or_date(const Lexer *lexer, size_t position)
{
	for (;;)
	{
		size_t next;
		uint32_t code = character_at(lexer, &position, &next);

		if (!is_digit(code) && code != ':' && code != '/' && code != '-' && code != '.')
			return position;
		position = next;
	}
}

/* Whether the joiner before `next` joins: BRK.B, M&M, LUCK-MAY and COVID-19, but not the label
 * glued to a price in Close-9.88. */
static bool
joins(const Lexer *lexer, uint32_t joiner, size_t next)
{
	size_t after;
	uint32_t code = character_at(lexer, &next, &after);

	if (is_letter(code))
		return true;
	if (!is_digit(code) || joiner == '+')
		return false;
	if (joiner != '-')
		return true;
	while (is_digit(character_at(lexer, &next, &after)))
		next = after;
	code = character_at(lexer, &next, &after);
	return code != '.' && code != ',' && code != '%';
}

/* Rs30.46, Rs.6.90: a currency glued to its amount. */
static bool
is_money_prefix(const char *word, size_t n, uint32_t code)
{
	return n == 2 && word[0] == 'R' && (word[1] == 's' || word[1] == 'e') &&
		   (is_digit(code) || code == '.');
}

/*
 * A run of letters, digits and joiners from `position`.  Its first KEYWORD_BUFFER characters go to
 * `word` (as written, ASCII only); *n is their number, and more than the buffer holds for a longer
 * word.
 */
static size_t
lex_word(const Lexer *lexer, size_t position, Token *token, char *word, size_t *n)
{
	bool letters = false;
	bool lower = false;

	*n = 0;
	for (;;)
	{
		size_t next;
		uint32_t code = character_at(lexer, &position, &next);

		if (is_money_prefix(word, *n, code) && token->kind == TOKEN_WORD)
		{
			token->kind = TOKEN_UNIT;
			return code == '.' ? next : position;
		}
		if (code == '$' && *n > 0 && *n <= 2)
		{
			token->kind = TOKEN_UNIT;
			return next;
		}
		if (is_letter(code) || is_digit(code))
		{
			letters = letters || !is_digit(code);
			lower = lower || is_lower(code);
		}
		else if (!is_joiner(code) || !joins(lexer, code, next))
		{
			/* The point of an abbreviation in a name: "Intl. Corp." */
			if (code == '.' && letters && *n > 0)
			{
				size_t after = next;

				if (lex_is_blank(character_at(lexer, &after, &after)))
					position = next;
			}
			break;
		}
		if (is_upper(code) || (*n == 0 && !is_lower(code)))
			token->shape |= WORD_CAPITAL;
		if (*n < KEYWORD_BUFFER)
			word[*n] = code < 0x80 ? (char) code : '?';
		(*n)++;
		position = next;
	}
	if (letters && !lower)
		token->shape |= WORD_CODE;
	return position;
}

/* Whether word (in any case) is the lower-case keyword. */
static bool
is_keyword(const char *word, size_t n, const char *keyword)
{
	if (n != strlen(keyword))
		return false;
	for (size_t i = 0; i < n; i++)
	{
		char c = is_upper((unsigned char) word[i]) ? (char) (word[i] | 0x20) : word[i];

		if (c != keyword[i])
			return false;
	}
	return true;
}

static const struct
{
	const char *word;
	const char *second; /* the word that must follow, or NULL */
	TokenKind kind;
	int8_t direction;
} keywords[] = {
	{"increased", "by", TOKEN_DIRECTION, 1},
	{"decreased", "by", TOKEN_DIRECTION, -1},
	{"no", "change", TOKEN_DIRECTION, 0},
	{"unch", NULL, TOKEN_DIRECTION, 0},
	{"unchanged", NULL, TOKEN_DIRECTION, 0},
	{"n/a", NULL, TOKEN_MISSING, 0},
	{"n.a", NULL, TOKEN_MISSING, 0},
	{"closed", NULL, TOKEN_HALTED, 0},
	{"suspended", NULL, TOKEN_HALTED, 0},
	{"halted", NULL, TOKEN_HALTED, 0},
	{"pc", NULL, TOKEN_PERCENT, 0},
	{"pct", NULL, TOKEN_PERCENT, 0},
	{"percent", NULL, TOKEN_PERCENT, 0},
	{"prozent", NULL, TOKEN_PERCENT, 0},
	{"per", "cent", TOKEN_PERCENT, 0},
	{"points", NULL, TOKEN_UNIT, 0},
	{"pts", NULL, TOKEN_UNIT, 0},
	{"pkt", NULL, TOKEN_UNIT, 0},
	{"pontos", NULL, TOKEN_UNIT, 0},
	{"punkte", NULL, TOKEN_UNIT, 0},
	{"eur", NULL, TOKEN_UNIT, 0},
	{"usd", NULL, TOKEN_UNIT, 0},
	{"pkr", NULL, TOKEN_UNIT, 0},
	{"gbp", NULL, TOKEN_UNIT, 0},
	{"chf", NULL, TOKEN_UNIT, 0},
	{"inr", NULL, TOKEN_UNIT, 0},
	{"rs", NULL, TOKEN_UNIT, 0},
};

/* Turn a word into what it means, if it means anything here; may take the next word with it. */
static size_t
classify_word(const Lexer *lexer, size_t end, Token *token, const char *word, size_t n)
{
	if (n > 1 && n <= KEYWORD_BUFFER && word[n - 1] == '.')
		n--;
	if (n > KEYWORD_MAX)
		return end;
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
	{
		if ((word[0] | 0x20) != keywords[i].word[0] || !is_keyword(word, n, keywords[i].word))
			continue;
		if (keywords[i].second != NULL)
		{
			char second[KEYWORD_BUFFER];
			Token ignored = {.kind = TOKEN_OTHER};
			size_t position = end;
			size_t next;

			while (lex_is_blank(character_at(lexer, &position, &next)))
				position = next;
			next = lex_word(lexer, position, &ignored, second, &n);
			if (position == end || !is_keyword(second, n, keywords[i].second))
				return end;
			end = next;
			token->strong = keywords[i].kind == TOKEN_DIRECTION;
		}
		token->kind = keywords[i].kind;
		token->direction = keywords[i].direction;
		return end;
	}
	return end;
}

static size_t
lex_number_or_word(const Lexer *lexer, size_t position, Token *token)
{
	size_t start = position;
	size_t end = lex_digits(lexer, position, token);
	size_t next = end;
	uint32_t code = character_at(lexer, &next, &position);

	token->kind = TOKEN_NUMBER;
	if (is_letter(code) && token->direction == 0 && !(token->shape & NUMBER_BLANKS))
	{
		char word[KEYWORD_BUFFER];
		size_t n;

		token->kind = TOKEN_OTHER;
		token->shape = 0;
		end = lex_word(lexer, start, token, word, &n);
		token->kind = TOKEN_WORD;
	}
	else if (is_clock_or_date(lexer, start, end))
	{
		token->kind = TOKEN_OTHER;
		end = skip_clock_or_date(lexer, end);
	}
	return end;
}

/* A plus or minus: of the number glued to it (a currency sign may stand between), alone, or a row
 * of dashes for nothing. */
static size_t
lex_sign(const Lexer *lexer, uint32_t sign, size_t position, Token *token)
{
	size_t next;
	uint32_t code = character_at(lexer, &position, &next);

	token->direction = sign == '+' ? 1 : -1;
	token->kind = TOKEN_SIGN;
	if (sign == '-' && code == '-')
	{
		token->kind = TOKEN_MISSING;
		while (character_at(lexer, &position, &next) == '-')
			position = next;
		return position;
	}
	if (is_currency(code))
	{
		position = next;
		code = character_at(lexer, &position, &next);
	}
	if (is_digit(code) || (code == '.' && is_digit(character_at(lexer, &next, &next))))
		return lex_number_or_word(lexer, position, token);
	return position;
}

static TokenKind
punctuation_kind(uint32_t code)
{
	switch (code)
	{
		case '(':
			return TOKEN_OPEN;
		case ')':
			return TOKEN_CLOSE;
		case '%':
			return TOKEN_PERCENT;
		case ',':
			return TOKEN_COMMA;
		case ';':
			return TOKEN_SEMICOLON;
		case '|':
		case 0x2022:
		case 0xB7:
			return TOKEN_BAR;
		case '&':
			return TOKEN_AND;
		default:
			break;
	}
	if (is_currency(code))
		return TOKEN_UNIT;
	if ((code >= 0xBC && code <= 0xBE) || (code >= 0x2150 && code <= 0x215E))
		return TOKEN_FRACTION;
	return TOKEN_OTHER;
}

/* Skip blanks; *token gets the gap.  Returns the first character that is none, at *position. */
static uint32_t
skip_blanks(const Lexer *lexer, size_t *position, size_t *next, Token *token)
{
	int blanks = 0;

	token->gap = GAP_NONE;
	for (;;)
	{
		uint32_t code = character_at(lexer, position, next);

		if (!lex_is_blank(code))
			return code;
		if (code == '\n' || code == '\r')
			token->gap = GAP_LINE;
		else if (token->gap != GAP_LINE)
			token->gap = code == '\t' || ++blanks > 1 ? GAP_WIDE : GAP_BLANK;
		*position = *next;
	}
}

void
lex_next(Lexer *lexer, Token *token)
{
	size_t position = lexer->position;
	size_t next;
	uint32_t code;

	memset(token, 0, sizeof(*token));
	code = skip_blanks(lexer, &position, &next, token);
	token->start = position;
	if (code == 0 && position >= lexer->length)
		token->kind = TOKEN_END;
	else if (is_digit(code))
		next = lex_number_or_word(lexer, position, token);
	else if (code == '+' || code == '-')
		next = lex_sign(lexer, code, next, token);
	else if (is_letter(code))
	{
		char word[KEYWORD_BUFFER];
		size_t n;

		token->kind = TOKEN_WORD;
		next = lex_word(lexer, position, token, word, &n);
		next = classify_word(lexer, next, token, word, n);
	}
	else if (arrow_direction(code) != 0)
	{
		token->kind = TOKEN_ARROW;
		token->direction = (int8_t) arrow_direction(code);
	}
	else
	{
		size_t after = next;

		token->kind = punctuation_kind(code);
		if (token->kind == TOKEN_AND)
			token->shape = WORD_CAPITAL;
		if (code == '.' && is_digit(character_at(lexer, &after, &after)))
			next = lex_number_or_word(lexer, position, token);
	}
	token->end = next;
	lexer->position = next;
}

Token
lex_at(const Lexer *lexer, size_t position)
{
	Lexer ahead = *lexer;
	Token token;

	ahead.position = position;
	lex_next(&ahead, &token);
	return token;
}
