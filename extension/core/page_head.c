/*
 * page_head.c
 *	  The lines before the lead: site header, title, byline, summaries.
 *
 * The title is the headline next above the byline or, without one, above the lead.  Short lines are
 *sections and menus, and are taken for the title only where the byline follows at once.  When in
 *doubt there is no title: the site's own name must not become one.
 */
#include "page_article.h"

#include "page_shape.h"

static bool
is_headline(const NewsPage *page, size_t i)
{
	return page_is_open(page, i) && page_has(page, i, SHAPE_LETTERS) &&
		   !page_has(page, i,
					 SHAPE_LONG | SHAPE_BULLET | SHAPE_BYLINE | SHAPE_EDITION | SHAPE_COVID |
						 SHAPE_DOTS | SHAPE_MENU | SHAPE_ARROW);
}

static bool
is_long_headline(const NewsPage *page, size_t i)
{
	return is_headline(page, i) && page_has(page, i, SHAPE_WORDS4);
}

/* The box has lines that nothing else has; those about it belong to it as long as they have only
 * its words. */
static void
settle_covid_box(NewsPage *page, size_t end)
{
	for (size_t i = 0; i < end; i++)
	{
		if (!page_has(page, i, SHAPE_COVID) || page->lines[i].kind == PAGE_TICKER)
			continue;
		for (size_t j = i;
			 j > 0 && page_is_open(page, j - 1) && page_has(page, j - 1, SHAPE_COVID_WORDS); j--)
			page_settle(page, j - 1, PAGE_BOILERPLATE, CODE_COVID_BOX);
		if (page_is_open(page, i))
			page_settle(page, i, PAGE_BOILERPLATE, CODE_COVID_BOX);
		for (size_t j = i + 1;
			 j < end && page_is_open(page, j) && page_has(page, j, SHAPE_COVID_WORDS) &&
			 !page_has(page, j, SHAPE_COVID);
			 j++)
			page_settle(page, j, PAGE_BOILERPLATE, CODE_COVID_BOX);
	}
}

/* The last byline or date of the head that has a headline above it; `end` if there is none. */
static size_t
find_byline(const NewsPage *page, size_t end)
{
	size_t byline = end;
	bool headline = false;

	for (size_t i = 0; i < end; i++)
	{
		if (is_long_headline(page, i))
			headline = true;
		else if (headline && page_is_open(page, i) && page_has(page, i, SHAPE_BYLINE) &&
				 !page_has(page, i, SHAPE_EDITION))
			byline = i;
	}
	return byline;
}

/* "Headline - Site" above "Headline" is the name of the page. */
static bool
is_page_name(const NewsPage *page, size_t i)
{
	bool same;

	return page_line_starts(page, i, i + 1, &same);
}

/*
 * The nearest headline above, one that ends in a full stop only if there is no other; a run of them without a blank line between is a title and
 * what stands under it.
 */
static size_t
long_title(const NewsPage *page, size_t end)
{
	size_t title = end;
	size_t stopped = page->count;

	for (; title > 0; title--)
	{
		if (!is_long_headline(page, title - 1))
			continue;
		if (!page_has(page, title - 1, SHAPE_STOP))
			break;
		if (stopped == page->count)
			stopped = title - 1;
	}
	if (title == 0)
		return stopped;
	for (title--; title > 0 && is_long_headline(page, title - 1) && !is_page_name(page, title - 1);)
		title--;
	return title;
}

/* "Gold rises" is a title if its byline, and that alone, comes next. */
static size_t
short_title(const NewsPage *page, size_t end)
{
	size_t previous = page->count;

	for (size_t i = 0; i < end; i++)
	{
		if (page->lines[i].kind == PAGE_BLANK)
			continue;
		if (previous < page->count && page_is_open(page, i) &&
			page_has(page, i, SHAPE_AUTHOR | SHAPE_LABELLED) && !page_has(page, i, SHAPE_EDITION))
			return previous;
		previous = is_headline(page, i) && page_has(page, i, SHAPE_WORDS2) ? i : page->count;
	}
	return page->count;
}

/* A title broken in two goes on in small letters. */
static bool
goes_on(const NewsPage *page, size_t i)
{
	size_t length;
	const char *text = page_line(page, i, &length);
	PlainLine plain;

	page_plain(text, length, page->scratch, &plain);
	return plain.length > 0 && plain.text[0] >= 'a' && plain.text[0] <= 'z';
}

static void
settle_title(NewsPage *page, size_t end)
{
	size_t i;

	if (page->title == page->count)
		return;
	page_settle(page, page->title, PAGE_TITLE, CODE_NONE);
	page->title_lines = 1;
	i = page->title + 1;
	if (i < end && is_headline(page, i) && goes_on(page, i))
	{
		page_settle(page, i++, PAGE_TITLE, CODE_NONE);
		page->title_lines = 2;
	}
	for (; i < end && is_long_headline(page, i); i++)
		page_settle(page, i, PAGE_TITLE, CODE_DECK);
}

/* A name standing alone above the date is the author's. */
static bool
names_author(const NewsPage *page, size_t i, size_t end)
{
	return page->title < page->count && i > page->title && i + 1 < end &&
		   page_has(page, i, SHAPE_NAME) && !page_has(page, i, SHAPE_MARK) &&
		   page_is_open(page, i + 1) && page_has(page, i + 1, SHAPE_DATED) &&
		   !page_has(page, i + 1, SHAPE_AUTHOR);
}

static void
settle_dated(NewsPage *page, size_t i)
{
	bool header =
		page_has(page, i, SHAPE_EDITION) || (!page_has(page, i, SHAPE_LABELLED | SHAPE_AUTHOR) &&
											 (page->title == page->count || i < page->title));

	if (header)
		page_settle(page, i, PAGE_PUBLISHED, CODE_HEADER_DATE);
	else
		page_settle(page, i, page_has(page, i, SHAPE_AUTHOR) ? PAGE_BYLINE : PAGE_PUBLISHED,
					CODE_NONE);
}

static void
settle_other(NewsPage *page, size_t i, size_t end)
{
	bool below_title = page->title < page->count && i > page->title;

	if (page_has(page, i, SHAPE_BYLINE | SHAPE_EDITION))
		settle_dated(page, i);
	else if (names_author(page, i, end))
		page_settle(page, i, PAGE_BYLINE, CODE_NONE);
	else if (page_has(page, i, SHAPE_BULLET))
		page_settle(page, i, PAGE_BOILERPLATE, CODE_SUMMARY);
	else if (end < page->count && page_is_teaser(page, i, end))
		page_settle(page, i, PAGE_BOILERPLATE, CODE_TEASER);
	else
		page_settle(page, i, PAGE_BOILERPLATE,
					below_title ? CODE_BEFORE_ARTICLE : CODE_SITE_HEADER);
}

void
page_settle_head(NewsPage *page)
{
	size_t end = page->lead;
	size_t byline;

	settle_covid_box(page, end);
	byline = find_byline(page, end);
	page->title = long_title(page, byline);
	if (page->title == page->count)
		page->title = short_title(page, end);
	settle_title(page, byline);
	for (size_t i = 0; i < end; i++)
		if (page_is_open(page, i))
			settle_other(page, i, end);
}
