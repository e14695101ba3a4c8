/*
 * page_shape.h
 *	  What one line of a page looks like by itself, before its neighbours are asked.
 */
#ifndef NEWSTAPE_CORE_PAGE_SHAPE_H
#define NEWSTAPE_CORE_PAGE_SHAPE_H

#include "page_text.h"

#define SHAPE_WORDS2 0x00001u  /* two words or more */
#define SHAPE_WORDS4 0x00002u  /* four or more, or as much of a script without blanks */
#define SHAPE_LONG 0x00004u    /* longer than a title */
#define SHAPE_LETTERS 0x00008u /* has letters, more than digits */
#define SHAPE_SMALL 0x00010u   /* small Latin letters, and no capital */
#define SHAPE_STOP 0x00020u    /* ends as a statement does */
#define SHAPE_MARK 0x00040u    /* ends with a mark that a headline does not end with */
#define SHAPE_DOTS 0x00080u    /* ends with "..." */
#define SHAPE_BULLET 0x00100u
#define SHAPE_DATELINE 0x00200u
#define SHAPE_BYLINE 0x00400u /* author and dates, or either */
#define SHAPE_AUTHOR 0x00800u
#define SHAPE_DATED 0x01000u
#define SHAPE_LABELLED 0x02000u    /* the date is said to be of publication */
#define SHAPE_EDITION 0x04000u     /* the date of the printed paper, or of the page */
#define SHAPE_COVID 0x08000u       /* a line that only the COVID box has */
#define SHAPE_COVID_WORDS 0x10000u /* one that may belong to it */
#define SHAPE_COMMENTS 0x20000u    /* begins the readers' comments */
#define SHAPE_NAME 0x40000u        /* may be a person's name */

#define SHAPE_MENU 0x80000u      /* sections of the site and nothing else */
#define SHAPE_HEADLINE 0x100000u /* as long as headlines are, with a capital */
#define SHAPE_ARROW 0x200000u    /* a ticker's, so no headline */

extern uint32_t page_shape(const PlainLine *line);

#endif /* NEWSTAPE_CORE_PAGE_SHAPE_H */
