/*
 * phrase_format.h
 *	  The bytes of a book.
 *
 * A header, then sections without gaps between them, each as long as the header's counts say:
 *
 *		filter	uint64[2^filter_log2]	how a phrase may begin: hashes of tokens that are one, and of pairs; two bits each
 *		edges	PhraseEdge[2^edge_log2]	hash table of the tries' edges, linear probing, at least one slot empty
 *		nodes	PhraseNode[node_count]	node m < PHRASE_MODES is the root of mode m's trie; a child's number is above its parent's
 *		lists	uint32[list_count]		labels that end at a node, ascending, as indexes into labels
 *		labels	int32[label_count]		the ids, ascending
 *		entries	PhraseEntry[entry_count]	the source rows by id, options, phrase; offsets point into pool
 *		words	uint8[words_size]		canonical words: uint16 length, bytes
 *		pool	char[pool_size]			the source phrases
 *
 * Numbers are in the machine's order; a book never travels in this form (its text and binary forms carry the source rows).  A change
 * of the layout, of hashing, of canonical bytes or of tokens changes PHRASE_MAGIC.
 */
#ifndef NEWSTAPE_CORE_PHRASE_FORMAT_H
#define NEWSTAPE_CORE_PHRASE_FORMAT_H

#include "phrase.h"
#include "phrase_word.h"

#define PHRASE_MAGIC 0x3142504e /* "NPB1" */
/* PostgreSQL's limit on a value. */
#define PHRASE_BOOK_MAX ((size_t) 0x3fffffff)
/* Bounds of the matcher's scratch, checked before it is trusted; a phrase of PHRASE_MAX_BYTES stays far below. */
#define PHRASE_TOKENS_MAX 2048
#define PHRASE_LOOKAHEAD_MAX 65536

typedef struct PhraseHeader
{
	uint32_t varlena; /* PostgreSQL's length word, not part of the checksum */
	uint32_t magic;
	uint64_t checksum; /* of all that follows */
	uint32_t size;     /* of the whole book */
	uint32_t entry_count;
	uint32_t label_count;
	uint32_t node_count;
	uint32_t list_count;
	uint32_t words_size;
	uint32_t pool_size;
	uint32_t filter_log2;
	uint32_t edge_log2;
	uint32_t seed;
	uint32_t modes;      /* bit m: mode m occurs */
	uint32_t max_words;  /* of one phrase */
	uint32_t max_tokens; /* of a text that one phrase can take up */
	uint32_t zero[15];   /* so that no book is short enough for a one-byte length */
} PhraseHeader;

#define EDGE_TERMINAL 0x80000000u /* phrases end at the child */
#define EDGE_INTERNAL 0x40000000u /* the child has children */
#define EDGE_NODE 0x3fffffffu

typedef struct PhraseEdge
{
	uint32_t tag;    /* high half of the edge's hash */
	uint32_t parent; /* node << 1 | blank before the word */
	uint32_t word;   /* offset into words */
	uint32_t child;  /* flags | node; 0 in an empty slot */
} PhraseEdge;

typedef struct PhraseNode
{
	uint32_t first; /* into lists */
	uint32_t any;   /* labels whatever the case */
	uint32_t upper; /* then labels of capitals only */
} PhraseNode;

typedef struct PhraseLayout
{
	size_t filter;
	size_t edges;
	size_t nodes;
	size_t lists;
	size_t labels;
	size_t entries;
	size_t words;
	size_t pool;
	size_t size;
} PhraseLayout;

/* Offsets from the counts; false if the whole exceeds PHRASE_BOOK_MAX. */
extern bool phrase_layout(const PhraseHeader *header, PhraseLayout *layout);
extern uint64_t phrase_checksum(const void *book, size_t size);

static inline uint64_t
phrase_edge_hash(uint32_t parent, uint64_t word_hash)
{
	return phrase_mix(word_hash ^ (parent * PHRASE_HASH_K1), PHRASE_HASH_K2);
}

/* The key of two tokens in a row. */
static inline uint64_t
phrase_pair_key(uint64_t first, uint64_t second)
{
	return phrase_mix(first ^ PHRASE_HASH_K2, second);
}

/* The two bits of a key in its word of the filter; the word is chosen by the key's low bits. */
static inline uint64_t
phrase_filter_bits(uint64_t hash)
{
	return UINT64_C(1) << (hash >> 58) | UINT64_C(1) << (hash >> 52 & 63);
}

static inline uint64_t
phrase_seed(uint32_t seed)
{
	return (seed + UINT64_C(1)) * PHRASE_HASH_K2;
}

static inline uint16_t
phrase_word_length(const uint8_t *words, uint32_t offset)
{
	uint16_t length;

	memcpy(&length, words + offset, sizeof(length));
	return length;
}

#endif /* NEWSTAPE_CORE_PHRASE_FORMAT_H */
