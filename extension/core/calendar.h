/*
 * calendar.h
 *	  The sessions of a market in order, and where a moment or a day falls among them.
 *
 * A place is a number of sessions, from 0: those that had opened or closed by a moment, or those
 * before a day.  So the session at a place is the next one, and the one before the place the last.
 */
#ifndef NEWSTAPE_CORE_CALENDAR_H
#define NEWSTAPE_CORE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Days and microseconds count from any one origin.  Sessions known by their day alone have no times. */
typedef struct Calendar
{
	const int32_t *session;
	const int64_t *opens_at;
	const int64_t *closes_at;
	size_t count;
	bool complete; /* else a stretch of a longer calendar */
} Calendar;

/* Each session later than the one before it, and each of its times: what searches rely on. */
extern bool calendar_in_order(const Calendar *calendar);

/* How many sessions had opened, or closed, at a moment: at that very moment counts. */
extern size_t calendar_opened(const Calendar *calendar, int64_t moment);
extern size_t calendar_closed(const Calendar *calendar, int64_t moment);

/* How many sessions are before a day. */
extern size_t calendar_before(const Calendar *calendar, int32_t day);

/* Whether the sessions on both sides of a place are known, or known not to be: at the end of a
 * stretch others may lie nearer. */
static inline bool
calendar_tells(const Calendar *calendar, size_t place)
{
	return calendar->complete || (place > 0 && place < calendar->count);
}

/* Move a place by some sessions; false where no session is there, or none is known. */
extern bool calendar_move(const Calendar *calendar, size_t *place, int64_t sessions);

#endif /* NEWSTAPE_CORE_CALENDAR_H */
