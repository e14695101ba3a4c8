/*
 * page_byline.c
 *	  Lines that name an author, a date of publication, or both.
 */
#include "page_byline.h"

#include <string.h>

#include "page_text.h"

/* Longer lines are prose. */
#define BYLINE_MAX 200
#define AUTHOR_MAX 80
#define AUTHOR_WORDS 8

typedef enum LabelKind
{
	LABEL_PUBLISHED,
	LABEL_UPDATED,
	LABEL_PAPER /* "Published in Dawn,": a name follows, up to the comma */
} LabelKind;

/* Longer labels before those that they start with. */
static const struct
{
	const char *text;
	LabelKind kind;
} labels[] = {
	{"first published on", LABEL_PUBLISHED},
	{"first published", LABEL_PUBLISHED},
	{"published in", LABEL_PAPER},
	{"published on", LABEL_PUBLISHED},
	{"published at", LABEL_PUBLISHED},
	{"published", LABEL_PUBLISHED},
	{"posted on", LABEL_PUBLISHED},
	{"posted at", LABEL_PUBLISHED},
	{"posted", LABEL_PUBLISHED},
	{"publicado em", LABEL_PUBLISHED},
	{"date", LABEL_PUBLISHED},
	{"last updated at", LABEL_UPDATED},
	{"last updated on", LABEL_UPDATED},
	{"last updated", LABEL_UPDATED},
	{"last modified on", LABEL_UPDATED},
	{"last modified", LABEL_UPDATED},
	{"updated on", LABEL_UPDATED},
	{"updated at", LABEL_UPDATED},
	{"updated", LABEL_UPDATED},
	{"update", LABEL_UPDATED},
	{"modified", LABEL_UPDATED},
	{"atualização", LABEL_UPDATED},
	{"atualizado em", LABEL_UPDATED},
};

static const char *const agencies[] = {"reuters",
									   "afp",
									   "ap",
									   "app",
									   "associated press",
									   "the associated press",
									   "bloomberg",
									   "xinhua",
									   "inp",
									   "nni",
									   "ppi",
									   "online",
									   "sabah",
									   "agencies",
									   "agency",
									   "sputnik",
									   "tass",
									   "dpa",
									   "efe",
									   "ani",
									   "pti",
									   "ians",
									   "kyodo",
									   "yonhap",
									   "bernama",
									   "anadolu",
									   "aa",
									   "upi",
									   "cnn",
									   "bbc",
									   "cnbc",
									   "dow jones",
									   "mln",
									   "br web desk",
									   "web desk",
									   "news desk",
									   "monitoring desk",
									   "recorder report",
									   "staff report",
									   "staff reporter",
									   "our correspondent",
									   "our reporter",
									   "press release",
									   "ロイター",
									   "共同",
									   "時事",
									   NULL};

/* Words in lower case that stand within names and offices. */
static const char *const joining[] = {"and", "of", "the", "in",  "from", "for", "at",  "de",
									  "da",  "do", "del", "der", "von",  "van", "bin", "al",
									  "ul",  "ur", "e",   "y",   "&",    NULL};

/* Where a byline is told by its last word, even with no date. */
static const char *const desks[] = {"desk",   "report",  "reporter", "correspondent",
									"bureau", "monitor", NULL};

static size_t
word_length(const char *s, size_t length)
{
	const char *blank = memchr(s, ' ', length);

	return blank == NULL ? length : (size_t) (blank - s);
}

static bool
is_name_word(const char *s, size_t length)
{
	uint32_t code;

	for (size_t i = 0; i < length; i++)
		if (page_is_digit(s[i]))
			return false;
	if (page_one_of(s, length, joining))
		return true;
	page_utf8(s, s + length, &code);
	return code >= 0x80 ? page_is_letter(code) : page_is_upper(code) || code == '(';
}

bool
page_is_name(const char *text, size_t length, int most)
{
	const char *end = text + length;
	int words = 0;

	if (length == 0 || length > AUTHOR_MAX)
		return false;
	for (const char *p = text; p < end; words++)
	{
		size_t size = word_length(p, (size_t) (end - p));

		if (size == 0 || words == most || !is_name_word(p, size))
			return false;
		p += size < (size_t) (end - p) ? size + 1 : size;
	}
	return true;
}

bool
page_is_agency(const char *text, size_t length)
{
	int capitals = 0;

	if (length == 0 || length > 48)
		return false;
	if (page_one_of(text, length, agencies) || page_contains(text, length, "news") ||
		page_contains(text, length, "nachrichten") || page_contains(text, length, "desk") ||
		page_contains(text, length, "agenc") || page_contains(text, length, "report") ||
		page_contains(text, length, "wire") || page_contains(text, length, "press"))
		return true;
	while (capitals < (int) length && page_is_upper((unsigned char) text[capitals]))
		capitals++;
	return capitals == (int) length && capitals >= 2 && capitals <= 6;
}

static size_t
separator(const char *s, size_t length)
{
	static const char *const marks[] = {" ", "|", "-", ",", ":", "(", ")", "/",
										"–", "—", "―", "•", "·", "►", NULL};

	for (const char *const *mark = marks; *mark != NULL; mark++)
		if (page_starts(s, length, *mark))
			return strlen(*mark);
	return 0;
}

static size_t
label_at(const char *s, size_t length, LabelKind *kind)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
	{
		size_t size;
		uint32_t code = ' ';

		if (!page_starts(s, length, labels[i].text))
			continue;
		size = strlen(labels[i].text);
		if (size < length)
			page_utf8(s + size, s + length, &code);
		if (page_is_letter(code))
			continue;
		*kind = labels[i].kind;
		return size;
	}
	return 0;
}

/* Past "Dawn," after "Published in". */
static size_t
paper_name(const char *s, size_t length)
{
	const char *comma = memchr(s, ',', length);

	return comma != NULL && comma - s <= 40 ? (size_t) (comma - s) + 1 : 0;
}

static void
keep_first(PageStamp *kept, const PageStamp *found)
{
	if (kept->precision == PRECISION_NONE)
		*kept = *found;
}

/* Labels and dates to the end of the line, with nothing else between them. */
static bool
read_dates(const char *p, const char *end, PageByline *out)
{
	LabelKind kind = LABEL_PUBLISHED;

	while (p < end)
	{
		PageStamp stamp;
		size_t size = separator(p, (size_t) (end - p));

		if (size == 0 && (size = label_at(p, (size_t) (end - p), &kind)) > 0)
		{
			out->labelled = true;
			if (kind == LABEL_PAPER)
				size += paper_name(p + size, (size_t) (end - p) - size);
		}
		else if (size == 0 && (size = page_stamp(p, (size_t) (end - p), &stamp)) > 0)
		{
			out->dated = true;
			keep_first(kind == LABEL_UPDATED ? &out->updated : &out->published, &stamp);
		}
		if (size == 0)
			return out->dated && page_starts(p, (size_t) (end - p), "by ") &&
						   page_is_name(p + 3, (size_t) (end - p) - 3, AUTHOR_WORDS) &&
						   out->author == NULL
					   ? (out->author = p + 3, out->author_length = (size_t) (end - p) - 3, true)
					   : false;
		p += size;
	}
	return out->dated;
}

static bool
has_digit(const char *p, const char *end)
{
	while (p < end && !page_is_digit(*p))
		p++;
	return p < end;
}

/* Where the first label or date begins, the end of the line if nowhere. */
static const char *
author_end(const char *text, const char *end)
{
	const char *p = text;

	if (!has_digit(text, end))
		return end;
	while (p < end)
	{
		LabelKind kind;
		PageStamp stamp;
		size_t size = word_length(p, (size_t) (end - p));

		if (page_stamp(p, (size_t) (end - p), &stamp) > 0 ||
			label_at(p, (size_t) (end - p), &kind) > 0)
			return p;
		p += size < (size_t) (end - p) ? size + 1 : size;
	}
	return end;
}

static void
set_author(PageByline *out, const char *text, const char *end)
{
	if (page_starts(text, (size_t) (end - text), "by "))
		text += 3;
	else if (page_starts(text, (size_t) (end - text), "by: "))
		text += 4;
	while (end > text && strchr(" |-,:(/", end[-1]) != NULL)
		end--;
	for (size_t size; end - text > 3 && (size = separator(end - 3, 3)) == 3;)
		for (end -= size; end > text && end[-1] == ' ';)
			end--;
	out->author = text;
	out->author_length = (size_t) (end - text);
}

/* "By Ali Khan", "Recorder Report", "Reuters": enough to be a byline without a date. */
static bool
undated_author(const char *text, size_t length, const PageByline *out)
{
	const char *last = out->author + out->author_length;

	if (page_one_of(out->author, out->author_length, agencies))
		return true;
	if (!page_is_name(out->author, out->author_length, 6))
		return false;
	if (out->author != text)
		return true;
	while (last > out->author && last[-1] != ' ')
		last--;
	return page_is_name(text, length, 4) && last > out->author &&
		   page_one_of(last, (size_t) (out->author + out->author_length - last), desks);
}

bool
page_byline(const char *text, size_t length, PageByline *out)
{
	const char *end = text + length;
	const char *dates;

	memset(out, 0, sizeof *out);
	if (length == 0 || length > BYLINE_MAX)
		return false;
	dates = author_end(text, end);
	if (dates > text)
		set_author(out, text, dates);
	if (dates == end)
		return undated_author(text, length, out);
	if (!read_dates(dates, end, out))
		return false;
	if (out->author == NULL)
		return true;
	if (out->author_length >= 5 && page_equals(out->author + out->author_length - 5, 5, "print"))
	{
		out->print_edition = true;
		out->author = NULL;
		return true;
	}
	return page_is_name(out->author, out->author_length, AUTHOR_WORDS) ||
		   page_one_of(out->author, out->author_length, agencies);
}

bool
page_edition_date(const char *text, size_t length, PageStamp *out)
{
	size_t size = length > BYLINE_MAX ? 0 : page_stamp(text, length, out);

	return size > 0 && (page_contains(text + size, length - size, "print edition") ||
						page_contains(text + size, length - size, "►"));
}
