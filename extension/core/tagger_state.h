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
	int64_t next; /* of the same rule; -1 at the end */
	uint32_t term;
	uint32_t sentence;
	PhraseMatch match;
	/* words of the stream that begin before it, and before its end; 0 where the rule does not ask */
	uint32_t words_before;
	uint32_t words_to_end;
	uint8_t stream;
	uint8_t zone;
} TermMatch;

/* What is known of a tag in this article; valid if `article` is the tagger's number. */
typedef struct TagState
{
	uint32_t article;
	uint32_t last_end; /* byte behind its last mention in this stream */
	uint32_t stream;
	size_t mention;   /* the last one */
	bool established; /* a mention that needs nothing */
	bool marked;      /* a mention behind an exchange's sign */
	int32_t score;    /* its place among the scores; -1 for none */
} TagState;

typedef struct RuleState
{
	uint32_t article;
	int64_t first; /* of its term matches; -1 for none */
	int64_t last;
	bool excluded;
} RuleState;

/* Where a mention counts. */
typedef struct CountedPlace
{
	uint32_t tag;
	uint8_t stream;
	bool by_rule;
	uint32_t start; /* bytes */
	uint32_t end;
	size_t mention;
} CountedPlace;

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
	uint32_t tick;
	TermMatch *terms;
	size_t term_count, term_capacity;
	uint32_t *touched; /* rules with terms */
	size_t touched_count, touched_capacity;
	CountedPlace *places;
	size_t place_capacity;
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

/* In loops that grow with the article. */
static inline void
tagger_poll(Tagger *t)
{
	if (t->poll && (++t->tick & 0xfff) == 0)
		t->poll();
}

extern TagMention *tagger_add_mention(Tagger *t);
/* Note a phrase of a rule, then see which rules hold. */
extern void tagger_add_term(Tagger *t, const TermMatch *term);
extern void tagger_try_rules(Tagger *t);
extern void tagger_drop_repeats(Tagger *t);
extern void tagger_score_all(Tagger *t);

#endif /* NEWSTAPE_CORE_TAGGER_STATE_H */
