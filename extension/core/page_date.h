/*
 * page_date.h
 *	  Dates and times as news sites print them.
 */
#ifndef NEWSTAPE_CORE_PAGE_DATE_H
#define NEWSTAPE_CORE_PAGE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum PagePrecision
{
	PRECISION_NONE, /* no date, or one that cannot be told for certain */
	PRECISION_DAY,
	PRECISION_MINUTE,
	PRECISION_SECOND
} PagePrecision;

/* A local time as printed.  A zone beside it is read over, never applied. */
typedef struct PageStamp
{
	PagePrecision precision;
	int year; /* 1970..2100 */
	int month;
	int day;
	int hour;
	int minute;
	int second;
} PageStamp;

/*
 * The date, with the time before or after it and with weekday and zone, at the start of plain text.
 * Returns its length in bytes, 0 where there is none.  Something that has the shape of a date and
 * is none (February 30) or may be two (09/04/2024) has a length and PRECISION_NONE.
 */
extern size_t page_stamp(const char *s, size_t length, PageStamp *out);

/* A day without a year, as in datelines: "March 9", "Feb. 28", "9 March", "27 фев", "22日".  Its
 * length or 0. */
extern size_t page_yearless_day(const char *s, size_t length);

#endif /* NEWSTAPE_CORE_PAGE_DATE_H */
