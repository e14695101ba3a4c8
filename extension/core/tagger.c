/*
 * tagger.c
 *	  Find the phrases of a tagbook in an article and judge which of them count.
 */
#include "phrase_format.h"
#include "tagger_state.h"

static const char *const verdict_names[] = {
	"counted", "headline_only", "needs_exchange", "needs_coref", "never",
	"inside",  "capitals",      "boilerplate",    "excluded",    "threshold"};

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
	memory_free(&memory, t->matches);
	memory_free(&memory, t->terms);
	memory_free(&memory, t->touched);
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

static void
collect(void *context, const PhraseMatch *match)
{
	Tagger *t = context;

	t->matches = memory_grow(&t->memory, t->matches, t->match_count, &t->match_capacity,
							 sizeof(PhraseMatch));
	t->matches[t->match_count++] = *match;
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
	/* the last exchange sign; 0 before any */
	uint32_t sign_end;
	bool sign_colon;
	/* how far longer phrases reach that began before, or here: names, and all phrases */
	uint32_t name_end;
	uint32_t topic_end;
	/* the span of this moment, not among those yet */
	uint32_t start;
	uint32_t end;
	bool name;
	bool topic;
	/* whether this headline is in capitals: asked once */
	int shouting;
} Walk;

static uint32_t
later(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* Turn to another span: what was taken with the span before may now hide what it covers. */
static void
enter_span(Walk *w, uint32_t start, uint32_t end)
{
	if (start == w->start && end == w->end)
		return;
	if (w->name)
		w->name_end = later(w->name_end, w->end);
	if (w->topic)
		w->topic_end = later(w->topic_end, w->end);
	w->start = start;
	w->end = end;
	w->name = w->topic = false;
}

static bool
is_capital(uint8_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

static size_t
skip_back(const Walk *w, size_t at)
{
	while (at > 0 && (w->text[at - 1] == ' ' || w->text[at - 1] == '\t' || w->text[at - 1] == '\n'))
		at--;
	return at;
}

/* Other symbols between a sign and this one, parted by commas: "PSX: HUBC, KEL, POWER". */
#define LISTED_SYMBOLS 12

/* Whether the phrase that starts at `at` stands behind a sign. */
static bool
is_marked(const Walk *w, size_t at)
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

/* No small letter, and capitals in two words or more. */
static bool
is_shouting(const uint8_t *p, const uint8_t *end)
{
	unsigned words = 0;
	unsigned letters = 0;

	while (p < end)
	{
		uint32_t c;

		p += phrase_decode(p, end, &c);
		if (phrase_char_is_lower(c))
			return false;
		if (phrase_char_is_letter(c))
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
judge(Walk *w, const AliasEntry *alias, const PhraseMatch *match, Zone zone)
{
	bool marked;

	if (w->end <= w->name_end ||
		(w->end <= w->topic_end && w->t->book.tags[alias->tag].kind == TAG_TOPIC))
		return VERDICT_INSIDE;
	if (alias->guard == GUARD_NEVER)
		return VERDICT_NEVER;
	if (zone == ZONE_BOILERPLATE)
		return VERDICT_BOILERPLATE;
	if (alias->guard == GUARD_HEADLINE_ONLY && zone != ZONE_HEADLINE)
		return VERDICT_HEADLINE_ONLY;
	if (alias->guard < GUARD_NEEDS_EXCHANGE && !(alias->word && alias->capitals))
		return VERDICT_COUNTED;
	marked = is_marked(w, match->byte_start);
	if (marked)
	{
		tag_state(w->t, alias->tag)->marked = true;
		return VERDICT_COUNTED;
	}
	if (alias->guard == GUARD_NEEDS_COREF)
		return VERDICT_NEEDS_COREF;
	if (alias->word && alias->capitals && among_capitals(w))
		return VERDICT_CAPITALS;
	return alias->guard == GUARD_NEEDS_EXCHANGE ? VERDICT_NEEDS_EXCHANGE : VERDICT_COUNTED;
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
	TagMention *mention;

	if (state->last_end > match->byte_start && state->stream == w->stream)
		return;
	state->last_end = w->end;
	state->stream = w->stream;
	mention = tagger_add_mention(t);
	*mention = (TagMention){.tag = alias->tag,
							.alias = (int32_t) place,
							.rule = -1,
							.zone = (uint8_t) zone,
							.sentence = sentence_here(w),
							.start = match->start,
							.length = match->length,
							.byte_start = match->byte_start,
							.byte_end = w->end};
	mention->verdict = (uint8_t) judge(w, alias, match, zone);
	w->name |= !topic;
	w->topic |= topic;
	if (mention->verdict == VERDICT_COUNTED)
		state->established = true;
}

static void
meet_term(Walk *w, uint32_t place, const PhraseMatch *match)
{
	TermMatch term = {.term = place,
					  .next = -1,
					  .stream = (uint8_t) w->stream,
					  .zone = (uint8_t) zone_here(w),
					  .sentence = sentence_here(w),
					  .match = *match};

	if (term.zone != ZONE_BOILERPLATE)
		tagger_add_term(w->t, &term);
}

static void
read_stream(Tagger *t, Stream stream, const char *text, size_t length)
{
	PhraseOutput output = {collect, t->poll, t};
	const TagbookHeader *header = t->book.header;
	Walk w = {
		.t = t, .text = (const uint8_t *) text, .length = length, .stream = stream, .shouting = -1};

	t->match_count = 0;
	if (length > 0)
		phrase_match(&t->book.phrases, t->phrases, text, length, &output);
	for (size_t i = 0; i < t->match_count; i++)
	{
		const PhraseMatch *match = &t->matches[i];
		uint32_t label = (uint32_t) match->id;

		enter_span(&w, match->byte_start, match->byte_start + match->byte_length);
		find_sentence(&w, match->byte_start);
		if (label < header->alias_count)
			meet_alias(&w, label, match);
		else if ((label -= header->alias_count) < header->sign_count)
		{
			w.sign_end = w.end;
			w.sign_colon = t->book.signs[label].colon != 0;
		}
		else
			meet_term(&w, label - header->sign_count, match);
	}
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
	tagger_score_all(t);
}
