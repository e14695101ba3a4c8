/*
 * page_dateline.c
 *	  How a story begins.
 *
 * A dateline is a place, a comma with the date, an agency in brackets, and a colon or dash, in this
 *order, each but the place and the end mark optional.  The fewer of them there are, the more the
 *rest must show: a place in capitals needs a mark after it, a place in small letters also a date or
 *an agency, or to be one of the few places known by name.  When in doubt there is no dateline: a
 *place is not guessed.
 */
#include "page_dateline.h"

#include <string.h>

#include "page_byline.h"
#include "page_text.h"

#define PLACE_MAX 48
#define PLACE_WORDS 5

/* Labels in capitals that stand where a place may stand. */
static const char *const no_places[] = {"note",          "notes",
										"analysis",      "update",
										"photo",         "photos",
										"read more",     "read also",
										"also read",     "read",
										"watch",         "video",
										"live",          "breaking",
										"breaking news", "exclusive",
										"explainer",     "opinion",
										"editorial",     "factbox",
										"correction",    "corrected",
										"clarification", "source",
										"sources",       "file",
										"interview",     "summary",
										"highlights",    "key points",
										"key takeaways", "disclaimer",
										"more",          "review",
										"preview",       "covid",
										"warning",       "timeline",
										"background",    "comment",
										"column",        "feature",
										"insight",       "focus",
										"poll",          "survey",
										"table",         "chart",
										"graphic",       "advisory",
										"alert",         "urgent",
										"wrapup",        "refile",
										"recast",        "question",
										"answer",        "questions",
										"answers",       "related",
										"see also",      "market watch",
										"outlook",       "markets",
										"stocks",        "forex",
										"commodities",   "precious",
										"asean",         "brics",
										"opec",          "nato",
										"psx",           "budget",
										"profile",       "obituary",
										"sports",        "business",
										"news",          "press release",
										"statement",     "important",
										"attention",     "caption",
										"image",         "facts",
										"quote",         "quotes",
										"result",        "results",
										"notice",        "erratum",
										"corrigendum",   "subject",
										"topic",         "tags",
										"author",        NULL};

/* Places of three capitals or fewer; other words so short are abbreviations. */
static const char *const short_places[] = {"uae", "usa", "us", "uk",  "un",  "la",  "dir", "hub",
										   "rio", "ny",  "dc", "goa", "fes", "bam", "qom", NULL};

/* Places that are taken in small letters with a mark alone: "Karachi: The". */
static const char *const known_places[] = {
	"karachi",   "islamabad", "lahore",     "peshawar",  "quetta",    "rawalpindi", "faisalabad",
	"multan",    "sialkot",   "gujranwala", "hyderabad", "sukkur",    "gwadar",     "muzaffarabad",
	"new delhi", "mumbai",    "dhaka",      "colombo",   "kabul",     "tehran",     "dubai",
	"abu dhabi", "riyadh",    "doha",       "london",    "paris",     "berlin",     "frankfurt",
	"brussels",  "geneva",    "zurich",     "vienna",    "moscow",    "new york",   "washington",
	"chicago",   "tokyo",     "beijing",    "shanghai",  "hong kong", "singapore",  "kuala lumpur",
	"sydney",    "seoul",     "ankara",     "istanbul",  "cairo",     NULL};

/* The place found so far and the ways in which it is not just a word. */
typedef struct Reading
{
	const char *p;
	const char *end;
	PageDateline *out;
	bool capitals; /* the place is in capitals */
	bool dated;
	bool agency;
	bool named; /* something in brackets that may be an agency */
	bool region;
} Reading;

static size_t
left(const Reading *r)
{
	return (size_t) (r->end - r->p);
}

static size_t
skip_blanks(Reading *r)
{
	const char *start = r->p;

	while (r->p < r->end && *r->p == ' ')
		r->p++;
	return (size_t) (r->p - start);
}

/* A letter, or what stands within a place's name between letters. */
static bool
is_place_char(const char *p, const char *end, size_t *size, uint32_t *code)
{
	*size = page_utf8(p, end, code);
	return page_is_letter(*code) || *code == '\'' || *code == 0x2019 || *code == '.' ||
		   *code == '/' || *code == '-';
}

/* One word of a place.  A hyphen belongs to it only before another capital of the same kind:
 * SAINT-X-Y, but ISLAMABAD-Despite. */
static size_t
place_word(const char *p, const char *end, bool *capitals)
{
	const char *start = p;
	int letters = 0;
	int lower = 0;

	while (p < end)
	{
		uint32_t code;
		uint32_t next = 0;
		uint32_t second = 0;
		size_t size;

		if (!is_place_char(p, end, &size, &code))
			break;
		if (code == '-')
		{
			if (p + 1 < end)
			{
				size_t after = page_utf8(p + 1, end, &next);

				if (p + 1 + after < end)
					page_utf8(p + 1 + after, end, &second);
			}
			if (!page_is_upper(next) ||
				(lower == 0 && letters > 1 && page_is_letter(second) && !page_is_upper(second)))
				break;
		}
		if (page_is_letter(code))
		{
			if (letters++ == 0 && !page_is_upper(code))
				return 0;
			if (!page_is_upper(code))
				lower++;
		}
		p += size;
	}
	*capitals = lower == 0;
	return letters > 0 ? (size_t) (p - start) : 0;
}

static bool
take_place(Reading *r)
{
	const char *start = r->p;
	const char *last = r->p;
	bool all_capitals = true;

	for (int words = 0; words < PLACE_WORDS; words++)
	{
		bool capitals;
		size_t size = place_word(r->p, r->end, &capitals);

		/* "KARACHI The" ends the place where the letter case changes */
		if (size == 0 || (words > 0 && capitals != all_capitals))
			break;
		all_capitals = capitals;
		last = r->p += size;
		if (r->p == r->end || *r->p != ' ')
			break;
		r->p++;
	}
	r->p = last;
	r->capitals = all_capitals;
	r->out->place = start;
	r->out->place_length = (size_t) (last - start);
	return last > start && last - start <= PLACE_MAX;
}

static bool
is_place(const Reading *r)
{
	const char *place = r->out->place;
	size_t length = r->out->place_length;
	int letters = 0;

	if (page_one_of(place, length, no_places) || page_one_of(place, length, short_places))
		return !page_one_of(place, length, no_places);
	for (const char *p = place; p < place + length;)
	{
		uint32_t code;

		p += page_utf8(p, place + length, &code);
		letters += page_is_letter(code);
	}
	return letters > 3;
}

/* ", March 9", ", January 31, 2025" */
static bool
take_date(Reading *r)
{
	const char *before = r->p;
	size_t size;

	skip_blanks(r);
	if (r->p < r->end && *r->p == ',')
	{
		r->p++;
		skip_blanks(r);
		size = page_stamp(r->p, left(r), &r->out->date);
		if (size == 0)
			size = page_yearless_day(r->p, left(r));
		if (size > 0)
		{
			r->p += size;
			return r->dated = true;
		}
	}
	r->p = before;
	return false;
}

/* ", Russia" of "ST. PETERSBURG, Russia (AP)", ", D.C.": read over, the place is the town. */
static bool
take_region(Reading *r)
{
	const char *before = r->p;
	bool capitals;
	size_t size = 0;

	if (r->p < r->end && *r->p == ',')
	{
		r->p++;
		skip_blanks(r);
		for (int words = 0; words < 2; words++)
		{
			const char *word = r->p;

			if (words > 0)
				skip_blanks(r);
			if (place_word(r->p, r->end, &capitals) == 0)
			{
				r->p = word;
				break;
			}
			size = place_word(r->p, r->end, &capitals);
			r->p += size;
		}
	}
	if (size == 0)
		r->p = before;
	return size > 0;
}

/* "(Reuters)", "(dts Nachrichtenagentur)"; a name that is not known for an agency is one only before a dash. */
static void
take_agency(Reading *r)
{
	const char *before = r->p;
	const char *close;
	size_t length;

	skip_blanks(r);
	if (r->p == r->end || *r->p != '(' ||
		(close = memchr(r->p, ')', left(r) < 60 ? left(r) : 60)) == NULL)
	{
		r->p = before;
		return;
	}
	length = (size_t) (close - r->p) - 1;
	r->agency = page_is_agency(r->p + 1, length);
	r->named = !r->agency && page_is_name(r->p + 1, length, 4);
	r->p = r->agency || r->named ? close + 1 : before;
}

typedef enum EndMark
{
	MARK_NONE,
	MARK_COLON,
	MARK_DASH,
	MARK_HYPHEN, /* with a blank beside it */
	MARK_GLUED   /* a hyphen without */
} EndMark;

static EndMark
take_mark(Reading *r)
{
	static const char *const dashes[] = {"—", "–", "―", "--", "−", NULL};
	const char *before = r->p;
	size_t blanks = skip_blanks(r);

	if (r->p < r->end && *r->p == ':' && blanks <= 1)
	{
		r->p++;
		/* "KARACHI:30" is a time or a list */
		return r->p < r->end && page_is_digit(*r->p) ? MARK_NONE : MARK_COLON;
	}
	for (const char *const *dash = dashes; *dash != NULL; dash++)
		if (page_starts(r->p, left(r), *dash))
		{
			r->p += strlen(*dash);
			return MARK_DASH;
		}
	if (r->p < r->end && *r->p == '-')
	{
		r->p++;
		return blanks > 0 || r->p == r->end || *r->p == ' ' ? MARK_HYPHEN : MARK_GLUED;
	}
	r->p = before;
	return MARK_NONE;
}

/* ISLAMABAD-Despite: the place is long and a word follows, so it is no compound like US-China. */
static bool
glued_story(const Reading *r)
{
	uint32_t first = 0;
	uint32_t second = 0;

	if (left(r) < 40 || r->out->place_length < 6)
		return false;
	page_utf8(r->p + page_utf8(r->p, r->end, &first), r->end, &second);
	return page_is_upper(first) && page_is_letter(second) && !page_is_upper(second) &&
		   !memchr(r->out->place, ' ', r->out->place_length);
}

/* [東京 22日 ロイター] -: the brackets hold it all. */
static bool
in_brackets(Reading *r)
{
	const char *shut;
	const char *word_end;
	const char *p;
	bool sure = false;

	if (r->p == r->end || *r->p != '[' ||
		(shut = memchr(r->p, ']', left(r) < 80 ? left(r) : 80)) == NULL)
		return false;
	word_end = memchr(r->p, ' ', (size_t) (shut - r->p));
	r->out->place = r->p + 1;
	r->out->place_length = (size_t) ((word_end == NULL ? shut : word_end) - r->p) - 1;
	for (p = word_end; p != NULL && p < shut; p++)
		if (*p == ' ' && (page_yearless_day(p + 1, (size_t) (shut - p) - 1) > 0 ||
						  page_is_agency(p + 1, (size_t) (shut - p) - 1)))
			sure = true;
	r->p = shut + 1;
	return sure && take_mark(r) != MARK_NONE &&
		   page_is_name(r->out->place, r->out->place_length, 1);
}

/* "(Karachi) The": a place known by name, or an agency alone: "(Reuters) - Oil". */
static bool
in_parentheses(Reading *r)
{
	const char *close;
	const char *text = r->p + 1;
	size_t length;

	if (r->p == r->end || *r->p != '(' ||
		(close = memchr(r->p, ')', left(r) < 60 ? left(r) : 60)) == NULL)
		return false;
	length = (size_t) (close - text);
	r->p = close + 1;
	if (page_one_of(text, length, known_places))
	{
		r->out->place = text;
		r->out->place_length = length;
		take_mark(r);
		return true;
	}
	r->out->place = NULL;
	r->out->place_length = 0;
	return page_is_agency(text, length) && take_mark(r) != MARK_NONE;
}

/* "May 22, 2024 (MLN):" */
static bool
date_first(Reading *r)
{
	size_t size = page_stamp(r->p, left(r), &r->out->date);

	if (size == 0)
		return false;
	r->p += size;
	take_agency(r);
	return r->agency && take_mark(r) != MARK_NONE;
}

static bool
place_first(Reading *r)
{
	EndMark mark;
	bool sure;

	if (!take_place(r) || !is_place(r))
		return false;
	if (!take_date(r) && take_region(r))
	{
		r->region = true;
		take_date(r);
	}
	take_agency(r);
	sure = r->dated || r->agency || page_one_of(r->out->place, r->out->place_length, known_places);
	mark = take_mark(r);
	if (r->named && mark != MARK_DASH && mark != MARK_HYPHEN)
		return false;
	if (r->region && !r->dated && !r->agency && mark != MARK_DASH)
		return false;
	if (mark == MARK_NONE)
		return r->capitals && r->dated && !r->region && (r->p == r->end || *r->p == ' ');
	if (mark == MARK_GLUED)
		return r->capitals && (sure || glued_story(r));
	return r->capitals || sure;
}

bool
page_dateline(const char *text, size_t length, PageDateline *out)
{
	static bool (*const forms[])(Reading *) = {place_first, in_parentheses, in_brackets,
											   date_first};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
	{
		Reading r = {text, text + length, out, false, false, false, false, false};

		memset(out, 0, sizeof *out);
		if (forms[i](&r))
		{
			skip_blanks(&r);
			out->length = (size_t) (r.p - text);
			return true;
		}
	}
	return false;
}
