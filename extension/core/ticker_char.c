/*
 * ticker_char.c
 *	  Characters of a scraped page as they are meant: entities decoded, look-alikes folded to ASCII.
 */
#include "ticker_lex.h"

#include <string.h>

/* The entities that turn up in quotes; any other stays the text that it is. */
static const struct
{
	const char *name;
	uint32_t code;
} entities[] = {
	{"amp", '&'},       {"nbsp", 0xA0},    {"minus", 0x2212}, {"plus", '+'},     {"lt", '<'},
	{"gt", '>'},        {"quot", '"'},     {"apos", '\''},    {"ndash", 0x2013}, {"mdash", 0x2014},
	{"hyphen", '-'},    {"dash", '-'},     {"shy", 0xAD},     {"uarr", 0x2191},  {"darr", 0x2193},
	{"utrif", 0x25B4},  {"dtrif", 0x25BE}, {"percnt", '%'},   {"lpar", '('},     {"rpar", ')'},
	{"period", '.'},    {"comma", ','},    {"Tab", '\t'},     {"ensp", 0x2002},  {"emsp", 0x2003},
	{"thinsp", 0x2009}, {"zwj", 0x200D},   {"zwnj", 0x200C},  {"lsquo", '\''},   {"rsquo", '\''},
	{"euro", 0x20AC},   {"pound", 0xA3},   {"yen", 0xA5},     {"cent", 0xA2},    {"dollar", '$'},
	{"bull", 0x2022},   {"middot", 0xB7},  {"frac12", 0xBD},  {"frac14", 0xBC},  {"frac34", 0xBE},
	{"verbar", '|'},    {"vert", '|'},     {"sol", '/'},      {"NewLine", '\n'},
};

static int
digit_value(char c, unsigned base)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (base == 16 && c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (base == 16 && c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* &#9650; or &#x25B2; with `text` at the '#'. */
static Character
numeric_entity(const char *text, size_t length)
{
	unsigned base = length > 1 && (text[1] == 'x' || text[1] == 'X') ? 16 : 10;
	size_t first = base == 16 ? 2 : 1;
	size_t i = first;
	uint32_t code = 0;

	while (i < length && i < first + 8 && digit_value(text[i], base) >= 0)
		code = code * base + (uint32_t) digit_value(text[i++], base);
	if (i == first || i >= length || text[i] != ';' || code == 0 || code > 0x10FFFF)
		return (Character){'&', 1};
	return (Character){code, i + 2};
}

static Character
entity(const char *text, size_t length)
{
	if (length > 3 && text[1] == '#')
		return numeric_entity(text + 1, length - 1);
	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
	{
		size_t n = strlen(entities[i].name);

		if (length >= n + 2 && text[n + 1] == ';' && memcmp(text + 1, entities[i].name, n) == 0)
			return (Character){entities[i].code, n + 2};
	}
	return (Character){'&', 1};
}

/* A byte that starts no valid UTF-8 sequence stands for itself, as a character that is nothing in
 * particular. */
static Character
decode_utf8(const unsigned char *s, size_t length)
{
	size_t n = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
	uint32_t code = s[0] & (0xFF >> (n + 1));

	if (s[0] < 0xC2 || s[0] > 0xF4 || n > length)
		return (Character){0xFFFD, 1};
	for (size_t i = 1; i < n; i++)
	{
		if ((s[i] & 0xC0) != 0x80)
			return (Character){0xFFFD, 1};
		code = code << 6 | (s[i] & 0x3F);
	}
	return (Character){code, n};
}

static uint32_t
fold(uint32_t code)
{
	if (code >= 0xFF01 && code <= 0xFF5E)
		code -= 0xFEE0;
	switch (code)
	{
		case 0x2212: /* minus sign */
		case 0x2010: /* hyphen */
		case 0x2011: /* no-break hyphen */
		case 0x2013: /* en dash */
		case 0x2014: /* em dash */
		case 0x2015:
		case 0xFE63:
			return '-';
		case 0x2018:
		case 0x2019:
		case 0x02BC:
			return '\'';
		case 0xFE62:
		case 0x2795:
			return '+';
		case 0x201C:
		case 0x201D:
			return '"';
		case 0x2223:
		case 0x2502: /* box drawing, between cells */
			return '|';
		case 0x2028:
		case 0x2029:
		case 0x85:
			return ' ';
		default:
			return code;
	}
}

Character
lex_character(const char *text, size_t length)
{
	unsigned char c;
	Character character;

	if (length == 0)
		return (Character){0, 0};
	c = (unsigned char) text[0];
	if (c == '&')
		character = entity(text, length);
	else if (c < 0x80)
		return (Character){c, 1};
	else
		character = decode_utf8((const unsigned char *) text, length);
	character.code = fold(character.code);
	return character;
}

bool
lex_is_ignorable(uint32_t code)
{
	return code >= 0xAD &&
		   (code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
			(code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x2069) ||
			(code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF || code == 0x34F || code == 0x61C);
}

bool
lex_is_blank(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || (code >= '\t' && code <= '\r');
	return code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F ||
		   code == 0x205F || code == 0x3000;
}
