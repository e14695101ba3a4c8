/*
 * event_flag.h
 *	  What a reader has to know of an event that is kept: a set of named flags, written as a list.
 */
#ifndef NEWSTAPE_CORE_EVENT_FLAG_H
#define NEWSTAPE_CORE_EVENT_FLAG_H

#include <stdbool.h>
#include <stddef.h>

/* Found by the study itself, in the order in which a list names them. */
#define EVENT_FLAG_OVERLAP 1      /* with the window of another event of the instrument */
#define EVENT_FLAG_EST_CONSTANT 2 /* sigma is 0: there are no standardized abnormal returns */

/* Told by whoever gives the events and returns. */
#define EVENT_FLAG_AMBIGUOUS_DAY0 4 /* the news is known to the day alone */
#define EVENT_FLAG_REFERENCE_GAP 8  /* the reference price is not the close seen before */
#define EVENT_FLAG_THIN 16          /* the instrument trades on few sessions */
#define EVENT_FLAG_STALE 32         /* a quote shown again */
#define EVENT_FLAG_LIMIT 64         /* a move up to the price limit */
#define EVENT_FLAG_QUOTE_CHECK 128  /* delta and percent of the quote disagree */

#define EVENT_FLAGS_TOLD (255 & ~(EVENT_FLAG_OVERLAP | EVENT_FLAG_EST_CONSTANT))

/* Longest list there is, with its end. */
#define EVENT_FLAGS_SIZE 96

/* A stretch of the text. */
typedef struct EventWord
{
	const char *start;
	size_t length;
} EventWord;

/*
 * Read a list of flags that are told, parted by commas; blanks around a name and empty names are
 * passed over.  False with the first other name in *unknown.
 */
extern bool event_flags_parse(const char *text, size_t length, int *flags, EventWord *unknown);

/* Write the list of flags, in their order, ended by a zero; returns its length. */
extern size_t event_flags_format(int flags, char list[EVENT_FLAGS_SIZE]);

#endif /* NEWSTAPE_CORE_EVENT_FLAG_H */
