/*
 * story_chain.h
 *	  Chains of re-told stories: articles of one subject, linked where they say nearly the same at nearly the same time, or the very same at any.
 *
 * A chain is a connected component of the links.  Which articles are in one, and their order in it, follows from the articles alone: it does not
 * depend on the order in which they are given, but for those of the same moment, which keep theirs.
 *
 * Articles may come with the chain that they are known to be in: those are not compared with each other again, so that adding a few articles to
 * many costs few comparisons.
 */
#ifndef NEWSTAPE_CORE_STORY_CHAIN_H
#define NEWSTAPE_CORE_STORY_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Story
{
	/* what is given */
	int64_t published_at; /* microseconds */
	int64_t known_chain;
	uint64_t simhash;
	uint8_t body_hash[16];
	uint32_t number; /* its place among the articles given */
	bool has_simhash;
	bool has_body_hash;
	bool in_chain; /* known_chain is known */
	/* what is found */
	uint32_t parent;   /* internal: of the forest of links, an index */
	uint32_t first;    /* index of the chain's first article */
	uint32_t place;    /* articles of the chain before it */
	uint32_t previous; /* index of the one before it; its own for the first */
	uint32_t members;  /* articles of the chain */
	uint32_t last;     /* internal: of a first article, the last one numbered */
} Story;

/* Put articles into the order of time, and link those with equal bodies and those known to be in one chain.  scratch has room for `count`. */
extern void story_begin(Story *stories, const Story **scratch, size_t count);
/* Link an article that is not known to be in a chain with those published at most `reach` microseconds before or after and at most `distance` bits away. */
extern void story_link_near(Story *stories, size_t count, size_t at, uint64_t reach, int distance);
/* When all are linked: number them. */
extern void story_number(Story *stories, size_t count);

#endif /* NEWSTAPE_CORE_STORY_CHAIN_H */
