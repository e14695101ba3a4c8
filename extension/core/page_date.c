/*
 * page_date.c
 *	  Dates and times as news sites print them.
 */
#include "page_date.h"

#include <string.h>

#include "page_text.h"

/* Where the reading stands.  Every take_* moves on over what it took, and leaves the cursor alone
 * where it returns false. */
typedef struct Cursor
{
	const char *p;
	const char *end;
} Cursor;

static const struct
{
	const char *name;
	int month;
} months[] = {
	{"january", 1},   {"february", 2},  {"march", 3},    {"april", 4},     {"may", 5},
	{"june", 6},      {"july", 7},      {"august", 8},   {"september", 9}, {"october", 10},
	{"november", 11}, {"december", 12}, {"jan", 1},      {"feb", 2},       {"mar", 3},
	{"apr", 4},       {"jun", 6},       {"jul", 7},      {"aug", 8},       {"sept", 9},
	{"sep", 9},       {"oct", 10},      {"nov", 11},     {"dec", 12},      {"января", 1},
	{"февраля", 2},   {"марта", 3},     {"апреля", 4},   {"июня", 6},      {"июля", 7},
	{"августа", 8},   {"сентября", 9},  {"октября", 10}, {"ноября", 11},   {"декабря", 12},
	{"янв", 1},       {"фев", 2},       {"мар", 3},      {"апр", 4},       {"мая", 5},
	{"май", 5},       {"июн", 6},       {"июл", 7},      {"авг", 8},       {"сен", 9},
	{"окт", 10},      {"ноя", 11},      {"дек", 12},
};

static const char *const weekdays[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tues",
	"tue",    "wed",     "thurs",     "thur",     "thu",    "fri",      "sat",    "sun", NULL};

static const char *const zones[] = {"gmt", "utc",  "pkt", "pst", "est", "edt", "et", "ist",
									"bst", "cest", "cet", "jst", "msk", "hrs", "z",  NULL};

static size_t
left(const Cursor *c)
{
	return (size_t) (c->end - c->p);
}

static bool
at_letter(const Cursor *c)
{
	uint32_t code;

	if (c->p == c->end)
		return false;
	page_utf8(c->p, c->end, &code);
	return page_is_letter(code);
}

static bool
take_char(Cursor *c, char wanted)
{
	if (c->p == c->end || *c->p != wanted)
		return false;
	c->p++;
	return true;
}

/* A whole word, in any ASCII letter case. */
static bool
take_word(Cursor *c, const char *word)
{
	Cursor after = *c;

	if (c->p == c->end || page_fold(*c->p) != *word || !page_starts(c->p, left(c), word))
		return false;
	after.p += strlen(word);
	if (at_letter(&after))
		return false;
	*c = after;
	return true;
}

/* least..most digits with no digit after them */
static bool
take_number(Cursor *c, int least, int most, int *value)
{
	const char *p = c->p;
	int number = 0;

	for (; p < c->end && page_is_digit(*p); p++)
	{
		if (p - c->p == most)
			return false;
		number = number * 10 + (*p - '0');
	}
	if (p - c->p < least)
		return false;
	*value = number;
	c->p = p;
	return true;
}

static bool
take_month(Cursor *c, int *month)
{
	for (size_t i = 0; i < sizeof months / sizeof *months; i++)
		if (take_word(c, months[i].name))
		{
			*month = months[i].month;
			return true;
		}
	return false;
}

static bool
take_any(Cursor *c, const char *const *words)
{
	for (; *words != NULL; words++)
		if (take_word(c, *words))
			return true;
	return false;
}

/* 23, 23rd */
static bool
take_day(Cursor *c, int *day)
{
	if (!take_number(c, 1, 2, day))
		return false;
	if (!take_word(c, "st") && !take_word(c, "nd") && !take_word(c, "rd"))
		take_word(c, "th");
	return true;
}

/* What may stand between the parts of a date in words: a dot, a comma, blanks. */
static void
skip_gap(Cursor *c)
{
	for (int i = 0; i < 3 && c->p < c->end && strchr("., ", *c->p) != NULL; i++)
		c->p++;
}

static int
days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static void
settle_day(PageStamp *out, int year, int month, int day)
{
	if (year < 1970 || year > 2100 || month < 1 || month > 12 || day < 1 ||
		day > days_in(year, month))
		return;
	out->precision = PRECISION_DAY;
	out->year = year;
	out->month = month;
	out->day = day;
}

/* "22 Oct, 2021", "January 23rd, 2020", "Mar 12,2021", "22-Oct-24": the year has two digits only
 * between hyphens. */
static bool
take_named(Cursor *c, PageStamp *out)
{
	Cursor at = *c;
	int year;
	int month;
	int day;
	bool hyphen;

	if (take_month(&at, &month))
	{
		skip_gap(&at);
		if (!take_day(&at, &day))
			return false;
		hyphen = false;
	}
	else
	{
		if (!take_day(&at, &day))
			return false;
		hyphen = take_char(&at, '-') || take_char(&at, '/');
		if (!hyphen)
		{
			skip_gap(&at);
			if (take_word(&at, "of"))
				take_char(&at, ' ');
		}
		if (!take_month(&at, &month))
			return false;
	}
	if (hyphen ? !take_char(&at, '-') && !take_char(&at, '/') : (skip_gap(&at), false))
		return false;
	if (!take_number(&at, 4, 4, &year))
	{
		if (!hyphen || !take_number(&at, 2, 2, &year))
			return false;
		year += 2000;
	}
	settle_day(out, year, month, day);
	*c = at;
	return true;
}

/* "2024-05-22", "2024/05/22" */
static bool
take_iso(Cursor *c, PageStamp *out)
{
	Cursor at = *c;
	int year;
	int month;
	int day;

	if (!take_number(&at, 4, 4, &year) || at.p == at.end || strchr("-/.", *at.p) == NULL)
		return false;
	char separator = *at.p++;

	if (!take_number(&at, 1, 2, &month) || !take_char(&at, separator) ||
		!take_number(&at, 1, 2, &day))
		return false;
	settle_day(out, year, month, day);
	*c = at;
	return true;
}

/* "23/04/2024": taken where only one reading is a date, or both are the same; the shape alone
 * otherwise. */
static bool
take_numeric(Cursor *c, PageStamp *out)
{
	Cursor at = *c;
	int year;
	int first;
	int second;

	if (!take_number(&at, 1, 2, &first) || at.p == at.end || strchr("/-.", *at.p) == NULL)
		return false;
	char separator = *at.p++;

	if (!take_number(&at, 1, 2, &second) || !take_char(&at, separator) ||
		!take_number(&at, 4, 4, &year))
		return false;
	if (first > 12 || first == second)
		settle_day(out, year, second, first);
	else if (second > 12)
		settle_day(out, year, first, second);
	*c = at;
	return true;
}

/* "2024年2月22日" */
static bool
take_kanji(Cursor *c, PageStamp *out)
{
	Cursor at = *c;
	int year;
	int month;
	int day;

	if (!take_number(&at, 4, 4, &year) || !page_starts(at.p, left(&at), "年"))
		return false;
	at.p += strlen("年");
	if (!take_number(&at, 1, 2, &month) || !page_starts(at.p, left(&at), "月"))
		return false;
	at.p += strlen("月");
	if (!take_number(&at, 1, 2, &day) || !page_starts(at.p, left(&at), "日"))
		return false;
	at.p += strlen("日");
	settle_day(out, year, month, day);
	*c = at;
	return true;
}

static bool
take_date(Cursor *c, PageStamp *out)
{
	Cursor at = *c;

	out->precision = PRECISION_NONE;
	if (take_any(&at, weekdays))
		skip_gap(&at);
	if (!take_named(&at, out) && !take_iso(&at, out) && !take_numeric(&at, out) &&
		!take_kanji(&at, out))
		return false;
	if (at.p < at.end && page_is_digit(*at.p))
		return false;
	*c = at;
	return true;
}

/* Over "GMT+05:00", "ET", "+05:00", "Z", "(PKT)". */
static void
skip_zone(Cursor *c)
{
	Cursor at = *c;
	int number;
	bool bracket;
	bool found;

	take_char(&at, ' ');
	bracket = take_char(&at, '(');
	found = take_any(&at, zones);
	if (take_char(&at, '+') || take_char(&at, '-'))
	{
		if (!take_number(&at, 1, 4, &number) ||
			(take_char(&at, ':') && !take_number(&at, 2, 2, &number)))
			return;
		found = true;
	}
	if (found && (!bracket || take_char(&at, ')')))
		*c = at;
}

/* -1 none, 0 am, 1 pm */
static int
take_half(Cursor *c)
{
	static const char *const names[] = {"am", "a.m.", "a.m", "pm", "p.m.", "p.m"};
	Cursor at = *c;

	take_char(&at, ' ');
	for (int i = 0; i < 6; i++)
		if (take_word(&at, names[i]))
		{
			*c = at;
			return i / 3;
		}
	return -1;
}

/* "06:15am", "5:12 PM", "14:50", "06:10:00.250".  An impossible time such as 25:10 is none. */
static bool
take_time(Cursor *c, PageStamp *out)
{
	Cursor at = *c;
	int hour;
	int minute;
	int second = 0;
	bool seconds = false;
	int half;

	if (!take_number(&at, 1, 2, &hour) || !take_char(&at, ':') || !take_number(&at, 2, 2, &minute))
		return false;
	if (take_char(&at, ':'))
	{
		seconds = true;
		if (!take_number(&at, 2, 2, &second))
			return false;
		if (take_char(&at, '.'))
			while (at.p < at.end && page_is_digit(*at.p))
				at.p++;
	}
	half = take_half(&at);
	if (minute > 59 || second > 59 || hour > 23 || (half == 1 && hour == 0) ||
		(half == 0 && hour > 12))
		return false;
	/* 00:30 pm and 14:50 pm are printed by careless templates; the second is plain, the first is
	 * not a time */
	if (half >= 0 && hour <= 12)
		hour = hour % 12 + 12 * half;
	skip_zone(&at);
	if (at.p < at.end && (page_is_digit(*at.p) || at_letter(&at)))
		return false;
	out->hour = hour;
	out->minute = minute;
	out->second = second;
	out->precision = seconds ? PRECISION_SECOND : PRECISION_MINUTE;
	*c = at;
	return true;
}

/* Between a date and its time: blanks, and one of , | - – — "at" "on" "T". */
static void
skip_joint(Cursor *c)
{
	static const char *const marks[] = {",", "|", "-", "–", "—", "•", "·", "/", NULL};

	take_char(c, ' ');
	for (const char *const *mark = marks; *mark != NULL; mark++)
		if (page_starts(c->p, left(c), *mark))
		{
			c->p += strlen(*mark);
			take_char(c, ' ');
			break;
		}
	if (take_word(c, "at") || take_word(c, "on"))
		take_char(c, ' ');
}

/* "Wednesday, September 5" */
#define FIRST_DIGIT_WITHIN 24

/* What is cheap to see of most text: no date starts here. */
static bool
starts_no_date(const char *s, size_t length)
{
	size_t most = length < FIRST_DIGIT_WITHIN ? length : FIRST_DIGIT_WITHIN;
	size_t i = 0;

	while (i < most && !page_is_digit(s[i]))
		i++;
	return i == most || (i > 0 && memchr("jfmasondtw", page_fold(*s), 10) == NULL);
}

size_t
page_stamp(const char *s, size_t length, PageStamp *out)
{
	Cursor c = {s, s + length};
	PageStamp time;

	memset(out, 0, sizeof *out);
	memset(&time, 0, sizeof time);
	if (starts_no_date(s, length))
		return 0;
	if (take_time(&c, &time))
	{
		skip_joint(&c);
		if (!take_date(&c, out))
			return 0;
	}
	else
	{
		Cursor after;

		if (!take_date(&c, out))
			return 0;
		after = c;
		if (!take_char(&after, 'T') && !take_char(&after, 't'))
			skip_joint(&after);
		if (take_time(&after, &time))
			c = after;
	}
	if (at_letter(&c))
		return 0;
	if (out->precision == PRECISION_DAY && time.precision != PRECISION_NONE)
	{
		out->precision = time.precision;
		out->hour = time.hour;
		out->minute = time.minute;
		out->second = time.second;
	}
	return (size_t) (c.p - s);
}

size_t
page_yearless_day(const char *s, size_t length)
{
	Cursor c = {s, s + length};
	Cursor at = c;
	int month;
	int day = 0;

	if (take_month(&at, &month))
	{
		skip_gap(&at);
		if (!take_day(&at, &day))
			return 0;
	}
	else if (take_number(&at, 1, 2, &day))
	{
		if (page_starts(at.p, left(&at), "日"))
			at.p += strlen("日");
		else
		{
			at = c;
			take_day(&at, &day);
			skip_gap(&at);
			if (!take_month(&at, &month))
				return 0;
			take_char(&at, '.');
		}
	}
	if (day < 1 || day > 31 || (at.p < at.end && (page_is_digit(*at.p) || at_letter(&at))))
		return 0;
	return (size_t) (at.p - s);
}
