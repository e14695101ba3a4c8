/*
 * tone.c
 *	  Count words, and the matches of a list among them.
 *
 * The matcher hands over the tokens that it reads and then, in order, the matches that begin among them.  A counter follows it from match to
 * match and always knows the last words of the sentence, so that a positive match can look back.
 */
#include "tone.h"

#include "phrase_word.h"

/* How far a negation reaches, in words. */
#define NEGATION_REACH 3

static const char *const names[TONE_CATEGORIES] = {NULL,          "negative",     "positive",
												   "uncertainty", "litigious",    "strong_modal",
												   "weak_modal",  "constraining", "complexity"};

static const char *const negators[] = {"no",     "not",    "never",   "none",    "neither", "nor",
									   "cannot", "nobody", "nothing", "nowhere", "without"};
/* More bytes than the longest negator has. */
#define NEGATOR_SIZE 16

const char *
tone_category_name(ToneCategory category)
{
	return names[category];
}

static bool
is_joiner(char c)
{
	return c == '_' || c == ' ' || c == '-';
}

static bool
names_agree(const char *name, size_t length, const char *category)
{
	for (size_t i = 0; i < length; i++)
	{
		char c = name[i];

		if (is_joiner(c))
			continue;
		category += *category == '_';
		if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != *category || c == '\0')
			return false;
		category++;
	}
	return *category == '\0';
}

ToneCategory
tone_category_find(const char *name, size_t length)
{
	for (int i = TONE_NONE + 1; i < TONE_CATEGORIES; i++)
	{
		if (names_agree(name, length, names[i]))
			return (ToneCategory) i;
	}
	return TONE_NONE;
}

/* What the token before may be continued by. */
typedef enum Link
{
	LINK_NONE,
	LINK_WORD,   /* a word: an apostrophe */
	LINK_LETTER, /* a single letter: an apostrophe, a dot */
	LINK_APOSTROPHE,
	LINK_DOT
} Link;

typedef struct Extent
{
	uint32_t start;
	uint32_t end;
} Extent;

typedef struct Counter
{
	const uint8_t *text;
	Tone *tone;
	/* handed over, and not counted yet */
	const Token *next;
	const Token *last; /* one beyond */
	/* The last words of the sentence, a ring: the newest may begin with a match, or be it. */
	Extent recent[NEGATION_REACH + 1];
	unsigned recent_count;
	unsigned newest;
	Link link;
	bool stop; /* a full stop or the like, and nothing behind it but closing quotes and brackets */
} Counter;

static inline bool
is_ascii_letter(uint8_t c)
{
	return (uint8_t) ((c | 0x20) - 'a') < 26;
}

static bool
rich_has_letter(const uint8_t *p, const uint8_t *end)
{
	while (p < end)
	{
		uint32_t c;

		p += phrase_decode(p, end, &c);
		if (phrase_char_is_letter(c) || phrase_char_class(c) == CHAR_SINGLE)
			return true;
	}
	return false;
}

static inline bool
has_letter(const uint8_t *text, const Token *token)
{
	if (token->kind == TOKEN_SIGN)
		return false;
	if (token->kind == TOKEN_RICH)
		return rich_has_letter(text + token->start, text + token->end);
	for (uint32_t i = token->start; i < token->end; i++)
	{
		if (is_ascii_letter(text[i]))
			return true;
	}
	return false;
}

/* The folded canonical bytes of a stretch of text; 0 if there are more than fit. */
static size_t
folded(const uint8_t *text, const Extent *extent, uint8_t out[NEGATOR_SIZE])
{
	PhraseSink sink;

	phrase_sink_init(&sink, 0);
	sink.out = out;
	sink.capacity = NEGATOR_SIZE;
	phrase_canonical(text + extent->start, text + extent->end, true, &sink);
	return sink.length <= NEGATOR_SIZE ? sink.length : 0;
}

static bool
is_negator(const uint8_t *text, const Extent *word)
{
	uint8_t bytes[NEGATOR_SIZE];
	size_t length = folded(text, word, bytes);

	if (length > 3 && memcmp(bytes + length - 3, "n't", 3) == 0)
		return true;
	for (size_t i = 0; i < sizeof(negators) / sizeof(negators[0]); i++)
	{
		if (strlen(negators[i]) == length && memcmp(negators[i], bytes, length) == 0)
			return true;
	}
	return false;
}

/* The ASCII sign that a token stands for, typographic and full-width forms included; 0 if it is none. */
static uint8_t
sign_of(const uint8_t *text, const Token *token)
{
	Extent extent = {token->start, token->end};
	uint8_t bytes[NEGATOR_SIZE];

	if (token->kind == TOKEN_SIGN)
		return text[token->start];
	return token->kind == TOKEN_RICH && folded(text, &extent, bytes) == 1 ? bytes[0] : 0;
}

static void
count_word(Counter *c, const Token *token)
{
	bool single = token->end - token->start == 1;
	bool joined =
		token->gap == GAP_NONE && (c->link == LINK_APOSTROPHE || (c->link == LINK_DOT && single));

	if (joined)
		c->recent[c->newest].end = token->end;
	else
	{
		c->tone->words++;
		c->newest = (c->newest + 1) % (NEGATION_REACH + 1);
		c->recent[c->newest].start = token->start;
		c->recent[c->newest].end = token->end;
		c->recent_count += c->recent_count <= NEGATION_REACH;
	}
	c->link = single ? LINK_LETTER : LINK_WORD;
	c->stop = false;
}

static void
count_sign(Counter *c, const Token *token)
{
	uint8_t sign = sign_of(c->text, token);
	bool behind = token->gap == GAP_NONE;
	bool initial = behind && sign == '.' && c->link == LINK_LETTER;

	if (sign == '.' || sign == '!' || sign == '?')
		c->stop = !initial;
	else if (!behind || token->kind == TOKEN_WORD)
		c->stop = false;
	if (initial)
		c->link = LINK_DOT;
	else if (behind && sign == '\'' && (c->link == LINK_WORD || c->link == LINK_LETTER))
		c->link = LINK_APOSTROPHE;
	else
		c->link = LINK_NONE;
}

/* Count the tokens that begin at or before `to`. */
static void
count_to(Counter *c, uint32_t to)
{
	const Token *token = c->next;

	for (; token < c->last && token->start <= to; token++)
	{
		if (token->gap == GAP_PARAGRAPH || (c->stop && token->gap != GAP_NONE))
		{
			c->recent_count = 0;
			c->stop = false;
		}
		if (has_letter(c->text, token))
			count_word(c, token);
		else
			count_sign(c, token);
	}
	c->next = token;
}

static void
take_tokens(void *context, const Token *tokens, size_t count)
{
	Counter *c = context;

	c->next = tokens;
	c->last = tokens + count;
}

static void
count_rest(void *context)
{
	count_to(context, UINT32_MAX);
}

/* Whether one of the words before the match, which has been counted, is a negator. */
static bool
is_negated(const Counter *c, const PhraseMatch *match)
{
	unsigned seen = 0;

	for (unsigned i = 0; i < c->recent_count && seen < NEGATION_REACH; i++)
	{
		const Extent *word =
			&c->recent[(c->newest + NEGATION_REACH + 1 - i) % (NEGATION_REACH + 1)];

		if (word->end > match->byte_start)
			continue;
		if (is_negator(c->text, word))
			return true;
		seen++;
	}
	return false;
}

static void
take_match(void *context, const PhraseMatch *match)
{
	Counter *c = context;
	Tone *tone = c->tone;

	if (match->id <= TONE_NONE || match->id >= TONE_CATEGORIES)
		return;
	if (match->id == TONE_POSITIVE)
	{
		count_to(c, match->byte_start);
		if (is_negated(c, match))
		{
			tone->flipped++;
			tone->counts[TONE_NEGATIVE]++;
			return;
		}
	}
	tone->counts[match->id]++;
}

void
tone_measure(const PhraseBook *book, PhraseScratch *scratch, const char *text, size_t length,
			 PhrasePoll poll, Tone *tone)
{
	static const PhraseTokens tokens = {take_tokens, count_rest};
	Counter c = {.text = (const uint8_t *) text, .tone = tone, .link = LINK_NONE};
	PhraseOutput output = {take_match, poll, &c};

	memset(tone, 0, sizeof(*tone));
	phrase_match_tokens(book, scratch, text, length, &output, &tokens);
}

bool
tone_net(const Tone *tone, double *net)
{
	double positive = tone->counts[TONE_POSITIVE];
	double negative = tone->counts[TONE_NEGATIVE];

	if (positive + negative == 0)
		return false;
	*net = (positive - negative) / (positive + negative);
	return true;
}

bool
tone_share(const Tone *tone, ToneCategory category, double *share)
{
	if (tone->words == 0)
		return false;
	*share = (double) tone->counts[category] / tone->words;
	return true;
}
