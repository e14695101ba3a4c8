/*
 * page_article.c
 *	  Where the article begins, and its fields.
 *
 * The lead is the first paragraph of the article.  All else follows from it: the head lies before
 *it (site header, title, byline), the body after it.  A paragraph is told by a dateline, by a full
 *stop after some words, or by being longer than titles are.
 */
#include "page_article.h"

#include <string.h>

#include "page_byline.h"
#include "page_dateline.h"
#include "page_shape.h"

/* A summary, a teaser, a caption and the like may precede the lead, not whole stories. */
#define LEAD_TRIES 8
/* Teasers are cut by hand or at a few hundred characters. */
#define TEASER_MAX 2048
#define TEASER_MIN 20
/* bytes of a title as it stands on the page, with all its entities */
#define HEADLINE_MAX 1024
#define DATELINE_MAX 120

static bool
is_paragraph(const NewsPage *page, size_t i)
{
	if (!page_is_open(page, i) || page_has(page, i, SHAPE_BULLET | SHAPE_BYLINE | SHAPE_COVID))
		return false;
	return page_has(page, i, SHAPE_DATELINE | SHAPE_LONG) ||
		   (page_has(page, i, SHAPE_STOP | SHAPE_DOTS) && page_has(page, i, SHAPE_WORDS4));
}

static size_t
next_paragraph(const NewsPage *page, size_t i)
{
	while (i < page->count && !is_paragraph(page, i))
		i++;
	return i;
}

static bool
byline_between(const NewsPage *page, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++)
		if (page_is_open(page, i) && page_has(page, i, SHAPE_BYLINE) &&
			!page_has(page, i, SHAPE_EDITION))
			return true;
	return false;
}

bool
page_line_starts(const NewsPage *page, size_t line, size_t start, bool *same)
{
	char line_text[HEADLINE_MAX];
	char start_text[HEADLINE_MAX];
	PlainLine whole;
	PlainLine part;
	size_t length;
	size_t start_length;
	const char *text = page_line(page, line, &length);
	const char *start_line = page_line(page, start, &start_length);

	if (length > HEADLINE_MAX || start_length > HEADLINE_MAX)
		return false;
	page_plain(text, length, line_text, &whole);
	page_plain(start_line, start_length, start_text, &part);
	*same = whole.length == part.length;
	return part.length > 0 && whole.length >= part.length &&
		   memcmp(whole.text, part.text, part.length) == 0;
}

/* Without the dots at its end. */
static void
cut_dots(PlainLine *line)
{
	size_t length = line->length;

	for (;;)
	{
		if (length > 0 && (line->text[length - 1] == '.' || line->text[length - 1] == ' '))
			length--;
		else if (length >= 3 && memcmp(line->text + length - 3, "…", 3) == 0)
			length -= 3;
		else
			break;
	}
	line->length = length;
}

bool
page_is_teaser(const NewsPage *page, size_t line, size_t whole)
{
	char teaser_text[TEASER_MAX];
	char whole_text[2 * TEASER_MAX + DATELINE_MAX];
	PlainLine teaser;
	PlainLine story;
	PageDateline dateline;
	size_t length;
	size_t most;
	const char *text = page_line(page, line, &length);

	if (!page_has(page, line, SHAPE_DOTS) || length > TEASER_MAX)
		return false;
	page_plain(text, length, teaser_text, &teaser);
	cut_dots(&teaser);
	if (teaser.length < TEASER_MIN)
		return false;
	/* no more of the story than the teaser can be, or many teasers would cost the story each */
	text = page_line(page, whole, &most);
	page_plain(text, most < 2 * length + DATELINE_MAX ? most : 2 * length + DATELINE_MAX,
			   whole_text, &story);
	if (teaser.length >= story.length)
		return false;
	if (memcmp(teaser.text, story.text, teaser.length) == 0)
		return true;
	/* the teaser may leave the dateline out */
	return page_dateline(story.text, story.length, &dateline) &&
		   teaser.length < story.length - dateline.length &&
		   memcmp(teaser.text, story.text + dateline.length, teaser.length) == 0;
}

/* A line that is no paragraph and may be the title. */
static bool
headline_above(const NewsPage *page, size_t i)
{
	while (i-- > 0)
		if (page_is_open(page, i) && page_has(page, i, SHAPE_WORDS4) &&
			page_has(page, i, SHAPE_LETTERS) &&
			!page_has(page, i, SHAPE_BYLINE | SHAPE_EDITION | SHAPE_MENU | SHAPE_COVID))
			return true;
	return false;
}

/* Does the article begin with this paragraph?  Not if it is short and the byline follows, or if it may be the title itself. */
static bool
is_lead(const NewsPage *page, size_t i, size_t next)
{
	if (page_has(page, i, SHAPE_DATELINE | SHAPE_LONG))
		return true;
	if (byline_between(page, i + 1, next))
		return false;
	return !page_has(page, next, SHAPE_DATELINE) || headline_above(page, i);
}

static size_t
find_paragraph(NewsPage *page)
{
	size_t lead = next_paragraph(page, 0);

	for (int tries = 0; tries < LEAD_TRIES && lead < page->count; tries++)
	{
		size_t next = next_paragraph(page, lead + 1);

		if (next == page->count)
			break;
		if (page_is_teaser(page, lead, next))
			page_settle(page, lead, PAGE_BOILERPLATE, CODE_TEASER);
		else if (is_lead(page, lead, next))
			break;
		lead = next;
	}
	return lead;
}

/* A short line between the byline and the first paragraph is the article's too, unless a dateline
 * shows where that begins. */
static size_t
short_lead(const NewsPage *page, size_t paragraph)
{
	size_t byline = page->count;

	if (paragraph < page->count && page_has(page, paragraph, SHAPE_DATELINE))
		return paragraph;
	for (size_t i = 0; i < paragraph; i++)
		if (page_is_open(page, i) && page_has(page, i, SHAPE_BYLINE) &&
			!page_has(page, i, SHAPE_EDITION) && !page_has(page, i, SHAPE_NAME))
			byline = i;
	if (byline == page->count || !page_has(page, byline, SHAPE_LABELLED | SHAPE_AUTHOR))
		return paragraph;
	for (size_t i = byline + 1; i < paragraph; i++)
		if (page_is_open(page, i) && page_has(page, i, SHAPE_WORDS4) &&
			page_has(page, i, SHAPE_LETTERS) &&
			!page_has(page, i, SHAPE_BULLET | SHAPE_DOTS | SHAPE_BYLINE | SHAPE_COVID | SHAPE_MENU))
			return i;
	return paragraph;
}

/* No paragraph at all: a line of some words is the body, unless dates or a site's header above show
 * that only the title was kept. */
static size_t
bare_lead(const NewsPage *page)
{
	for (size_t i = 0; i < page->count; i++)
	{
		if (page_has(page, i, SHAPE_EDITION | SHAPE_DATED))
			return page->count;
		if (page_is_open(page, i) && page_has(page, i, SHAPE_WORDS4) &&
			page_has(page, i, SHAPE_LETTERS) &&
			!page_has(page, i, SHAPE_COVID | SHAPE_BYLINE | SHAPE_MENU))
			return byline_between(page, i + 1, page->count) ? page->count : i;
	}
	return page->count;
}

void
page_find_article(NewsPage *page)
{
	size_t paragraph = find_paragraph(page);

	page->title = page->count;
	page->title_lines = 0;
	page->lead = short_lead(page, paragraph);
	if (page->lead == page->count)
		page->lead = bare_lead(page);
	page_settle_head(page);
	page_settle_body(page);
}

static void
keep_text(char *field, size_t *field_length, const char *text, size_t length)
{
	if (*field_length > 0 || length > PAGE_FIELD_MAX)
		return;
	memcpy(field, text, length);
	*field_length = length;
}

static void
keep_stamp(PageStamp *kept, const PageStamp *found)
{
	if (kept->precision == PRECISION_NONE)
		*kept = *found;
}

/* The dates of a page in order of trust: of publication, the dateline's, of an update, of the
 * printed paper. */
typedef struct Dates
{
	PageStamp published;
	PageStamp dateline;
	PageStamp updated;
	PageStamp header;
} Dates;

static void
read_byline(const PageLine *line, const PlainLine *plain, Dates *dates, PageFields *out)
{
	PageByline byline;
	PageStamp stamp;

	if (!page_byline(plain->text, plain->length, &byline))
	{
		if (line->kind == PAGE_BYLINE)
			keep_text(out->byline, &out->byline_length, plain->text, plain->length);
		else if (page_edition_date(plain->text, plain->length, &stamp))
			keep_stamp(&dates->header, &stamp);
		return;
	}
	if (line->kind == PAGE_BYLINE && byline.author != NULL)
		keep_text(out->byline, &out->byline_length, byline.author, byline.author_length);
	if (line->rule == CODE_HEADER_DATE)
		keep_stamp(&dates->header, &byline.published);
	else
		keep_stamp(&dates->published, &byline.published);
	keep_stamp(&dates->updated, &byline.updated);
}

void
page_fields(const NewsPage *page, PageFields *out)
{
	Dates dates;

	memset(out, 0, sizeof *out);
	memset(&dates, 0, sizeof dates);
	for (size_t i = 0; i < page->count; i++)
	{
		const PageLine *line = &page->lines[i];
		PlainLine plain;
		PageDateline dateline;
		size_t length;
		const char *text;

		if (line->kind != PAGE_BYLINE && line->kind != PAGE_PUBLISHED &&
			line->kind != PAGE_DATELINE)
			continue;
		text = page_line(page, i, &length);
		page_plain(text, length, page->scratch, &plain);
		if (line->kind != PAGE_DATELINE)
			read_byline(line, &plain, &dates, out);
		else if (page_dateline(plain.text, plain.length, &dateline))
		{
			if (dateline.place != NULL)
				keep_text(out->place, &out->place_length, dateline.place, dateline.place_length);
			keep_stamp(&dates.dateline, &dateline.date);
		}
	}
	out->published = dates.published;
	keep_stamp(&out->published, &dates.dateline);
	keep_stamp(&out->published, &dates.updated);
	keep_stamp(&out->published, &dates.header);
}
