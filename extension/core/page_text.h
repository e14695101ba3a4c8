/*
 * page_text.h
 *	  A line of a page made plain, so that the same line damaged in copying reads the same.
 *
 * Plain means: entities decoded, every kind of blank one ' ' and none at the ends, invisible
 *characters dropped, full-width forms of ASCII narrowed.  Bytes that are no UTF-8 stay as they are:
 *text in another encoding passes through, and nothing is lost.
 */
#ifndef NEWSTAPE_CORE_PAGE_TEXT_H
#define NEWSTAPE_CORE_PAGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAGE_CHAR_INVALID UINT32_C(0xFFFFFFFF)

typedef struct PlainLine
{
	const char *text; /* the plain text, in the caller's scratch */
	size_t length;
	const char *printed; /* the line as it stands on the page, without the blanks at its ends */
	size_t printed_length;
} PlainLine;

/* `scratch` has room for `length` bytes: plain text is never longer than its line. */
extern void page_plain(const char *line, size_t length, char *scratch, PlainLine *out);

/* The character at s < end: its length in bytes, and in *code its code point (PAGE_CHAR_INVALID if
 * it is none).  Entities are characters. */
extern size_t page_char(const char *s, const char *end, uint32_t *code);
/* The same, where an ampersand is an ampersand. */
extern size_t page_utf8(const char *s, const char *end, uint32_t *code);

extern bool page_is_letter(uint32_t code);
extern bool page_is_upper(uint32_t code);

static inline char
page_fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
}

static inline bool
page_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Does the text start with (equal, contain) this lower-case ASCII word, in any letter case? */
extern bool page_starts(const char *s, size_t length, const char *word);
extern bool page_equals(const char *s, size_t length, const char *word);
extern bool page_contains(const char *s, size_t length, const char *word);
/* Is it one of these, ended by NULL? */
extern bool page_one_of(const char *s, size_t length, const char *const *words);

#endif /* NEWSTAPE_CORE_PAGE_TEXT_H */
