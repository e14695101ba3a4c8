/*
 * page_body.c
 *	  The lines from the lead on: paragraphs, what interrupts them, and what follows.
 *
 * Text is the article's until something shows that it is not: losing a sentence is worse than
 *keeping a menu.
 */
#include "page_article.h"

#include "page_shape.h"

/* Datelines further down belong to other stories. */
#define DATELINE_WITHIN 3

/* What the walk over the body knows. */
typedef struct Body
{
	NewsPage *page;
	size_t last;    /* the last paragraph of the page */
	int paragraphs; /* lines of the body so far */
	bool dateline;  /* seen */
	bool comments;  /* begun */
	bool ended;     /* boilerplate seen after the last paragraph */
} Body;

static bool
is_prose(const NewsPage *page, size_t i)
{
	if (!page_is_open(page, i) || page_has(page, i, SHAPE_COMMENTS))
		return false;
	return page_has(page, i, SHAPE_LONG | SHAPE_DATELINE) ||
		   (page_has(page, i, SHAPE_STOP) && page_has(page, i, SHAPE_WORDS2)) ||
		   (page_has(page, i, SHAPE_MARK) && page_has(page, i, SHAPE_WORDS4));
}

static bool
is_blank(const NewsPage *page, size_t i)
{
	return i >= page->count || page->lines[i].kind == PAGE_BLANK;
}

/* The last paragraph before the comments. */
static size_t
last_paragraph(const NewsPage *page)
{
	size_t last = page->lead;

	for (size_t i = page->lead + 1; i < page->count; i++)
	{
		if (page_has(page, i, SHAPE_COMMENTS))
			break;
		if (is_prose(page, i) || (page_is_open(page, i) && page_has(page, i, SHAPE_BULLET)))
			last = i;
	}
	return last;
}

/* A headline alone between paragraphs leads elsewhere; one of few words is a heading of this
 * article. */
static bool
is_link(const Body *body, size_t i)
{
	const NewsPage *page = body->page;

	return i < body->last && body->paragraphs > 0 && is_blank(page, i - 1) &&
		   is_blank(page, i + 1) && page_has(page, i, SHAPE_HEADLINE) &&
		   page_has(page, i, SHAPE_LETTERS) &&
		   !page_has(page, i,
					 SHAPE_MARK | SHAPE_LONG | SHAPE_BULLET | SHAPE_BYLINE | SHAPE_DATELINE);
}

/* Small letters, no mark, after the last paragraph. */
static bool
is_tag_line(const Body *body, size_t i)
{
	return i > body->last && i > body->page->lead && page_has(body->page, i, SHAPE_SMALL) &&
		   !page_has(body->page, i, SHAPE_MARK | SHAPE_BULLET) &&
		   (is_blank(body->page, i - 1) || body->ended || page_has(body->page, i - 1, SHAPE_STOP));
}

static bool
repeats_title(const NewsPage *page, size_t i)
{
	bool same;

	return page->title_lines == 1 && !page_has(page, i, SHAPE_LONG) &&
		   page_line_starts(page, page->title, i, &same) && same;
}

static PageCodeRule
boilerplate_rule(Body *body, size_t i)
{
	NewsPage *page = body->page;

	if (i > page->lead && page_has(page, i, SHAPE_COMMENTS))
		body->comments = true;
	if (body->comments)
		return CODE_COMMENTS;
	if (i == page->lead)
		return CODE_NONE;
	if (repeats_title(page, i))
		return CODE_REPEATED_TITLE;
	if (page_is_teaser(page, i, page->lead))
		return CODE_TEASER;
	if (is_tag_line(body, i))
		return CODE_TAG_LINE;
	if (body->ended && i > body->last)
		return CODE_AFTER_ARTICLE;
	return is_link(body, i) ? CODE_HEADLINE_LINK : CODE_NONE;
}

static void
settle_body_line(Body *body, size_t i)
{
	NewsPage *page = body->page;
	PageCodeRule rule = boilerplate_rule(body, i);

	if (rule != CODE_NONE)
		page_settle(page, i, PAGE_BOILERPLATE, rule);
	else if (i > page->lead && page_has(page, i, SHAPE_LABELLED) && page_has(page, i, SHAPE_DATED))
		page_settle(page, i, page_has(page, i, SHAPE_AUTHOR) ? PAGE_BYLINE : PAGE_PUBLISHED,
					CODE_NONE);
	else if (!body->dateline && body->paragraphs < DATELINE_WITHIN &&
			 page_has(page, i, SHAPE_DATELINE))
	{
		page_settle(page, i, PAGE_DATELINE, CODE_NONE);
		body->dateline = true;
	}
	else
		page_settle(page, i, PAGE_BODY, CODE_NONE);
	if (page->lines[i].kind == PAGE_BODY || page->lines[i].kind == PAGE_DATELINE)
		body->paragraphs++;
}

void
page_settle_body(NewsPage *page)
{
	Body body = {.page = page};

	if (page->lead == page->count)
		return;
	body.last = last_paragraph(page);
	for (size_t i = page->lead; i < page->count; i++)
	{
		if (page->lines[i].kind == PAGE_BOILERPLATE)
		{
			body.comments = body.comments || page_has(page, i, SHAPE_COMMENTS);
			body.ended = body.ended || i > body.last;
		}
		if (page_is_open(page, i))
			settle_body_line(&body, i);
	}
}
