/*
 * event_rank.h
 *	  Ranks of values, ties averaged.
 */
#ifndef NEWSTAPE_CORE_EVENT_RANK_H
#define NEWSTAPE_CORE_EVENT_RANK_H

#include <stdint.h>

/* A value and where it stood. */
typedef struct RankItem
{
	double value;
	int place;
	uint16_t digits[2]; /* for sorting */
} RankItem;

/*
 * Ranks from 1 (the least) of `count` values, none of them NAN, in rank[item.place].  The items are
 * sorted on the way; `spare` holds as many, `ends` one more.
 */
extern void event_rank(RankItem *items, RankItem *spare, int *ends, int count, double *rank);

#endif /* NEWSTAPE_CORE_EVENT_RANK_H */
