/*
 * asof.h
 *	  Rows of a right-hand side meeting rows of a left-hand side by key and time.
 *
 * The left rows lie in memory, in order; right rows are offered one by one, in any order, and are
 * not kept.  A right row that left row i can use is of use to all left rows after it (looking back)
 * or before it (looking forward), so it is enough to note it at the nearest left row, and to spread
 * what was noted once all right rows have been seen.  The time of a right row is found from where
 * the last one of its key was found: right rows that come in order cost no search.
 */
#ifndef NEWSTAPE_CORE_ASOF_H
#define NEWSTAPE_CORE_ASOF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Times are microseconds, and INT64_MIN and INT64_MAX are no times. */
typedef struct AsofLeft
{
	int64_t ts;
	int64_t id;
	uint32_t key; /* the number of its key, from 0 */
	bool paired;  /* has been given a right row; for the caller */
} AsofLeft;

typedef struct AsofRight
{
	int64_t ts;
	int64_t seq;
	int64_t id;
} AsofRight;

/* The rows of a key: begin to before end; hint is where the last search ended. */
typedef struct AsofGroup
{
	uint32_t begin;
	uint32_t end;
	uint32_t hint;
} AsofGroup;

/* What is noted where no right row is. */
#define ASOF_NONE_BACK ((AsofRight){INT64_MIN, INT64_MIN, INT64_MIN})
#define ASOF_NONE_AHEAD ((AsofRight){INT64_MAX, INT64_MAX, INT64_MAX})

static inline bool
asof_found(const AsofRight *right)
{
	return right->ts != INT64_MIN && right->ts != INT64_MAX;
}

/* How far apart two times are, exact for any two. */
static inline uint64_t
asof_distance(int64_t a, int64_t b)
{
	return a > b ? (uint64_t) a - (uint64_t) b : (uint64_t) b - (uint64_t) a;
}

/* By (ts, seq, id). */
static inline int
asof_compare(const AsofRight *a, const AsofRight *b)
{
	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	if (a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* ts + microseconds, not beyond INT64_MAX; ts - microseconds, not below INT64_MIN. */
extern int64_t asof_later(int64_t ts, uint64_t microseconds);
extern int64_t asof_earlier(int64_t ts, uint64_t microseconds);

/* Put count rows in order of (key, ts), those of one key and time as they came.  scratch holds as
 * many rows. */
extern void asof_sort(AsofLeft *rows, AsofLeft *scratch, size_t count);

/* The groups of sorted rows whose keys are below keys, of each key its own. */
extern void asof_group(const AsofLeft *rows, size_t count, AsofGroup *groups, size_t keys);

/* The first row of a group at or after ts; its end if there is none. */
extern uint32_t asof_search(const AsofLeft *rows, AsofGroup *group, int64_t ts);

/* Note a right row where the left rows that lie at least gap after (before) it begin. */
extern void asof_note_back(const AsofLeft *rows, AsofGroup *group, AsofRight *notes,
						   const AsofRight *right, uint64_t gap);
extern void asof_note_ahead(const AsofLeft *rows, AsofGroup *group, AsofRight *notes,
							const AsofRight *right, uint64_t gap);

/* Make every note the one that its row is to use. */
extern void asof_spread_back(const AsofLeft *rows, size_t count, AsofRight *notes);
extern void asof_spread_ahead(const AsofLeft *rows, size_t count, AsofRight *notes);

#endif /* NEWSTAPE_CORE_ASOF_H */
