/*
 * tagbook.h
 *	  The rules by which articles are tagged, compiled into one position-independent block: tags, aliases with their guards, boolean rules, the signs
 *	  that an exchange's symbol stands behind, and the weights of relevance.
 *
 * As text a book is lines, in this order; ids of tags, aliases and rules ascend:
 *
 *		weight NAME VALUE
 *		sign N OPTIONS: PHRASE					exact and upper ones need a colon behind them ("PSX: HUBC"), fold ones do not
 *		tag ID KIND
 *		alias TAG GUARD [word] ID OPTIONS: PHRASE	word: also an English word, or short; not trusted where all is in capitals
 *		rule ID TAG WITHIN THRESHOLD				WITHIN is a number of words, or - for anywhere
 *		term ROLE RULE OPTIONS: PHRASE				ROLE is all, any or none
 *
 * OPTIONS and PHRASE are those of phrase.h.  The block:
 *
 *		header	TagbookHeader
 *		tags	TagEntry[tag_count]		by id
 *		aliases	AliasEntry[alias_count]	by id
 *		rules	RuleEntry[rule_count]	by id
 *		terms	TermEntry[term_count]	by rule
 *		signs	SignEntry[sign_count]
 *		book	a phrasebook, on a multiple of eight; its labels are aliases, then signs, then terms, by their places in these sections
 */
#ifndef NEWSTAPE_CORE_TAGBOOK_H
#define NEWSTAPE_CORE_TAGBOOK_H

#include "memory.h"
#include "phrase.h"

typedef enum TagKind
{
	TAG_INSTRUMENT,
	TAG_ORGANISATION,
	TAG_PERSON,
	TAG_PLACE,
	TAG_TOPIC,
	TAG_KINDS
} TagKind;

/* What must hold beside the phrase. */
typedef enum TagGuard
{
	GUARD_NONE,
	GUARD_HEADLINE_ONLY,
	GUARD_NEEDS_EXCHANGE,
	GUARD_NEEDS_COREF,
	GUARD_NEVER,
	TAG_GUARDS
} TagGuard;

/* Parts of relevance, see tagger_score.c. */
typedef enum TagWeight
{
	WEIGHT_HEADLINE,
	WEIGHT_LEAD,
	WEIGHT_MENTION,
	WEIGHT_MENTIONS_MOST,
	WEIGHT_EARLY,
	WEIGHT_ROUNDUP,
	WEIGHT_ROUNDUP_FREE,
	WEIGHT_ROUNDUP_MOST,
	TAG_WEIGHTS
} TagWeight;

#define TAG_WEIGHT_MAX 1000

typedef enum TermRole
{
	TERM_ALL,
	TERM_ANY,
	TERM_NONE,
	TERM_ROLES
} TermRole;

/* all_of phrases of one rule: each is a bit of a mask, and so is "any of". */
#define RULE_ALL_MAX 31
#define RULE_WITHIN_MAX 1000
#define RULE_THRESHOLD_MAX 1000
#define RULE_ANYWHERE (-1)

typedef struct TagEntry
{
	int32_t id;
	uint32_t kind;
} TagEntry;

typedef struct AliasEntry
{
	int32_t id;
	uint32_t tag; /* its place among the tags */
	uint8_t guard;
	uint8_t word;
	uint8_t capitals; /* it matches capitals alone */
	uint8_t zero;
} AliasEntry;

typedef struct RuleEntry
{
	int32_t id;
	uint32_t tag;
	int32_t within;
	uint32_t threshold;
	uint32_t groups; /* bits of what must be there: one for each all_of, and one for any_of */
} RuleEntry;

typedef struct TermEntry
{
	uint32_t rule;
	uint8_t role;
	uint8_t group; /* bit number; of no meaning for TERM_NONE */
	uint8_t zero[2];
} TermEntry;

typedef struct SignEntry
{
	uint32_t colon;
} SignEntry;

#define TAGBOOK_MAGIC 0x3142544e /* "NTB1" */

/* Begins as a phrasebook does, so that phrase_checksum() serves both. */
typedef struct TagbookHeader
{
	uint32_t varlena; /* PostgreSQL's length word, not part of the checksum */
	uint32_t magic;
	uint64_t checksum; /* of all that follows */
	uint32_t size;     /* of the whole block */
	uint32_t tag_count;
	uint32_t alias_count;
	uint32_t rule_count;
	uint32_t term_count;
	uint32_t sign_count;
	int32_t weights[TAG_WEIGHTS];
	uint32_t book_offset;
	uint32_t book_size;
	uint32_t zero[14]; /* so that no book is short enough for a one-byte length */
} TagbookHeader;

/* A checked block: pointers into its bytes, for as long as they stay in place. */
typedef struct Tagbook
{
	const TagbookHeader *header;
	const TagEntry *tags;
	const AliasEntry *aliases;
	const RuleEntry *rules;
	const TermEntry *terms;
	const SignEntry *signs;
	PhraseBook phrases;
} Tagbook;

/* Names as they stand in the text form; NULL beyond the last. */
extern const char *tag_kind_name(unsigned kind);
extern const char *tag_guard_name(unsigned guard);
extern const char *tag_weight_name(unsigned weight);
extern const char *term_role_name(unsigned role);

/* Building: begin, a line at a time, build, end.  The block is the caller's, from `memory`. */
typedef struct TagbookSource
{
	CoreMemory memory;
	TagEntry *tags;
	AliasEntry *aliases;
	RuleEntry *rules;
	TermEntry *terms;
	SignEntry *signs;
	PhraseEntry *phrases; /* ids are kind of label << 28 | place, until built */
	char *pool;
	size_t tag_count, tag_capacity;
	size_t alias_count, alias_capacity;
	size_t rule_count, rule_capacity;
	size_t term_count, term_capacity;
	size_t sign_count, sign_capacity;
	size_t phrase_count, phrase_capacity;
	size_t pool_length, pool_capacity;
	int32_t weights[TAG_WEIGHTS];
} TagbookSource;

extern void tagbook_begin(TagbookSource *source, CoreMemory memory);
/* After an error nothing but tagbook_end() may follow. */
extern bool tagbook_line(TagbookSource *source, const char *s, size_t n, ParseError *err);
/* An error of one rule has its place among the rules as its offset; its field is "rule". */
extern bool tagbook_build(TagbookSource *source, PhrasePoll poll, void **block, size_t *size,
						  ParseError *err);
extern void tagbook_end(TagbookSource *source);

/* Check every byte that the tagger will rely on.  False with a reason in lower case. */
extern bool tagbook_open(const void *bytes, size_t size, Tagbook *book, const char **reason);

/* Its text, line by line, without newlines: index from 0; false beyond the last line.  `out` takes TAGBOOK_LINE_SIZE. */
#define TAGBOOK_LINE_SIZE (PHRASE_LINE_SIZE + 64)
extern bool tagbook_print(const Tagbook *book, size_t index, char *out, size_t *length);

#endif /* NEWSTAPE_CORE_TAGBOOK_H */
