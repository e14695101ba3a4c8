/*
 * page.h
 *	  A page of a news site: what each of its lines is, and the article among them.
 *
 * The caller owns the memory: page_count_lines() says how much, page_read() fills it, the rest
 *looks at it.
 */
#ifndef NEWSTAPE_CORE_PAGE_H
#define NEWSTAPE_CORE_PAGE_H

#include "decimal.h"
#include "page_date.h"
#include "page_rule.h"
#include "ticker.h"

typedef enum PageKind
{
	PAGE_TICKER,
	PAGE_PROBLEM, /* sets out to be a ticker line and is none */
	PAGE_TITLE,
	PAGE_BYLINE,    /* names the author; the date too, if it has one */
	PAGE_PUBLISHED, /* a date alone */
	PAGE_DATELINE,  /* the paragraph of the article that starts with a dateline */
	PAGE_BODY,
	PAGE_BOILERPLATE,
	PAGE_BLANK,
	PAGE_OPEN /* not settled yet; never after page_read() */
} PageKind;

/* The rules that are code, because they look at more than the words of one line. */
typedef enum PageCodeRule
{
	CODE_NONE,
	CODE_SITE_HEADER,
	CODE_HEADER_DATE,
	CODE_COVID_BOX,
	CODE_SUMMARY,
	CODE_TEASER,
	CODE_BEFORE_ARTICLE,
	CODE_DECK,
	CODE_REPEATED_TITLE,
	CODE_HEADLINE_LINK,
	CODE_TAG_LINE,
	CODE_AFTER_ARTICLE,
	CODE_COMMENTS,
	CODE_RULES
} PageCodeRule;

typedef struct PageLine
{
	uint32_t start;
	uint32_t shape; /* page_shape.h */
	uint16_t rule;  /* PageCodeRule, or from PAGE_RULE_REASON on a problem's reason, or from
					   PAGE_RULE_DATA on a rule given */
	uint8_t kind;   /* PageKind */
	uint8_t quotes; /* that stand in other text, 255 for more */
} PageLine;

#define PAGE_REASONS 64
#define PAGE_RULE_REASON 100
#define PAGE_RULE_DATA (PAGE_RULE_REASON + PAGE_REASONS)
#define PAGE_FIELD_MAX 96

typedef struct NewsPage
{
	/* given */
	const char *content;
	size_t length; /* less than 4 GB */
	NumberFormat format;
	const PageRules *rules;
	PageLine *lines; /* room for `count` */
	size_t count;    /* from page_count_lines() */
	char *scratch;   /* room for the longest line */
	CoreMemory memory;
	uint64_t seed; /* any number that the author of the page does not know */
	void (*pause)(
		void); /* called now and then, so that a large page can be given up; may be NULL */
	/* found */
	const char *reasons[PAGE_REASONS];
	int reason_count;
	size_t title;       /* first line of the title; `count` if there is none */
	size_t title_lines; /* 2 where it is broken in two */
	size_t lead;        /* first line of the body; `count` if there is none */
} NewsPage;

/* Fields that are parts of lines, as plain text; a length of 0 is none. */
typedef struct PageFields
{
	char byline[PAGE_FIELD_MAX];
	size_t byline_length;
	char place[PAGE_FIELD_MAX];
	size_t place_length;
	PageStamp published;
} PageFields;

/* Lines end with LF, CR LF or CR; what follows the last line end is a line too, so joining the
 * lines gives the content. */
extern size_t page_count_lines(const char *content, size_t length, size_t *longest);
extern void page_read(NewsPage *page);
extern void page_fields(const NewsPage *page, PageFields *out);

/* The line without its end. */
extern const char *page_line(const NewsPage *page, size_t line, size_t *length);
/* What made the line what it is; NULL where that needs no rule. */
extern const char *page_line_rule(const NewsPage *page, size_t line, size_t *length);
extern const char *page_kind_name(PageKind kind);

#endif /* NEWSTAPE_CORE_PAGE_H */
