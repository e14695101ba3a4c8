/*
 * phrase_text.c
 *	  Options and entries as text, and what a phrase must be.
 */
#include "phrase_format.h"

typedef struct OptionName
{
	const char *name;
	uint8_t mask;
	uint8_t value;
} OptionName;

/* In the order in which they are printed. */
static const OptionName option_names[] = {
	{"fold", PHRASE_CASE_MASK, PHRASE_FOLD},   {"upper", PHRASE_CASE_MASK, PHRASE_UPPER},
	{"exact", PHRASE_CASE_MASK, PHRASE_EXACT}, {"and", PHRASE_AND, PHRASE_AND},
	{"ltd", PHRASE_LTD, PHRASE_LTD},           {"dots", PHRASE_DOTS, PHRASE_DOTS},
};

#define OPTION_COUNT (sizeof(option_names) / sizeof(option_names[0]))

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool
phrase_options_parse(const char *s, size_t n, uint8_t *options, ParseError *err)
{
	uint8_t seen = 0;
	size_t end;

	*options = PHRASE_FOLD;
	for (size_t i = 0; i < n; i = end)
	{
		const OptionName *option = NULL;

		end = i + 1;
		if (is_blank(s[i]))
			continue;
		while (end < n && !is_blank(s[end]))
			end++;
		for (size_t k = 0; k < OPTION_COUNT; k++)
		{
			if (strlen(option_names[k].name) == end - i &&
				memcmp(option_names[k].name, s + i, end - i) == 0)
				option = &option_names[k];
		}
		if (option == NULL)
			return parse_fail(err, PARSE_SYNTAX, "option", "unknown option", i, end - i);
		if ((seen & option->mask) != 0 && (*options & option->mask) != option->value)
			return parse_fail(err, PARSE_CONTRADICTION, "option", "more than one case mode", i,
							  end - i);
		seen |= option->mask;
		*options = (uint8_t) ((*options & ~option->mask) | option->value);
	}
	return true;
}

size_t
phrase_options_print(uint8_t options, char out[PHRASE_OPTIONS_SIZE])
{
	size_t n = 0;

	for (size_t k = 0; k < OPTION_COUNT; k++)
	{
		size_t length = strlen(option_names[k].name);

		if ((options & option_names[k].mask) != option_names[k].value)
			continue;
		if (n > 0)
			out[n++] = ' ';
		memcpy(out + n, option_names[k].name, length);
		n += length;
	}
	out[n] = '\0';
	return n;
}

bool
phrase_check(const char *s, size_t n, ParseError *err)
{
	const uint8_t *text = (const uint8_t *) s;
	bool word = false;

	if (n > PHRASE_MAX_BYTES)
		return parse_fail(err, PARSE_LIMIT, "phrase", "longer than 1024 bytes", 0, n);
	for (size_t i = 0; i < n;)
	{
		uint32_t c;
		size_t width = phrase_decode(text + i, text + n, &c);
		PhraseChar kind;

		if (c == PHRASE_INVALID || c == 0)
			return parse_fail(err, PARSE_SYNTAX, "phrase", "not valid UTF-8", i, 1);
		kind = phrase_char_class(c);
		word |= kind == CHAR_WORD || kind == CHAR_SINGLE || kind == CHAR_JAMO;
		i += width;
	}
	if (!word)
		return parse_fail(err, PARSE_SYNTAX, "phrase", "no letter or digit in it", 0, n);
	return true;
}

/* [-]digits into *id; returns the number of bytes, 0 if there is no int32. */
static size_t
parse_id(const char *s, size_t n, int32_t *id)
{
	size_t i = n > 0 && s[0] == '-';
	size_t first = i;
	int64_t value = 0;

	for (; i < n && s[i] >= '0' && s[i] <= '9'; i++)
	{
		value = value * 10 + (s[i] - '0');
		if (value > INT64_C(2147483648))
			return 0;
	}
	if (i == first)
		return 0;
	if (first == 1)
		value = -value;
	if (value > INT32_MAX)
		return 0;
	*id = (int32_t) value;
	return i;
}

/* Undo the backslashes of s[0..n) into phrase; its length goes into entry. */
static bool
unescape(const char *s, size_t from, size_t n, PhraseEntry *entry, char *phrase, ParseError *err)
{
	size_t length = 0;

	for (size_t i = from; i < n; i++)
	{
		char c = s[i];

		if (c == '\\')
		{
			char next = i + 1 < n ? s[i + 1] : '\0';

			if (next != '\\' && next != 'n' && next != 'r')
				return parse_fail(err, PARSE_SYNTAX, "phrase", "bad backslash sequence", i,
								  n - i < 2 ? n - i : 2);
			c = next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
			i++;
		}
		if (length == PHRASE_MAX_BYTES)
			return parse_fail(err, PARSE_LIMIT, "phrase", "longer than 1024 bytes", from, n - from);
		phrase[length++] = c;
	}
	entry->length = (uint16_t) length;
	if (!phrase_check(phrase, length, err))
	{
		err->offset = from;
		err->length = n - from;
		return false;
	}
	return true;
}

bool
phrase_line_parse(const char *s, size_t n, PhraseEntry *entry, char *phrase, ParseError *err)
{
	size_t at = parse_id(s, n, &entry->id);
	const char *colon;

	entry->offset = 0;
	entry->zero = 0;
	if (at == 0)
		return parse_fail(err, PARSE_SYNTAX, "id", "no integer", 0, n);
	colon = at < n ? memchr(s + at, ':', n - at) : NULL;
	if (colon == NULL || (s + at != colon && !is_blank(s[at])))
		return parse_fail(err, PARSE_SYNTAX, "phrase", "no colon before it", at, n - at);
	if (!phrase_options_parse(s + at, (size_t) (colon - s) - at, &entry->options, err))
	{
		err->offset += at;
		return false;
	}
	at = (size_t) (colon - s) + 1;
	if (at < n && s[at] == ' ')
		at++;
	return unescape(s, at, n, entry, phrase, err);
}

static size_t
print_id(int32_t id, char *out)
{
	char digits[12];
	size_t count = 0;
	size_t n = 0;
	int64_t value = id < 0 ? -(int64_t) id : id;

	do
		digits[count++] = (char) ('0' + value % 10);
	while ((value /= 10) > 0);
	if (id < 0)
		out[n++] = '-';
	while (count > 0)
		out[n++] = digits[--count];
	return n;
}

size_t
phrase_line_print(const PhraseEntry *entry, const char *phrase, char *out)
{
	size_t n = print_id(entry->id, out);

	out[n++] = ' ';
	n += phrase_options_print(entry->options, out + n);
	out[n++] = ':';
	out[n++] = ' ';
	for (size_t i = 0; i < entry->length; i++)
	{
		char c = phrase[i];

		if (c == '\\' || c == '\n' || c == '\r')
		{
			out[n++] = '\\';
			c = c == '\n' ? 'n' : c == '\r' ? 'r' : '\\';
		}
		out[n++] = c;
	}
	return n;
}
