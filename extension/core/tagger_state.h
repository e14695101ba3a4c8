/*
 * tagger_state.h
 *	  What the parts of the tagger share: the article being read, and what was found in it.
 */
#ifndef NEWSTAPE_CORE_TAGGER_STATE_H
#define NEWSTAPE_CORE_TAGGER_STATE_H

#include "tagger.h"

/* The title, and the body. */
typedef enum Stream
{
	STREAM_TITLE,
	STREAM_BODY,
	STREAMS
} Stream;

/* A phrase of a rule. */
typedef struct TermMatch
{
	uint32_t term;
	int32_t next; /* of the same rule; -1 at the end */
	uint8_t stream;
	uint8_t zone;
	uint32_t sentence;
	PhraseMatch match;
} TermMatch;

/* What is known of a tag in this article; valid if `article` is the tagger's number. */
typedef struct TagState
{
	uint32_t article;
	uint32_t last_end; /* byte behind its last mention in this stream */
	uint32_t stream;
	bool established; /* a mention that needs nothing */
	bool marked;      /* a mention behind an exchange's sign */
	int32_t score;    /* its place among the scores; -1 for none */
} TagState;

typedef struct RuleState
{
	uint32_t article;
	int32_t first; /* of its term matches; -1 for none */
	int32_t last;
	bool excluded;
} RuleState;

struct Tagger
{
	CoreMemory memory;
	Tagbook book;
	PhraseScratch *phrases;
	TagState *tags;
	RuleState *rules;
	Sentences sentences;
	/* the article being read */
	uint32_t article;
	TagArticle text;
	PhrasePoll poll;
	PhraseMatch *matches; /* of one stream */
	size_t match_count, match_capacity;
	TermMatch *terms;
	size_t term_count, term_capacity;
	uint32_t *touched; /* rules with terms */
	size_t touched_count, touched_capacity;
	/* results */
	TagMention *mentions;
	size_t mention_count, mention_capacity;
	TagScore *scores;
	size_t score_count, score_capacity;
};

/* The state of a tag or a rule, made anew for each article. */
static inline TagState *
tag_state(Tagger *t, uint32_t tag)
{
	TagState *state = &t->tags[tag];

	if (state->article != t->article)
		*state = (TagState){.article = t->article, .score = -1};
	return state;
}

static inline RuleState *
rule_state(Tagger *t, uint32_t rule)
{
	RuleState *state = &t->rules[rule];

	if (state->article != t->article)
		*state = (RuleState){.article = t->article, .first = -1, .last = -1};
	return state;
}

extern TagMention *tagger_add_mention(Tagger *t);
/* Note a phrase of a rule, then see which rules hold. */
extern void tagger_add_term(Tagger *t, const TermMatch *term);
extern void tagger_try_rules(Tagger *t);
extern void tagger_score_all(Tagger *t);

#endif /* NEWSTAPE_CORE_TAGGER_STATE_H */
