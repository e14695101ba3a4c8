/*
 * sentence.c
 *	  Sentences and zones of an article's body.
 */
#include "sentence.h"

#include "phrase_unicode.h"

typedef struct Splitter
{
	Sentences *out;
	const uint8_t *text;
	size_t n;
	Zone zone;
	size_t lead; /* sentences in the lead so far */
	PhrasePoll poll;
} Splitter;

static const char *const zone_names[] = {"headline", "lead", "body", "boilerplate"};

const char *
zone_name(unsigned zone)
{
	return zone < ZONES ? zone_names[zone] : NULL;
}

void
sentences_init(Sentences *sentences, CoreMemory memory)
{
	*sentences = (Sentences){.memory = memory};
}

void
sentences_free(Sentences *sentences)
{
	memory_free(&sentences->memory, sentences->list);
}

/* How text that is no part of the story begins, in any case of letters. */
typedef struct Opener
{
	const char *words;
	bool to_the_end;   /* of the text, else of the paragraph */
	bool in_paragraph; /* a sentence may begin so, not a paragraph alone */
} Opener;

static const Opener openers[] = {
	{"(reporting by ", false, true},
	{"reporting by ", false, true},
	{"(reporting in ", false, true},
	{"(additional reporting ", false, true},
	{"additional reporting by ", false, true},
	{"additional reporting in ", false, true},
	{"(writing by ", false, true},
	{"writing by ", false, true},
	{"(writing in ", false, true},
	{"(editing by ", false, true},
	{"editing by ", false, true},
	{"(editing in ", false, true},
	{"(compiled by ", false, true},
	{"copyright (c)", false, true},
	{"copyright \xc2\xa9", false, true},
	{"(c) ", false, false},
	{"\xc2\xa9", false, false},
	{"read more", false, false},
	{"read also", false, false},
	{"also read", false, false},
	{"see also", false, false},
	{"related:", false, false},
	{"related stories", false, false},
	{"tags:", false, false},
	{"follow us", false, false},
	{"the writer is ", false, false},
	{"the author is ", false, false},
	{"the views expressed", false, false},
	{"about the company", true, false},
	{"disclaimer:", true, false},
	{"forward-looking statements", true, false},
};

static bool
begins_with(const uint8_t *text, size_t n, const char *words)
{
	for (size_t i = 0; words[i] != '\0'; i++)
	{
		uint8_t c;

		if (i == n)
			return false;
		c = text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i];
		if (c != (uint8_t) words[i])
			return false;
	}
	return true;
}

/* "About Hub Power": a heading of a few words without a stop, and what follows is about the company. */
static bool
is_about(const uint8_t *text, size_t n)
{
	size_t blanks = 0;
	size_t i;
	uint8_t last;

	if (!begins_with(text, n, "about ") || n < 7 || text[6] < 'A' || text[6] > 'Z')
		return false;
	for (i = 0; i < n && text[i] != '\n' && text[i] != '\r'; i++)
	{
		blanks += text[i] == ' ';
		if (blanks > 6)
			return false;
		/* "About Hub Power: the company ..." */
		if (text[i] == ':' && i + 1 < n && text[i + 1] == ' ')
			return true;
	}
	if (i == n)
		return false;
	while (text[i - 1] == ' ' || text[i - 1] == '\t')
		i--;
	last = text[i - 1];
	return last != '.' && last != ':' && last != '?' && last != '!' && last != ',';
}

/* The zone of a sentence that begins here. */
static Zone
zone_at(Splitter *s, size_t at, bool paragraph)
{
	const uint8_t *text = s->text + at;
	size_t n = s->n - at;

	for (size_t i = 0; i < sizeof(openers) / sizeof(openers[0]); i++)
	{
		if ((paragraph || openers[i].in_paragraph) && begins_with(text, n, openers[i].words))
		{
			s->zone = openers[i].to_the_end ? ZONES : ZONE_BOILERPLATE;
			return ZONE_BOILERPLATE;
		}
	}
	if (paragraph && is_about(text, n))
	{
		s->zone = ZONES;
		return ZONE_BOILERPLATE;
	}
	if (s->zone == ZONE_LEAD && s->lead++ == LEAD_SENTENCES)
		s->zone = ZONE_BODY;
	return s->zone;
}

static void
begin_sentence(Splitter *s, size_t at, bool paragraph)
{
	Sentences *out = s->out;
	Zone zone;

	if (paragraph && s->zone != ZONES)
		s->zone = out->told == 0 ? ZONE_LEAD : ZONE_BODY;
	/* behind what lasts to the end, and behind a credit in this paragraph, nothing is looked at */
	zone = s->zone == ZONES || s->zone == ZONE_BOILERPLATE ? ZONE_BOILERPLATE
														   : zone_at(s, at, paragraph);
	out->list = memory_grow(&out->memory, out->list, out->count, &out->capacity, sizeof(Sentence));
	out->list[out->count++] = (Sentence){(uint32_t) at, zone};
	out->told += zone != ZONE_BOILERPLATE;
	if (s->poll && out->count % 1024 == 0)
		s->poll();
}

static bool
is_ascii_letter(uint8_t c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Whether the full stop at `at` belongs to an initial or an abbreviation. */
static bool
is_abbreviation(const Splitter *s, size_t at)
{
	static const char short_forms[][8] = {
		"mr",   "mrs",  "ms",  "dr",  "prof", "sr",   "jr",  "st",  "rs",  "re",  "no",
		"nos",  "vs",   "inc", "ltd", "co",   "corp", "pvt", "gen", "col", "maj", "lt",
		"capt", "sen",  "rep", "gov", "jan",  "feb",  "mar", "apr", "jun", "jul", "aug",
		"sep",  "sept", "oct", "nov", "dec",  "etc",  "viz", "cf",  "al",  "fig", "approx"};
	size_t start = at;
	size_t length;

	while (start > 0 && at - start < 8 && is_ascii_letter(s->text[start - 1]))
		start--;
	length = at - start;
	if (length == 0 || (start > 0 && s->text[start - 1] >= 0x80))
		return false;
	if (length == 1)
		return s->text[start] >= 'A' && s->text[start] <= 'Z';
	if (length >= sizeof(short_forms[0]))
		return false;
	for (size_t i = 0; i < sizeof(short_forms) / sizeof(short_forms[0]); i++)
	{
		if (short_forms[i][length - 1] != '\0' && short_forms[i][length] == '\0' &&
			begins_with(s->text + start, length, short_forms[i]))
			return true;
	}
	return false;
}

/* The stops of Chinese and Japanese, which no blank follows. */
static bool
is_wide_stop(uint32_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f;
}

static bool
is_closing(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201d ||
		   c == 0xbb || c == 0x300d || c == 0x300f || c == 0xff09;
}

/* Quotes and brackets behind a sentence's end. */
static size_t
skip_closing(const Splitter *s, size_t at)
{
	while (at < s->n)
	{
		uint32_t c;
		size_t width = phrase_decode(s->text + at, s->text + s->n, &c);

		if (!is_closing(c) && !is_wide_stop(c) && phrase_char_class(c) != CHAR_IGNORED)
			break;
		at += width;
	}
	return at;
}

/* Behind white space at `at`: where the next sentence begins, if one does; *paragraph where an empty line lies between. */
static size_t
skip_space(const Splitter *s, size_t at, bool *paragraph)
{
	unsigned newlines = 0;

	while (at < s->n)
	{
		uint32_t c;
		size_t width = phrase_decode(s->text + at, s->text + s->n, &c);
		PhraseChar kind = phrase_char_class(c);

		if (kind == CHAR_NEWLINE)
			newlines += !(c == '\r' && at + 1 < s->n && s->text[at + 1] == '\n');
		else if (kind == CHAR_PARAGRAPH)
			newlines += 2;
		else if (kind != CHAR_SPACE && kind != CHAR_IGNORED)
			break;
		at += width;
	}
	*paragraph = newlines > 1;
	return at;
}

/* What ends at the stop of `width` bytes at `at`: the place where reading goes on. */
static size_t
try_end(Splitter *s, size_t at, size_t width, bool wide)
{
	size_t behind = skip_closing(s, at + width);
	size_t next;
	bool paragraph;
	uint32_t c;

	next = skip_space(s, behind, &paragraph);
	if (!wide && (next == behind || (s->text[at] == '.' && is_abbreviation(s, at))))
		return at + width;
	if (next == s->n)
		return next;
	phrase_decode(s->text + next, s->text + s->n, &c);
	if (!paragraph && !wide && phrase_char_is_lower(c))
		return next;
	begin_sentence(s, next, paragraph);
	return next;
}

/* Where a line ends: a paragraph may, too. */
static size_t
end_line(Splitter *s, size_t at)
{
	bool paragraph;

	at = skip_space(s, at, &paragraph);
	if (paragraph && at < s->n)
		begin_sentence(s, at, true);
	return at;
}

/* First bytes of characters that a sentence can end at; the others are passed over fast. */
static const bool may_end[256] = {
	['.'] = true,  ['!'] = true,  ['?'] = true,  ['\n'] = true, ['\r'] = true,
	[0xc2] = true, [0xe2] = true, [0xe3] = true, [0xef] = true};

void
sentences_split(Sentences *sentences, const char *text, size_t n, PhrasePoll poll)
{
	Splitter s = {
		.out = sentences, .text = (const uint8_t *) text, .n = n, .zone = ZONE_LEAD, .poll = poll};
	bool paragraph;
	size_t at;

	sentences->count = 0;
	sentences->told = 0;
	at = skip_space(&s, 0, &paragraph);
	if (at < n)
		begin_sentence(&s, at, true);
	while (at < n)
	{
		uint32_t c;
		size_t width;

		if (!may_end[s.text[at]])
		{
			at++;
			continue;
		}
		width = phrase_decode(s.text + at, s.text + n, &c);
		if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
			at = end_line(&s, at);
		else if (c == '.' || c == '!' || c == '?' || c == 0x2026 || is_wide_stop(c))
			at = try_end(&s, at, width, is_wide_stop(c));
		else
			at += width;
	}
}
