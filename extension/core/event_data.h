/*
 * event_data.h
 *	  What an event study works on: the returns of the symbols that matter, by symbol and session.
 *
 * Symbols are numbered in the order of their first use.  Returns of other symbols than those of the
 * events and the index are not kept.  The index's sessions are the calendar; a session's place in
 * it is its position.
 */
#ifndef NEWSTAPE_CORE_EVENT_DATA_H
#define NEWSTAPE_CORE_EVENT_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Events, and returns, of one study. */
#define EVENT_ROWS_MAX (1 << 26)

/*
 * Memory of the caller: resize() works as realloc() does, frees with size 0, and never returns NULL
 * otherwise: it has its own way out, or the process ends.  pause() is called now and then, so that
 * the caller can end a long run.
 */
typedef struct EventMemory
{
	void *(*resize)(void *context, void *block, size_t size);
	void (*pause)(void *context);
	void *context;
} EventMemory;

/* Numbers names: a hash table over one string of all of them. */
typedef struct EventName
{
	size_t start;
	size_t length;
	uint64_t hash;
} EventName;

typedef struct EventNames
{
	char *text;
	size_t text_length;
	size_t text_capacity;
	EventName *names;
	size_t count;
	size_t capacity;
	int32_t *slots; /* number of the name, or -1 */
	size_t slot_count;
	uint64_t seed;
} EventNames;

/* Returns in columns.  As they come, they stand by date; in their place, by symbol and position. */
typedef struct EventReturns
{
	int32_t *position; /* session's place in the calendar; days of any epoch before it is known */
	double *ret;       /* NAN where missing */
	uint8_t *flags;    /* see event_flag.h; NULL as long as none has any */
} EventReturns;

/* Returns of one symbol that came behind each other, up to the next run. */
typedef struct EventRun
{
	int32_t symbol;
	uint32_t start;
} EventRun;

/* Where a symbol's returns are. */
typedef struct EventRange
{
	size_t start;
	size_t end;
} EventRange;

typedef struct EventData
{
	EventMemory memory;
	EventNames names;
	int32_t index; /* its symbol */
	EventReturns returns;
	size_t return_count; /* as they came */
	size_t return_capacity;
	EventRun *runs;
	size_t run_count;
	size_t run_capacity;
	int32_t *calendar; /* dates, ascending */
	int32_t session_count;
	EventRange
		*ranges; /* by symbol; the index's by position as well, as the sessions are its own */
	bool *symbol_known; /* there are returns of it, be they off the calendar */
} EventData;

/* A return that is given twice. */
typedef struct EventRepeat
{
	int32_t symbol;
	int32_t date;
} EventRepeat;

/* `seed` keeps names from being made to collide; it never changes a result. */
extern void event_data_init(EventData *data, EventMemory memory, uint64_t seed);
extern void event_data_end(EventData *data);

/* The number of a symbol of the study, a new one if need be. */
extern int32_t event_data_symbol(EventData *data, const char *name, size_t length);
extern void event_data_set_index(EventData *data, const char *name, size_t length);
extern const char *event_data_name(const EventData *data, int32_t symbol, size_t *length);

/* Events and index first, then the returns.  False beyond EVENT_ROWS_MAX. */
extern bool event_data_add_return(EventData *data, const char *name, size_t length, int32_t date,
								  double ret, int32_t flags);

/* Put the returns in their places.  False if one is given twice. */
extern bool event_data_settle(EventData *data, EventRepeat *repeat);

/* Position of the first session at or after a date, session_count if there is none. */
extern int32_t event_data_position(const EventData *data, int32_t date);

/* The first of a symbol's returns at or after a position, the end of its range if there is none. */
extern size_t event_data_find(const EventData *data, int32_t symbol, int32_t position);

/* Grow an array to hold one element more. */
extern void *event_grow(const EventMemory *memory, void *block, size_t count, size_t *capacity,
						size_t size);

#endif /* NEWSTAPE_CORE_EVENT_DATA_H */
