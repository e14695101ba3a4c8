/*
 * phrase_match.c
 *	  Find the phrases of a book in a text.
 *
 * The text is read into a window of tokens.  Where a token, or a token and the next, pass the filter, a phrase may begin: from there each
 * mode's trie is walked as far as it goes.  So a text costs at most (tokens) x (words of the longest phrase) x (modes in the book) steps, and each
 * step compares the word itself, never a hash alone.
 */
#include "phrase_format.h"

/* Tokens worked off between two fillings of the window. */
#define WINDOW_TOKENS 1024
/* Tokens kept before the current one: word_inside() looks back. */
#define WINDOW_HISTORY 2

/* The end of a phrase on a walk. */
typedef struct Hit
{
	uint32_t node;
	uint32_t end;
	uint32_t chars;
	bool capitals; /* no lower-case letter in it */
} Hit;

/* Walks of one start: each mode's hits, ends ascending. */
typedef struct Walk
{
	Hit *hits;
	uint32_t count;
	unsigned mode;
} Walk;

/* A list of labels being merged. */
typedef struct ListCursor
{
	const uint32_t *next;
	const uint32_t *stop;
} ListCursor;

struct PhraseScratch
{
	uint64_t *last_end; /* per label: scan number << 32 | end of its last match */
	Token *tokens;
	Walk walks[PHRASE_MODES];
	unsigned walk_count;
	size_t capacity;
	uint32_t scan_number;
};

typedef struct Matcher
{
	const PhraseBook *book;
	PhraseScratch *scratch;
	const PhraseOutput *output;
	TokenReader reader;
	TokenSpan span;
	/* characters before char_byte */
	size_t char_byte;
	uint32_t char_count;
	uint32_t tick;
} Matcher;

static size_t
align(size_t n)
{
	return (n + 15) & ~(size_t) 15;
}

static size_t
window_capacity(const PhraseBook *book)
{
	return WINDOW_HISTORY + WINDOW_TOKENS + book->header->max_tokens + 1;
}

static unsigned
mode_count(const PhraseBook *book)
{
	unsigned count = 0;

	for (unsigned mode = 0; mode < PHRASE_MODES; mode++)
		count += book->header->modes >> mode & 1;
	return count;
}

size_t
phrase_scratch_size(const PhraseBook *book)
{
	return align(sizeof(PhraseScratch)) + align(book->header->label_count * sizeof(uint64_t)) +
		   align(window_capacity(book) * sizeof(Token)) +
		   mode_count(book) * align(book->header->max_words * sizeof(Hit));
}

PhraseScratch *
phrase_scratch_init(const PhraseBook *book, void *memory)
{
	PhraseScratch *scratch = memory;
	uint8_t *at = (uint8_t *) memory + align(sizeof(PhraseScratch));

	memset(scratch, 0, sizeof(*scratch));
	scratch->last_end = (uint64_t *) at;
	memset(at, 0, book->header->label_count * sizeof(uint64_t));
	at += align(book->header->label_count * sizeof(uint64_t));
	scratch->capacity = window_capacity(book);
	scratch->tokens = (Token *) at;
	at += align(scratch->capacity * sizeof(Token));
	for (unsigned mode = 0; mode < PHRASE_MODES; mode++)
	{
		Walk *walk;

		if ((book->header->modes >> mode & 1) == 0)
			continue;
		walk = &scratch->walks[scratch->walk_count++];
		walk->mode = mode;
		walk->hits = (Hit *) at;
		at += align(book->header->max_words * sizeof(Hit));
	}
	return scratch;
}

static inline void
poll(Matcher *m)
{
	if (m->output->poll && (++m->tick & 0xfff) == 0)
		m->output->poll();
}

/* Bytes of [p, p + n) that are not UTF-8 continuation bytes. */
static uint32_t
count_chars(const uint8_t *p, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t continuations = 0;
	size_t i = 0;

	for (; n - i >= 8; i += 8)
	{
		uint64_t lane;

		memcpy(&lane, p + i, sizeof lane);

		/* 10xxxxxx: high bit set, next one not; the order of the bytes does not matter */
		continuations += ((lane >> 7 & ~(lane >> 6) & ones) * ones) >> 56;
	}
	for (; i < n; i++)
		continuations += (p[i] & 0xc0) == 0x80;
	return (uint32_t) (n - continuations);
}

static bool
has_lower(const uint8_t *p, const uint8_t *end)
{
	while (p < end)
	{
		uint32_t c;

		p += phrase_decode(p, end, &c);
		if (phrase_char_is_lower(c))
			return true;
	}
	return false;
}

static const PhraseEdge *
find_edge(const Matcher *m, uint32_t parent, const Word *word, unsigned mode)
{
	const PhraseBook *book = m->book;
	uint64_t hash = phrase_edge_hash(parent, word->hash);
	uint32_t tag = (uint32_t) (hash >> 32);

	for (uint32_t i = (uint32_t) hash;; i++)
	{
		const PhraseEdge *edge = &book->edges[i & book->edge_mask];

		if (edge->child == 0)
			return NULL;
		if (edge->tag == tag && edge->parent == parent &&
			word_equals(&m->span, word, mode, book->words + edge->word + sizeof(uint16_t),
						phrase_word_length(book->words, edge->word)))
			return edge;
	}
}

/* Each hit looks only at what the one before it has not seen, so that a walk costs no more than its length. */
static void
add_hit(Matcher *m, Walk *walk, uint32_t node, uint32_t start, uint32_t end)
{
	Hit *hit = &walk->hits[walk->count];
	Hit before = {.end = start, .capitals = true};

	if (walk->count == m->book->header->max_words)
		return;
	if (walk->count > 0)
		before = hit[-1];
	hit->node = node;
	hit->end = end;
	hit->chars = before.chars + count_chars(m->span.text + before.end, end - before.end);
	hit->capitals = before.capitals && !has_lower(m->span.text + before.end, m->span.text + end);
	walk->count++;
}

/* Follow one mode's trie from the token at `at`. */
static void
walk_from(Matcher *m, Walk *walk, size_t at)
{
	uint32_t start = m->span.tokens[at].start;
	uint32_t node = walk->mode;
	bool spaced = false;
	bool first = true;
	Word word;

	walk->count = 0;
	for (; at < m->span.count; at = word.next)
	{
		const PhraseEdge *edge;
		bool blank;

		word_at(&m->span, at, walk->mode, &word);
		if (word.gap == GAP_PARAGRAPH && !first)
			return;
		blank = !first && (word.gap != GAP_NONE || spaced);
		edge = find_edge(m, node << 1 | blank, &word, walk->mode);
		if (edge == NULL)
			return;
		node = edge->child & EDGE_NODE;
		if (edge->child & EDGE_TERMINAL)
			add_hit(m, walk, node, start, m->span.tokens[word.next - 1].end);
		if ((edge->child & EDGE_INTERNAL) == 0)
			return;
		spaced = word.spaced;
		first = false;
		poll(m);
	}
}

/* Emit the labels of the lists in ascending order, but those that overlap their last match. */
static void
emit_lists(Matcher *m, ListCursor *lists, unsigned count, PhraseMatch *match)
{
	uint64_t scan = (uint64_t) m->scratch->scan_number << 32;

	for (;;)
	{
		uint32_t label = UINT32_MAX;

		for (unsigned i = 0; i < count; i++)
		{
			if (lists[i].next < lists[i].stop && *lists[i].next < label)
				label = *lists[i].next;
		}
		if (label == UINT32_MAX)
			return;
		for (unsigned i = 0; i < count; i++)
			lists[i].next += lists[i].next < lists[i].stop && *lists[i].next == label;
		poll(m);
		if (m->scratch->last_end[label] > (scan | match->byte_start))
			continue;
		m->scratch->last_end[label] = scan | (match->byte_start + match->byte_length);
		match->id = m->book->labels[label];
		m->output->emit(m->output->context, match);
	}
}

static void
add_list(const PhraseBook *book, ListCursor *lists, unsigned *count, uint32_t first,
		 uint32_t length)
{
	lists[*count].next = book->lists + first;
	lists[*count].stop = book->lists + first + length;
	*count += length > 0;
}

/* Emit what the walks from one start have found, longest first. */
static void
emit_hits(Matcher *m, uint32_t start)
{
	PhraseScratch *scratch = m->scratch;
	const PhraseBook *book = m->book;
	PhraseMatch match = {.byte_start = start};

	m->char_count += count_chars(m->span.text + m->char_byte, start - m->char_byte);
	m->char_byte = start;
	match.start = m->char_count;
	for (;;)
	{
		ListCursor lists[2 * PHRASE_MODES + 1];
		unsigned count = 0;
		uint32_t end = 0;

		for (unsigned i = 0; i < scratch->walk_count; i++)
		{
			const Walk *walk = &scratch->walks[i];

			if (walk->count > 0 && walk->hits[walk->count - 1].end > end)
				end = walk->hits[walk->count - 1].end;
		}
		if (end == 0)
			return;
		for (unsigned i = 0; i < scratch->walk_count; i++)
		{
			Walk *walk = &scratch->walks[i];
			const Hit *hit = walk->hits + walk->count - 1;
			const PhraseNode *node;

			if (walk->count == 0 || hit->end != end)
				continue;
			node = &book->nodes[hit->node];
			match.length = hit->chars;
			add_list(book, lists, &count, node->first, node->any);
			if (hit->capitals)
				add_list(book, lists, &count, node->first + node->any, node->upper);
			walk->count--;
		}
		match.byte_length = end - start;
		emit_lists(m, lists, count, &match);
	}
}

static void
match_at(Matcher *m, size_t at)
{
	PhraseScratch *scratch = m->scratch;
	uint32_t found = 0;

	for (unsigned i = 0; i < scratch->walk_count; i++)
	{
		Walk *walk = &scratch->walks[i];

		walk->count = 0;
		if (walk->mode != 0 && word_inside(&m->span, at, walk->mode))
			continue;
		walk_from(m, walk, at);
		found += walk->count;
	}
	if (found > 0)
		emit_hits(m, m->span.tokens[at].start);
}

static inline bool
may_begin(const PhraseBook *book, uint64_t key)
{
	uint64_t bits = phrase_filter_bits(key);

	return (book->filter[key & book->filter_mask] & bits) == bits;
}

/* Work off tokens [from, to) of the window. */
static void
match_window(Matcher *m, size_t from, size_t to)
{
	const PhraseBook *book = m->book;
	const Token *tokens = m->span.tokens;

	for (size_t i = from; i < to; i++)
	{
		uint64_t next = i + 1 < m->span.count ? tokens[i + 1].hash : 0;

		if (may_begin(book, tokens[i].hash) ||
			may_begin(book, phrase_pair_key(tokens[i].hash, next)))
			match_at(m, i);
	}
}

static void
start_scan(const PhraseBook *book, PhraseScratch *scratch)
{
	/* Numbers of earlier scans make their ends void; start over before they run out. */
	if (++scratch->scan_number == 0)
	{
		memset(scratch->last_end, 0, book->header->label_count * sizeof(uint64_t));
		scratch->scan_number = 1;
	}
}

void
phrase_match(const PhraseBook *book, PhraseScratch *scratch, const char *text, size_t length,
			 const PhraseOutput *output)
{
	phrase_match_tokens(book, scratch, text, length, output, NULL);
}

void
phrase_match_tokens(const PhraseBook *book, PhraseScratch *scratch, const char *text, size_t length,
					const PhraseOutput *output, const PhraseTokens *tokens)
{
	const uint8_t *bytes = (const uint8_t *) text;
	uint64_t seed = phrase_seed(book->header->seed);
	Matcher m = {.book = book,
				 .scratch = scratch,
				 .output = output,
				 .reader = {.text = bytes, .end = bytes + length, .next = bytes, .seed = seed},
				 .span = {.text = bytes, .tokens = scratch->tokens, .seed = seed}};
	size_t current = 0;
	bool more = true;

	start_scan(book, scratch);
	while (more)
	{
		size_t keep = current < WINDOW_HISTORY ? 0 : current - WINDOW_HISTORY;
		size_t kept = m.span.count - keep;
		size_t stop;

		memmove(scratch->tokens, scratch->tokens + keep, kept * sizeof(Token));
		current -= keep;
		m.span.count =
			kept + token_read(&m.reader, scratch->tokens + kept, scratch->capacity - kept);
		more = m.span.count == scratch->capacity;
		stop = more ? m.span.count - book->header->max_tokens - 1 : m.span.count;
		if (tokens)
			tokens->begin(output->context, scratch->tokens + current, stop - current);
		match_window(&m, current, stop);
		if (tokens)
			tokens->end(output->context);
		current = stop;
		if (output->poll)
			output->poll();
	}
}
