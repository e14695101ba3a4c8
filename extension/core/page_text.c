/*
 * page_text.c
 *	  Characters of a page, and its lines made plain.
 */
#include "page_text.h"

#include <string.h>

typedef enum CharClass
{
	CHAR_TEXT,
	CHAR_BLANK,
	CHAR_INVISIBLE
} CharClass;

static const struct
{
	const char *name; /* without the ampersand */
	uint32_t code;
} entities[] = {
	{"nbsp;", 0xA0},     {"amp;", '&'},      {"lt;", '<'},        {"gt;", '>'},
	{"quot;", '"'},      {"apos;", '\''},    {"shy;", 0xAD},      {"middot;", 0xB7},
	{"ndash;", 0x2013},  {"mdash;", 0x2014}, {"horbar;", 0x2015}, {"lsquo;", 0x2018},
	{"rsquo;", 0x2019},  {"ldquo;", 0x201C}, {"rdquo;", 0x201D},  {"bull;", 0x2022},
	{"hellip;", 0x2026}, {"ensp;", 0x2002},  {"emsp;", 0x2003},   {"thinsp;", 0x2009},
	{"zwnj;", 0x200C},   {"zwj;", 0x200D},   {"minus;", 0x2212},
};

size_t
page_utf8(const char *s, const char *end, uint32_t *code)
{
	static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char lead = (unsigned char) *s;
	size_t length = lead < 0x80                   ? 1
					: lead >= 0xC2 && lead < 0xE0 ? 2
					: lead >= 0xE0 && lead < 0xF0 ? 3
					: lead >= 0xF0 && lead < 0xF5 ? 4
												  : 0;
	uint32_t value;

	*code = PAGE_CHAR_INVALID;
	if (length == 1)
	{
		*code = lead;
		return 1;
	}
	if (length == 0 || (size_t) (end - s) < length)
		return 1;
	value = lead & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++)
	{
		if (((unsigned char) s[i] & 0xC0) != 0x80)
			return 1;
		value = value << 6 | ((unsigned char) s[i] & 0x3F);
	}
	if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 1;
	*code = value;
	return length;
}

/* "&#8212;" and "&#x2014;" after the "&#": length up to and with the semicolon, or 0. */
static size_t
numeric_entity(const char *s, const char *end, uint32_t *code)
{
	const char *p = s;
	bool hex = p < end && (*p == 'x' || *p == 'X');
	uint32_t value = 0;
	int digits = 0;

	if (hex)
		p++;
	for (; p < end && digits < 8; p++, digits++)
	{
		char c = page_fold(*p);

		if (page_is_digit(c))
			value = value * (hex ? 16 : 10) + (uint32_t) (c - '0');
		else if (hex && c >= 'a' && c <= 'f')
			value = value * 16 + (uint32_t) (c - 'a' + 10);
		else
			break;
	}
	if (digits == 0 || p == end || *p != ';' || value < 0x20 || value > 0x10FFFF ||
		(value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*code = value;
	return (size_t) (p + 1 - s);
}

size_t
page_char(const char *s, const char *end, uint32_t *code)
{
	if (*s != '&')
		return page_utf8(s, end, code);
	if (end - s > 2 && s[1] == '#')
	{
		size_t length = numeric_entity(s + 2, end, code);

		if (length > 0)
			return length + 2;
	}
	else
		for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		{
			size_t length = strlen(entities[i].name);

			if ((size_t) (end - s) > length && memcmp(s + 1, entities[i].name, length) == 0)
			{
				*code = entities[i].code;
				return length + 1;
			}
		}
	*code = '&';
	return 1;
}

static CharClass
char_class(uint32_t code)
{
	if (code <= ' ' || code == 0x7F)
		return CHAR_BLANK;
	if (code < 0x80)
		return CHAR_TEXT;
	if ((code >= 0x80 && code <= 0xA0) || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) ||
		code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000)
		return CHAR_BLANK;
	if (code == 0xAD || (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
		(code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF)
		return CHAR_INVISIBLE;
	return CHAR_TEXT;
}

static size_t
put_utf8(char *out, uint32_t code)
{
	if (code < 0x80)
	{
		out[0] = (char) code;
		return 1;
	}
	if (code < 0x800)
	{
		out[0] = (char) (0xC0 | code >> 6);
		out[1] = (char) (0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000)
	{
		out[0] = (char) (0xE0 | code >> 12);
		out[1] = (char) (0x80 | (code >> 6 & 0x3F));
		out[2] = (char) (0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char) (0xF0 | code >> 18);
	out[1] = (char) (0x80 | (code >> 12 & 0x3F));
	out[2] = (char) (0x80 | (code >> 6 & 0x3F));
	out[3] = (char) (0x80 | (code & 0x3F));
	return 4;
}

/* How many bytes from here are visible ASCII that stands for itself: most of a page, copied without a closer look. */
static size_t
plain_run(const char *p, const char *end)
{
	const char *start = p;

	while (p<end && * p> ' ' && *p < 0x7F && *p != '&')
		p++;
	return (size_t) (p - start);
}

void
page_plain(const char *line, size_t length, char *scratch, PlainLine *out)
{
	const char *end = line + length;
	const char *first = end;
	const char *last = line;
	char *put = scratch;
	bool gap = false;

	for (const char *p = line; p < end;)
	{
		uint32_t code;
		size_t run = plain_run(p, end);
		size_t size;
		CharClass class;

		if (run > 0)
		{
			if (put == scratch)
				first = p;
			else if (gap)
				*put++ = ' ';
			gap = false;
			memcpy(put, p, run);
			put += run;
			p += run;
			last = p;
			continue;
		}
		size = page_char(p, end, &code);
		class = char_class(code);
		if (class == CHAR_BLANK)
			gap = true;
		else if (class == CHAR_TEXT)
		{
			if (put == scratch)
				first = p;
			else if (gap)
				*put++ = ' ';
			gap = false;
			last = p + size;
			if (code == PAGE_CHAR_INVALID)
				*put++ = *p;
			else
				put += put_utf8(put, code >= 0xFF01 && code <= 0xFF5E ? code - 0xFEE0 : code);
		}
		p += size;
	}
	out->text = scratch;
	out->length = (size_t) (put - scratch);
	out->printed = first;
	out->printed_length = last > first ? (size_t) (last - first) : 0;
}

/* Letters as far as a headline needs them: all of the scripts that have case, and whatever lies
 * beyond them but punctuation. */
bool
page_is_letter(uint32_t code)
{
	if (code < 0x80)
		return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
	if (code < 0xC0)
		return code == 0xAA || code == 0xB5 || code == 0xBA;
	if (code >= 0x2000 && code <= 0x2BFF)
		return false;
	return code != 0xD7 && code != 0xF7 && !(code >= 0x3000 && code <= 0x3004) &&
		   !(code >= 0x3008 && code <= 0x3020) && code != 0xFFFD && code != PAGE_CHAR_INVALID;
}

/* Capitals of Latin, Greek and Cyrillic. */
bool
page_is_upper(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z';
	if (code >= 0xC0 && code <= 0xDE)
		return code != 0xD7;
	if (code >= 0x100 && code <= 0x137)
		return code % 2 == 0;
	if (code >= 0x139 && code <= 0x148)
		return code % 2 == 1;
	if (code >= 0x14A && code <= 0x177)
		return code % 2 == 0;
	return code == 0x178 || code == 0x179 || code == 0x17B || code == 0x17D ||
		   (code >= 0x386 && code <= 0x38F) || (code >= 0x391 && code <= 0x3AB) ||
		   (code >= 0x400 && code <= 0x42F) || (code >= 0x1E00 && code <= 0x1EFF && code % 2 == 0);
}

bool
page_starts(const char *s, size_t length, const char *word)
{
	for (size_t i = 0; word[i] != '\0'; i++)
		if (i == length || page_fold(s[i]) != word[i])
			return false;
	return true;
}

bool
page_equals(const char *s, size_t length, const char *word)
{
	for (size_t i = 0; i < length; i++)
		if (word[i] == '\0' || page_fold(s[i]) != word[i])
			return false;
	return word[length] == '\0';
}

bool
page_contains(const char *s, size_t length, const char *word)
{
	for (size_t i = 0; i < length; i++)
		if (page_fold(s[i]) == word[0] && page_starts(s + i, length - i, word))
			return true;
	return false;
}

bool
page_one_of(const char *s, size_t length, const char *const *words)
{
	for (; *words != NULL; words++)
		if (length > 0 && page_fold(*s) == **words && page_equals(s, length, *words))
			return true;
	return false;
}
