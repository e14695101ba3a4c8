/*
 * page_shape.c
 *	  What one line of a page looks like by itself.
 */
#include "page_shape.h"

#include <string.h>

#include "page_byline.h"
#include "page_dateline.h"

/* bytes; the longest titles seen have about 150 */
#define TITLE_MAX 200
#define HEADLINE_MIN 25

static const char *const covid_words[] = {
	"covid",  "covid-19",    "coronavirus", "cases",     "deaths",       "recovered",
	"active", "total",       "daily",       "tests",     "positivity",   "very",
	"low",    "moderate",    "high",        "source:",   "covid.gov.pk", "pakistan",
	"sindh",  "punjab",      "balochistan", "islamabad", "kpk",          "kp",
	"khyber", "pakhtunkhwa", "ajk",         "gb",        "ict",          "24hr",
	"24",     "hr",          "hours",       NULL};

/* What menus and section heads are made of.  A line of nothing else is no title. */
static const char *const menu_words[] = {"home",
										 "latest",
										 "news",
										 "top",
										 "stories",
										 "markets",
										 "market",
										 "business",
										 "finance",
										 "&",
										 "and",
										 "|",
										 "►",
										 ">",
										 "»",
										 "/",
										 "world",
										 "opinion",
										 "pakistan",
										 "national",
										 "international",
										 "sports",
										 "sport",
										 "life",
										 "style",
										 "trends",
										 "technology",
										 "tech",
										 "perspectives",
										 "editorials",
										 "editorial",
										 "companies",
										 "company",
										 "stocks",
										 "stock",
										 "economy",
										 "politics",
										 "money",
										 "banking",
										 "print",
										 "print,",
										 "br",
										 "research",
										 "supplements",
										 "blogs",
										 "video",
										 "videos",
										 "epaper",
										 "e-paper",
										 "page",
										 "breaking",
										 "recorder",
										 "health",
										 "entertainment",
										 "magazine",
										 "features",
										 "archive",
										 "live",
										 "the",
										 "today",
										 "dawn",
										 "tribune",
										 "express",
										 "times",
										 "daily",
										 NULL};

static const char *const comment_heads[] = {"comments", "read comments", "leave a comment", NULL};

typedef struct Counts
{
	size_t words;
	size_t letters;
	size_t capitals;
	size_t small; /* a to z */
	size_t digits;
	size_t
		wide; /* letters of three bytes and more: scripts that may have no blanks between words */
} Counts;

static void
count_letters(const PlainLine *line, Counts *out)
{
	const char *end = line->text + line->length;

	memset(out, 0, sizeof *out);
	out->words = line->length > 0;
	for (const char *p = line->text; p < end;)
	{
		uint32_t code;
		size_t size;

		if ((unsigned char) *p < 0x80)
		{
			bool capital = *p >= 'A' && *p <= 'Z';
			bool small = *p >= 'a' && *p <= 'z';

			out->words += *p == ' ';
			out->digits += *p >= '0' && *p <= '9';
			out->letters += capital || small;
			out->capitals += capital;
			out->small += small;
			p++;
			continue;
		}
		size = page_utf8(p, end, &code);
		if (page_is_letter(code))
		{
			out->letters++;
			out->capitals += page_is_upper(code);
			out->wide += size > 2;
		}
		p += size;
	}
}

/* Does the text end with it? */
static bool
ends(const char *text, size_t length, const char *tail)
{
	size_t size = strlen(tail);

	return length >= size && memcmp(text + length - size, tail, size) == 0;
}

static bool
ends_with_any(const char *text, size_t length, const char *const *tails, size_t *size)
{
	for (; *tails != NULL; tails++)
		if (ends(text, length, *tails))
		{
			*size = strlen(*tails);
			return true;
		}
	return false;
}

static uint32_t
end_shape(const PlainLine *line)
{
	static const char *const dots[] = {"...", "…", NULL};
	static const char *const closing[] = {"\"", "'", ")", "”", "’", "»", NULL};
	static const char *const stops[] = {".", "。", "۔", "।", NULL};
	static const char *const marks[] = {"!", "?", ":", ";", ",", "…", "؟", "？", NULL};
	size_t length = line->length;
	size_t size;

	if (ends_with_any(line->text, length, dots, &size))
		return SHAPE_DOTS | SHAPE_MARK;
	while (ends_with_any(line->text, length, closing, &size))
		length -= size;
	if (ends_with_any(line->text, length, stops, &size))
		return SHAPE_STOP | SHAPE_MARK;
	return ends_with_any(line->text, length, marks, &size) ? SHAPE_MARK : 0;
}

static bool
is_bullet(const PlainLine *line)
{
	static const char *const bullets[] = {"•", "‣", "▪", "●", "◦", "* ", "- ", NULL};

	for (const char *const *b = bullets; *b != NULL; b++)
		if (page_starts(line->text, line->length, *b))
			return true;
	return false;
}

/* "1824hr", "3,71224hr": a count and "24hr" glued together. */
static bool
has_glued_hours(const char *s, size_t length)
{
	for (size_t i = 2; i + 4 <= length; i++)
		if (page_is_digit(s[i - 1]) && memcmp(s + i - 1, "24hr", 4) == 0 && page_is_digit(s[i - 2]))
			return true;
	return false;
}

/* Is every word in the list or, where they may be, a number? */
static bool
only_words(const PlainLine *line, const char *const *words, bool numbers)
{
	const char *end = line->text + line->length;

	for (const char *p = line->text; p < end;)
	{
		const char *blank = memchr(p, ' ', (size_t) (end - p));
		size_t size = (size_t) ((blank == NULL ? end : blank) - p);

		if (!(numbers && page_is_digit(*p)) && !page_one_of(p, size, words))
			return false;
		p += blank == NULL ? size : size + 1;
	}
	return true;
}

static uint32_t
list_shape(const PlainLine *line)
{
	if (line->length > 400)
		return 0;
	if (page_contains(line->text, line->length, "covid.gov.pk") ||
		page_contains(line->text, line->length, "% positivity") ||
		has_glued_hours(line->text, line->length))
		return SHAPE_COVID;
	return (only_words(line, covid_words, true) ? SHAPE_COVID_WORDS : 0) |
		   (only_words(line, menu_words, false) ? SHAPE_MENU : 0);
}

static uint32_t
byline_shape(const PlainLine *line)
{
	PageByline byline;
	PageStamp stamp;
	uint32_t shape = 0;

	if (page_byline(line->text, line->length, &byline))
	{
		shape |= SHAPE_BYLINE;
		shape |= byline.author != NULL ? SHAPE_AUTHOR : 0;
		shape |= byline.dated ? SHAPE_DATED : 0;
		shape |= byline.labelled ? SHAPE_LABELLED : 0;
		shape |= byline.print_edition ? SHAPE_EDITION : 0;
	}
	else if (page_edition_date(line->text, line->length, &stamp))
		shape |= SHAPE_EDITION;
	return shape;
}

uint32_t
page_shape(const PlainLine *line)
{
	PageDateline dateline;
	Counts counts;
	uint32_t shape;

	count_letters(line, &counts);
	shape = end_shape(line) | list_shape(line) | byline_shape(line);
	if (counts.words >= 2 || counts.wide >= 4)
		shape |= SHAPE_WORDS2;
	if (counts.words >= 4 || counts.wide >= 8)
		shape |= SHAPE_WORDS4;
	if (line->length > TITLE_MAX)
		shape |= SHAPE_LONG;
	if (counts.letters > counts.digits)
		shape |= SHAPE_LETTERS;
	if (counts.capitals == 0 && counts.small * 2 > counts.letters)
		shape |= SHAPE_SMALL;
	if (counts.capitals > 0 && counts.words >= 5 && line->length >= HEADLINE_MIN)
		shape |= SHAPE_HEADLINE;
	if (is_bullet(line))
		shape |= SHAPE_BULLET;
	if (!(shape & SHAPE_BYLINE) && page_dateline(line->text, line->length, &dateline))
		shape |= SHAPE_DATELINE;
	if (line->length <= TITLE_MAX && (page_contains(line->text, line->length, "▲") ||
									  page_contains(line->text, line->length, "▼")))
		shape |= SHAPE_ARROW;
	if (page_one_of(line->text, line->length, comment_heads))
		shape |= SHAPE_COMMENTS;
	if (counts.words >= 2 && page_is_name(line->text, line->length, 4))
		shape |= SHAPE_NAME;
	return shape;
}
