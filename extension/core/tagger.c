/*
 * tagger.c
 *	  Find the phrases of a tagbook in an article and judge which of them count.
 */
#include "phrase_word.h"
#include "tagger_state.h"

static const char *const verdict_names[] = {
	"counted",  "headline_only", "needs_exchange", "needs_coref", "never",   "inside",
	"capitals", "boilerplate",   "excluded",       "threshold",   "repeated"};

const char *
verdict_name(unsigned verdict)
{
	return verdict < VERDICTS ? verdict_names[verdict] : NULL;
}

static void *
take(const CoreMemory *memory, size_t count, size_t size)
{
	void *block = memory->resize(memory->context, NULL, (count > 0 ? count : 1) * size);

	memset(block, 0, count * size);
	return block;
}

Tagger *
tagger_create(const Tagbook *book, CoreMemory memory)
{
	Tagger *t = take(&memory, 1, sizeof(Tagger));

	t->memory = memory;
	t->book = *book;
	t->phrases = phrase_scratch_init(
		&book->phrases, memory.resize(memory.context, NULL, phrase_scratch_size(&book->phrases)));
	t->tags = take(&memory, book->header->tag_count, sizeof(TagState));
	t->rules = take(&memory, book->header->rule_count, sizeof(RuleState));
	sentences_init(&t->sentences, memory);
	return t;
}

void
tagger_free(Tagger *t)
{
	CoreMemory memory = t->memory;

	memory_free(&memory, t->phrases);
	memory_free(&memory, t->tags);
	memory_free(&memory, t->rules);
	sentences_free(&t->sentences);
	memory_free(&memory, t->terms);
	memory_free(&memory, t->touched);
	memory_free(&memory, t->places);
	memory_free(&memory, t->mentions);
	memory_free(&memory, t->scores);
	memory_free(&memory, t);
}

const TagMention *
tagger_mentions(const Tagger *t, size_t *count)
{
	*count = t->mention_count;
	return t->mentions;
}

const TagScore *
tagger_scores(const Tagger *t, size_t *count)
{
	*count = t->score_count;
	return t->scores;
}

const TagScore *
tagger_score(const Tagger *t, uint32_t tag)
{
	const TagState *state = &t->tags[tag];

	return state->article == t->article && state->score >= 0 ? &t->scores[state->score] : NULL;
}

TagMention *
tagger_add_mention(Tagger *t)
{
	t->mentions = memory_grow(&t->memory, t->mentions, t->mention_count, &t->mention_capacity,
							  sizeof(TagMention));
	return &t->mentions[t->mention_count++];
}

/*
 * The walk through a stream's matches, which come by start, the longer first
 */

typedef struct Walk
{
	Tagger *t;
	const uint8_t *text;
	size_t length;
	Stream stream;
	size_t sentence; /* the one that the walk is in */
	/* the exchange sign that reaches furthest, and those that begin here; 0 for none */
	uint32_t sign_end;
	bool sign_colon;
	uint32_t new_sign_end;
	bool new_sign_colon;
	/* how far longer phrases reach that began before, or here: names, and all phrases */
	uint32_t name_end;
	uint32_t topic_end;
	/* the span of this moment, not among those yet; its mentions come from `first` on */
	uint32_t start;
	uint32_t end;
	size_t first;
	bool name;
	bool topic;
	/* asked once: whether what starts here stands behind a sign, and whether the text around is in capitals; -1 for not yet */
	int marked;
	int shouting;
	/* words that begin before a place, and in this span; for the latter UINT32_MAX for not yet */
	uint32_t counted_to;
	uint32_t words;
	uint32_t words_here;
} Walk;

static uint32_t
later(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* A phrase that is judged by what stands around it. */
static bool
is_doubtful(const AliasEntry *alias)
{
	return alias->guard >= GUARD_NEEDS_EXCHANGE || (alias->word && alias->capitals);
}

/* All phrases of a span have been judged: tell what the tags have by them, and hide what it covers from now on. */
static void
leave_span(Walk *w)
{
	Tagger *t = w->t;

	for (size_t i = w->first; i < t->mention_count; i++)
	{
		const TagMention *mention = &t->mentions[i];
		TagState *state = tag_state(t, mention->tag);

		if (mention->verdict != VERDICT_COUNTED)
			continue;
		state->established = true;
		if (is_doubtful(&t->book.aliases[mention->alias]) && w->marked > 0)
			state->marked = true;
	}
	if (w->name)
		w->name_end = later(w->name_end, w->end);
	if (w->topic)
		w->topic_end = later(w->topic_end, w->end);
}

/* A sign inside another, or the same by two lines: the one that reaches further, and the one that asks for less. */
static void
take_sign(Walk *w)
{
	if (w->new_sign_end > w->sign_end)
		w->sign_colon = w->new_sign_colon;
	else if (w->new_sign_end == w->sign_end)
		w->sign_colon &= w->new_sign_colon;
	w->sign_end = later(w->sign_end, w->new_sign_end);
	w->new_sign_end = 0;
}

static void
enter_span(Walk *w, uint32_t start, uint32_t end)
{
	if (start == w->start && end == w->end)
		return;
	leave_span(w);
	if (start != w->start)
	{
		if (w->new_sign_end > 0)
			take_sign(w);
		w->marked = -1;
	}
	w->start = start;
	w->end = end;
	w->first = w->t->mention_count;
	w->name = w->topic = false;
	w->words_here = UINT32_MAX;
}

static bool
is_capital(uint8_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/* Over blanks and line ends, and the no-break space that keeps a symbol with its sign. */
static size_t
skip_back(const Walk *w, size_t at)
{
	while (at > 0)
	{
		uint8_t c = w->text[at - 1];

		if (c == 0xa0 && at > 1 && w->text[at - 2] == 0xc2)
			at--;
		else if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
			break;
		at--;
	}
	return at;
}

/* Other symbols between a sign and this one, parted by commas: "PSX: HUBC, KEL, POWER". */
#define LISTED_SYMBOLS 12

static bool
find_sign(const Walk *w, size_t at)
{
	if (at > 0 && w->text[at - 1] == '$')
		return true;
	if (w->sign_end == 0)
		return false;
	for (int i = 0; i <= LISTED_SYMBOLS; i++)
	{
		size_t behind = skip_back(w, at);
		size_t symbol;

		if (behind > 0 && w->text[behind - 1] == ':')
			return skip_back(w, behind - 1) == w->sign_end;
		if (behind == w->sign_end)
			return !w->sign_colon;
		if (behind == 0 || behind < w->sign_end ||
			(w->text[behind - 1] != ',' && w->text[behind - 1] != '/' &&
			 w->text[behind - 1] != '&'))
			return false;
		at = symbol = skip_back(w, behind - 1);
		while (at > w->sign_end && is_capital(w->text[at - 1]))
			at--;
		if (at == symbol)
			return false;
	}
	return false;
}

/* Whether what starts here stands behind a sign. */
static bool
is_marked(Walk *w)
{
	if (w->marked < 0)
		w->marked = find_sign(w, w->start);
	return w->marked > 0;
}

/* No small letter, and capitals in two words or more. */
static bool
is_shouting(const uint8_t *p, const uint8_t *end)
{
	size_t words = 0;
	size_t letters = 0;

	while (p < end)
	{
		uint32_t c;

		p += phrase_decode(p, end, &c);
		if (phrase_char_is_lower(c))
			return false;
		if (phrase_char_is_upper(c))
			words += ++letters == 2;
		else
			letters = 0;
	}
	return words > 1;
}

/* The text around is in capitals: the headline, or a sentence. */
static bool
among_capitals(Walk *w)
{
	const Sentences *all = &w->t->sentences;
	const uint8_t *from = w->text;
	const uint8_t *to = w->text + w->length;

	if (w->stream == STREAM_BODY)
	{
		from = w->text + all->list[w->sentence].start;
		if (w->sentence + 1 < all->count)
			to = w->text + all->list[w->sentence + 1].start;
	}
	if (w->shouting < 0)
		w->shouting = is_shouting(from, to);
	return w->shouting > 0;
}

/* Whether one mention counts for itself; needs_coref and needs_exchange may be changed by others, and so may capitals. */
static Verdict
judge(Walk *w, const AliasEntry *alias, Zone zone)
{
	if (w->end <= w->name_end ||
		(w->end <= w->topic_end && w->t->book.tags[alias->tag].kind == TAG_TOPIC))
		return VERDICT_INSIDE;
	if (alias->guard == GUARD_NEVER)
		return VERDICT_NEVER;
	if (zone == ZONE_BOILERPLATE)
		return VERDICT_BOILERPLATE;
	if (alias->guard == GUARD_HEADLINE_ONLY && zone != ZONE_HEADLINE)
		return VERDICT_HEADLINE_ONLY;
	if (!is_doubtful(alias) || is_marked(w))
		return VERDICT_COUNTED;
	if (alias->guard == GUARD_NEEDS_COREF)
		return VERDICT_NEEDS_COREF;
	if (alias->word && alias->capitals && among_capitals(w))
		return VERDICT_CAPITALS;
	return alias->guard == GUARD_NEEDS_EXCHANGE ? VERDICT_NEEDS_EXCHANGE : VERDICT_COUNTED;
}

/* Which of a tag's phrases with the same span is taken, whatever their order: one that must not count, then the one that is sooner counted. */
static int
precedence(Walk *w, const AliasEntry *alias, Verdict verdict)
{
	switch (verdict)
	{
		case VERDICT_NEVER:
			return 7;
		case VERDICT_COUNTED:
			return is_doubtful(alias) && is_marked(w) ? 6 : 5;
		case VERDICT_NEEDS_COREF:
			return 4;
		case VERDICT_CAPITALS:
			return alias->guard == GUARD_NEEDS_EXCHANGE ? 1 : 3;
		case VERDICT_NEEDS_EXCHANGE:
			return 2;
		default:
			return 0;
	}
}

static void
find_sentence(Walk *w, uint32_t at)
{
	const Sentences *all = &w->t->sentences;
	size_t before = w->sentence;

	if (w->stream == STREAM_TITLE)
		return;
	while (w->sentence + 1 < all->count && all->list[w->sentence + 1].start <= at)
		w->sentence++;
	if (w->sentence != before)
		w->shouting = -1;
}

static Zone
zone_here(const Walk *w)
{
	return w->stream == STREAM_TITLE ? ZONE_HEADLINE : w->t->sentences.list[w->sentence].zone;
}

static uint32_t
sentence_here(const Walk *w)
{
	return w->stream == STREAM_TITLE ? 0 : (uint32_t) w->sentence + 1;
}

static void
meet_alias(Walk *w, uint32_t place, const PhraseMatch *match)
{
	Tagger *t = w->t;
	const AliasEntry *alias = &t->book.aliases[place];
	TagState *state = tag_state(t, alias->tag);
	bool topic = t->book.tags[alias->tag].kind == TAG_TOPIC;
	Zone zone = zone_here(w);
	Verdict verdict;
	TagMention *mention;

	if (state->last_end > match->byte_start && state->stream == w->stream)
	{
		/* of the same tag: another one has the place, unless both have it */
		if (state->mention < w->first)
			return;
		mention = &t->mentions[state->mention];
		verdict = judge(w, alias, zone);
		if (precedence(w, alias, verdict) <=
			precedence(w, &t->book.aliases[mention->alias], mention->verdict))
			return;
	}
	else
	{
		verdict = judge(w, alias, zone);
		mention = tagger_add_mention(t);
	}
	state->last_end = w->end;
	state->stream = w->stream;
	state->mention = (size_t) (mention - t->mentions);
	*mention = (TagMention){.tag = alias->tag,
							.alias = (int32_t) place,
							.rule = -1,
							.zone = (uint8_t) zone,
							.verdict = (uint8_t) verdict,
							.sentence = sentence_here(w),
							.start = match->start,
							.length = match->length,
							.byte_start = match->byte_start,
							.byte_end = w->end};
	w->name |= !topic;
	w->topic |= topic;
}

#define TOKENS_AT_ONCE 64

/* Words that begin in a stretch of the stream between tokens; signs are none. */
static uint32_t
count_words(const Walk *w, uint32_t from, uint32_t to)
{
	TokenReader reader = {.text = w->text, .end = w->text + to, .next = w->text + from};
	Token tokens[TOKENS_AT_ONCE];
	uint32_t words = 0;
	size_t count;

	do
	{
		count = token_read(&reader, tokens, TOKENS_AT_ONCE);
		for (size_t i = 0; i < count; i++)
		{
			uint32_t c;

			phrase_decode(w->text + tokens[i].start, reader.end, &c);
			words += tokens[i].kind != TOKEN_SIGN && phrase_char_class(c) != CHAR_PUNCT;
		}
		tagger_poll(w->t);
	} while (count == TOKENS_AT_ONCE);
	return words;
}

/* Count words once, however many rules ask for them. */
static void
count_words_to_here(Walk *w)
{
	if (w->words_here != UINT32_MAX)
		return;
	w->words += count_words(w, w->counted_to, w->start);
	w->counted_to = w->start;
	w->words_here = count_words(w, w->start, w->end);
}

static void
meet_term(Walk *w, uint32_t place, const PhraseMatch *match)
{
	Tagger *t = w->t;
	TermMatch term = {.term = place,
					  .next = -1,
					  .stream = (uint8_t) w->stream,
					  .zone = (uint8_t) zone_here(w),
					  .sentence = sentence_here(w),
					  .match = *match};

	if (term.zone == ZONE_BOILERPLATE)
		return;
	if (t->book.rules[t->book.terms[place].rule].within != RULE_ANYWHERE)
	{
		count_words_to_here(w);
		term.words_before = w->words;
		term.words_to_end = w->words + w->words_here;
	}
	tagger_add_term(t, &term);
}

static void
meet(void *context, const PhraseMatch *match)
{
	Walk *w = context;
	const TagbookHeader *header = w->t->book.header;
	uint32_t label = (uint32_t) match->id;

	enter_span(w, match->byte_start, match->byte_start + match->byte_length);
	find_sentence(w, match->byte_start);
	if (label < header->alias_count)
		meet_alias(w, label, match);
	else if ((label -= header->alias_count) < header->sign_count)
	{
		bool colon = w->t->book.signs[label].colon != 0;

		/* of those that begin here the longest comes first */
		if (w->new_sign_end == 0)
			w->new_sign_colon = colon;
		else if (w->new_sign_end == w->end)
			w->new_sign_colon &= colon;
		w->new_sign_end = later(w->new_sign_end, w->end);
	}
	else
		meet_term(w, label - header->sign_count, match);
}

static void
read_stream(Tagger *t, Stream stream, const char *text, size_t length)
{
	Walk w = {.t = t,
			  .text = (const uint8_t *) text,
			  .length = length,
			  .stream = stream,
			  .first = t->mention_count,
			  .marked = -1,
			  .shouting = -1,
			  .words_here = UINT32_MAX};
	PhraseOutput output = {meet, t->poll, &w};

	if (length == 0)
		return;
	phrase_match(&t->book.phrases, t->phrases, text, length, &output);
	leave_span(&w);
}

/* Whether the rest of the article shows the tag, so that what was in doubt counts.  A word that needs a sign stays one among capitals. */
static bool
is_settled(const Tagger *t, const TagMention *mention, const TagState *state)
{
	switch (mention->verdict)
	{
		case VERDICT_NEEDS_EXCHANGE:
			return state->marked;
		case VERDICT_NEEDS_COREF:
			return state->established;
		case VERDICT_CAPITALS:
			return state->established &&
				   t->book.aliases[mention->alias].guard != GUARD_NEEDS_EXCHANGE;
		default:
			return false;
	}
}

static void
settle(Tagger *t)
{
	for (size_t i = 0; i < t->mention_count; i++)
	{
		TagMention *mention = &t->mentions[i];

		tagger_poll(t);
		if (is_settled(t, mention, tag_state(t, mention->tag)))
			mention->verdict = VERDICT_COUNTED;
	}
}

void
tagger_read(Tagger *t, const TagArticle *article, PhrasePoll poll)
{
	/* numbers of earlier articles make their states void; start over before they run out */
	if (++t->article == 0)
	{
		memset(t->tags, 0, t->book.header->tag_count * sizeof(TagState));
		memset(t->rules, 0, t->book.header->rule_count * sizeof(RuleState));
		t->article = 1;
	}
	t->text = *article;
	t->poll = poll;
	t->mention_count = t->score_count = t->term_count = t->touched_count = 0;
	sentences_split(&t->sentences, article->body, article->body_length, poll);
	read_stream(t, STREAM_TITLE, article->title, article->title_length);
	read_stream(t, STREAM_BODY, article->body, article->body_length);
	tagger_try_rules(t);
	settle(t);
	tagger_drop_repeats(t);
	tagger_score_all(t);
}
