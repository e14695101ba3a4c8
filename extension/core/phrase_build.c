/*
 * phrase_build.c
 *	  Compile phrases into a book.
 *
 * Equal sets of entries give equal bytes: entries are sorted first, duplicates dropped, nodes numbered in that order, and the hash seed
 * is a hash of the sorted entries.  (The seed makes it hard to choose phrases that collide: each choice changes it.)
 */
#include "phrase_format.h"

#define POLL_INTERVAL 4096

/* The edge into node PHRASE_MODES + its index. */
typedef struct BuildEdge
{
	uint64_t hash;
	uint32_t parent; /* node << 1 | blank */
	uint32_t word;
} BuildEdge;

typedef struct WordSlot
{
	uint32_t tag;
	uint32_t word; /* offset + 1, 0 if empty */
} WordSlot;

struct PhrasePlan
{
	PhraseSource source;
	PhraseMeasure measure;
	PhraseHeader header;
	PhraseLayout layout;
	uint64_t seed;
	uint32_t *order; /* of the entries, then of the endings */
	uint32_t *spare;
	uint32_t *list_order;
	uint64_t *endings; /* an entry's node << 32 | upper << 31 | label */
	BuildEdge *edges;
	uint32_t *edge_slots; /* node, 0 if empty */
	WordSlot *word_slots;
	uint8_t *words;
	uint8_t *internal; /* per node: has children */
	Token *tokens;
	uint32_t edge_count;
	uint32_t slot_mask;
	uint32_t tick;
};

static void
poll(PhrasePlan *plan)
{
	if (plan->source.poll && ++plan->tick % POLL_INTERVAL == 0)
		plan->source.poll();
}

static uint32_t
log2_above(uint64_t n)
{
	uint32_t log2 = 0;

	while (log2 < 40 && (UINT64_C(1) << log2) < n)
		log2++;
	return log2;
}

static const PhraseEntry *
entry_at(const PhrasePlan *plan, uint32_t index)
{
	return &plan->source.entries[index];
}

static const char *
phrase_of(const PhrasePlan *plan, const PhraseEntry *entry)
{
	return plan->source.pool + entry->offset;
}

/* Bytes that a token's words can take, length word included. */
static size_t
token_bytes(const TokenReader *reader, const Token *token, unsigned mode)
{
	PhraseSink sink;

	if (token->kind != TOKEN_RICH)
		return sizeof(uint16_t) +
			   (token->kind == TOKEN_SIGN ? strlen("and") : token->end - token->start);
	phrase_sink_init(&sink, 0);
	phrase_canonical(reader->text + token->start, reader->text + token->end, !(mode & MODE_EXACT),
					 &sink);
	return sizeof(uint16_t) + (sink.length < strlen("and") ? strlen("and") : sink.length);
}

static TokenReader
read_phrase(const char *phrase, size_t length, uint64_t seed)
{
	TokenReader reader = {.text = (const uint8_t *) phrase,
						  .end = (const uint8_t *) phrase + length,
						  .next = (const uint8_t *) phrase,
						  .seed = seed};

	return reader;
}

/* Lay out the plan's arrays from `base`; with base NULL only the size counts. */
static size_t
carve(PhrasePlan *plan, uint8_t *base)
{
	size_t count = plan->source.count;
	size_t words = plan->measure.words;
	size_t slots = (size_t) 1 << log2_above(words * 2);
	size_t at = (sizeof(PhrasePlan) + 15) & ~(size_t) 15;

#define CARVE(field, n)                                                                            \
	do                                                                                             \
	{                                                                                              \
		if (base)                                                                                  \
			plan->field = (void *) (base + at);                                                    \
		at += ((n) * sizeof(*plan->field) + 15) & ~(size_t) 15;                                    \
	} while (0)

	CARVE(order, count);
	CARVE(spare, count);
	CARVE(list_order, count);
	CARVE(endings, count);
	CARVE(edges, words);
	CARVE(edge_slots, slots);
	CARVE(word_slots, slots);
	CARVE(words, plan->measure.bytes);
	CARVE(internal, words + PHRASE_MODES);
	CARVE(tokens, PHRASE_MAX_BYTES);
#undef CARVE
	plan->slot_mask = (uint32_t) (slots - 1);
	return at;
}

bool
phrase_measure(const PhraseSource *source, PhraseMeasure *measure, ParseError *err)
{
	PhrasePlan plan = {.source = *source};
	Token tokens[64];

	for (size_t i = 0; i < source->count; i++)
	{
		const PhraseEntry *entry = &source->entries[i];
		TokenReader reader = read_phrase(source->pool + entry->offset, entry->length, 0);
		size_t n;

		poll(&plan);
		do
		{
			n = token_read(&reader, tokens, 64);
			plan.measure.words += n;
			for (size_t k = 0; k < n; k++)
				plan.measure.bytes += token_bytes(&reader, &tokens[k], phrase_mode(entry->options));
		} while (n == 64);
		/* well beyond what a book can hold, unless most are duplicates */
		if (plan.measure.words > PHRASE_BOOK_MAX / 4 || plan.measure.bytes > PHRASE_BOOK_MAX * 2)
			return parse_fail(err, PARSE_LIMIT, "phrases", "too many for one phrasebook", 0, 0);
	}
	plan.measure.work = carve(&plan, NULL);
	*measure = plan.measure;
	return true;
}

typedef int (*Compare)(const PhrasePlan *plan, uint32_t a, uint32_t b);

static int
compare_entries(const PhrasePlan *plan, uint32_t a, uint32_t b)
{
	const PhraseEntry *x = entry_at(plan, a);
	const PhraseEntry *y = entry_at(plan, b);
	size_t common = x->length < y->length ? x->length : y->length;
	int order;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	if (x->options != y->options)
		return x->options < y->options ? -1 : 1;
	order = memcmp(phrase_of(plan, x), phrase_of(plan, y), common);
	return order != 0 ? order : (x->length > y->length) - (x->length < y->length);
}

static int
compare_endings(const PhrasePlan *plan, uint32_t a, uint32_t b)
{
	uint64_t x = plan->endings[a];
	uint64_t y = plan->endings[b];

	return (x > y) - (x < y);
}

/* Bottom-up merge sort of 0..count-1 into `order`. */
static void
sort_indexes(PhrasePlan *plan, uint32_t *order, size_t count, Compare compare)
{
	uint32_t *from = order;
	uint32_t *to = plan->spare;

	for (size_t i = 0; i < count; i++)
		order[i] = (uint32_t) i;
	for (size_t width = 1; width < count; width *= 2)
	{
		uint32_t *swap = from;

		for (size_t start = 0; start < count; start += 2 * width)
		{
			size_t mid = start + width < count ? start + width : count;
			size_t stop = mid + width < count ? mid + width : count;
			size_t left = start;
			size_t right = mid;

			for (size_t out = start; out < stop; out++)
			{
				poll(plan);
				if (left < mid && (right == stop || compare(plan, from[left], from[right]) <= 0))
					to[out] = from[left++];
				else
					to[out] = from[right++];
			}
		}
		from = to;
		to = swap;
	}
	if (from != order)
		memcpy(order, from, count * sizeof(*order));
}

/* Sort, drop duplicates, count pool bytes and labels, and derive the seed. */
static void
sort_entries(PhrasePlan *plan)
{
	uint32_t kept = 0;
	uint64_t hash = 0;

	sort_indexes(plan, plan->order, plan->source.count, compare_entries);
	for (size_t i = 0; i < plan->source.count; i++)
	{
		const PhraseEntry *entry = entry_at(plan, plan->order[i]);

		if (kept > 0 && compare_entries(plan, plan->order[kept - 1], plan->order[i]) == 0)
			continue;
		if (kept == 0 || entry_at(plan, plan->order[kept - 1])->id != entry->id)
			plan->header.label_count++;
		plan->order[kept++] = plan->order[i];
		plan->header.pool_size += entry->length;
		hash = phrase_hash_lane(hash, (uint64_t) (uint32_t) entry->id << 8 | entry->options);
		hash = phrase_hash((const uint8_t *) phrase_of(plan, entry), entry->length, hash);
	}
	plan->header.entry_count = kept;
	plan->header.seed = (uint32_t) (hash >> 32);
	plan->seed = phrase_seed(plan->header.seed);
}

/* The offset of a canonical word of the given hash, which lies ready, with its length, at the end of `words`. */
static uint32_t
intern_word(PhrasePlan *plan, uint64_t hash)
{
	uint32_t at = plan->header.words_size;
	uint16_t length = phrase_word_length(plan->words, at);
	uint32_t tag = (uint32_t) (hash >> 32);

	for (uint32_t i = (uint32_t) hash;; i++)
	{
		WordSlot *slot = &plan->word_slots[i & plan->slot_mask];

		if (slot->word == 0)
		{
			slot->tag = tag;
			slot->word = at + 1;
			plan->header.words_size += (uint32_t) sizeof(length) + length;
			return at;
		}
		if (slot->tag == tag &&
			memcmp(plan->words + slot->word - 1, plan->words + at, sizeof(length) + length) == 0)
			return slot->word - 1;
	}
}

static uint32_t
add_edge(PhrasePlan *plan, uint32_t parent, uint32_t word, uint64_t hash)
{
	uint64_t edge_hash = phrase_edge_hash(parent, hash);
	BuildEdge *edge;

	for (uint32_t i = (uint32_t) edge_hash;; i++)
	{
		uint32_t *slot = &plan->edge_slots[i & plan->slot_mask];

		if (*slot == 0)
		{
			edge = &plan->edges[plan->edge_count];
			edge->hash = edge_hash;
			edge->parent = parent;
			edge->word = word;
			plan->internal[parent >> 1] = 1;
			*slot = PHRASE_MODES + plan->edge_count++;
			return *slot;
		}
		edge = &plan->edges[*slot - PHRASE_MODES];
		if (edge->hash == edge_hash && edge->parent == parent && edge->word == word)
			return *slot;
	}
}

/* Put one phrase into its trie; returns the node at its end. */
static uint32_t
add_phrase(PhrasePlan *plan, const PhraseEntry *entry)
{
	TokenReader reader = read_phrase(phrase_of(plan, entry), entry->length, plan->seed);
	TokenSpan span = {.text = reader.text, .tokens = plan->tokens, .seed = plan->seed};
	unsigned mode = phrase_mode(entry->options);
	uint32_t node = mode;
	uint32_t words = 0;
	uint32_t tokens = 0;
	bool spaced = false;
	Word word;

	span.count = token_read(&reader, plan->tokens, PHRASE_MAX_BYTES);
	for (size_t at = 0; at < span.count; at = word.next)
	{
		uint8_t *out = plan->words + plan->header.words_size;
		uint16_t length;

		word_at(&span, at, mode, &word);
		length =
			(uint16_t) word_write(&span, &word, mode, out + sizeof(length),
								  plan->measure.bytes - plan->header.words_size - sizeof(length));
		memcpy(out, &length, sizeof(length));
		node = add_edge(plan, node << 1 | (words > 0 && (word.gap != GAP_NONE || spaced)),
						intern_word(plan, word.hash), word.hash);
		spaced = word.spaced;
		words++;
		tokens += mode & MODE_DOTS ? 2 * length : 2;
	}
	if (words > plan->header.max_words)
		plan->header.max_words = words;
	if (tokens > plan->header.max_tokens)
		plan->header.max_tokens = tokens;
	plan->header.modes |= 1u << mode;
	return node;
}

static void
add_phrases(PhrasePlan *plan)
{
	uint32_t label = 0;

	for (uint32_t i = 0; i < plan->header.entry_count; i++)
	{
		const PhraseEntry *entry = entry_at(plan, plan->order[i]);
		uint64_t upper = (entry->options & PHRASE_CASE_MASK) == PHRASE_UPPER;

		poll(plan);
		label += i > 0 && entry_at(plan, plan->order[i - 1])->id != entry->id;
		plan->endings[i] = (uint64_t) add_phrase(plan, entry) << 32 | upper << 31 | label;
	}
}

#define ENDING_NODE(ending) ((uint32_t) ((ending) >> 32))
#define ENDING_UPPER(ending) ((uint32_t) (ending) >> 31)
#define ENDING_LABEL(ending) ((uint32_t) (ending) &0x7fffffff)

/* Whether a label that may match in capitals may match in any case as well; [from, at) are the node's sorted endings so far. */
static bool
covered(const PhrasePlan *plan, uint32_t from, uint32_t at)
{
	uint64_t wanted = plan->endings[plan->list_order[at]] & ~(UINT64_C(1) << 31);

	while (from < at)
	{
		uint32_t mid = from + (at - from) / 2;
		uint64_t ending = plan->endings[plan->list_order[mid]];

		if (ending == wanted)
			return true;
		if (ending < wanted)
			from = mid + 1;
		else
			at = mid;
	}
	return false;
}

/* Order the endings by node, case and label, and leave in list_order those that count. */
static void
sort_endings(PhrasePlan *plan)
{
	uint32_t first = 0; /* of the node, among those kept */
	uint32_t kept = 0;

	sort_indexes(plan, plan->list_order, plan->header.entry_count, compare_endings);
	for (uint32_t i = 0; i < plan->header.entry_count; i++)
	{
		uint64_t ending = plan->endings[plan->list_order[i]];

		if (kept > 0 && plan->endings[plan->list_order[kept - 1]] == ending)
			continue;
		if (kept > 0 &&
			ENDING_NODE(plan->endings[plan->list_order[kept - 1]]) != ENDING_NODE(ending))
			first = kept;
		plan->list_order[kept] = plan->list_order[i];
		if (!ENDING_UPPER(ending) || !covered(plan, first, kept))
			kept++;
	}
	plan->header.list_count = kept;
}

/* A way in which a word may begin in a text: its first token, with a dot as the second or with nothing more. */
typedef struct Beginning
{
	uint64_t hash;
	bool dotted;
} Beginning;

#define BEGINNINGS_MAX 4

static void
add_beginning(const PhrasePlan *plan, Beginning *out, int *count, const void *bytes, size_t n,
			  bool dotted)
{
	out[*count].hash = phrase_hash(bytes, n, plan->seed);
	out[(*count)++].dotted = dotted;
}

/* The length of the first character with its marks: how initials begin. */
static size_t
first_letter(const uint8_t *folded, size_t n)
{
	size_t letter = 0;

	for (size_t i = 0; i < n; letter = i)
	{
		uint32_t c;

		i += phrase_decode(folded + i, folded + n, &c);
		if (letter > 0 && phrase_char_class(c) != CHAR_MARK)
			break;
	}
	return letter;
}

/* Every way in which the word of an edge may begin; returns their number. */
static int
word_beginnings(const PhrasePlan *plan, uint32_t word, unsigned mode, Beginning *out)
{
	uint8_t folded[8 * PHRASE_MAX_BYTES];
	const uint8_t *bytes = plan->words + word + sizeof(uint16_t);
	int count = 0;
	size_t n;
	PhraseSink sink;

	phrase_sink_init(&sink, plan->seed);
	sink.out = folded;
	sink.capacity = sizeof(folded);
	phrase_canonical(bytes, bytes + phrase_word_length(plan->words, word), true, &sink);
	n = sink.length;
	add_beginning(plan, out, &count, folded, n, false);
	if ((mode & MODE_AND) && n == 3 && memcmp(folded, "and", 3) == 0)
		add_beginning(plan, out, &count, "&", 1, false);
	for (size_t k = 0; (mode & MODE_LTD) && variant_short(k); k++)
	{
		if (strlen(variant_short(k)) != n || memcmp(folded, variant_short(k), n) != 0)
			continue;
		add_beginning(plan, out, &count, variant_long(k), strlen(variant_long(k)), false);
		add_beginning(plan, out, &count, folded, n, true);
	}
	if (mode & MODE_DOTS)
		add_beginning(plan, out, &count, folded, first_letter(folded, n), true);
	return count;
}

static void
filter_add(const PhrasePlan *plan, uint64_t *filter, uint64_t key)
{
	filter[key & ((UINT64_C(1) << plan->header.filter_log2) - 1)] |= phrase_filter_bits(key);
}

/* The beginnings of a first word, alone if a phrase ends there. */
static void
filter_first(const PhrasePlan *plan, uint64_t *filter, const BuildEdge *edge, bool alone)
{
	Beginning first[BEGINNINGS_MAX];
	uint64_t dot = phrase_hash((const uint8_t *) ".", 1, plan->seed);
	int count = word_beginnings(plan, edge->word, edge->parent >> 1, first);

	for (int i = 0; i < count; i++)
	{
		if (first[i].dotted)
			filter_add(plan, filter, phrase_pair_key(first[i].hash, dot));
		else if (alone)
			filter_add(plan, filter, first[i].hash);
	}
}

/* The pairs of tokens that two words may begin with. */
static void
filter_second(const PhrasePlan *plan, uint64_t *filter, const BuildEdge *one, const BuildEdge *two)
{
	Beginning first[BEGINNINGS_MAX];
	Beginning second[BEGINNINGS_MAX];
	unsigned mode = one->parent >> 1;
	int firsts = word_beginnings(plan, one->word, mode, first);
	int seconds = word_beginnings(plan, two->word, mode, second);

	for (int i = 0; i < firsts; i++)
	{
		for (int k = 0; !first[i].dotted && k < seconds; k++)
			filter_add(plan, filter, phrase_pair_key(first[i].hash, second[k].hash));
	}
}

static void
fill_filter(const PhrasePlan *plan, const PhraseNode *nodes, uint64_t *filter)
{
	for (uint32_t i = 0; i < plan->edge_count; i++)
	{
		const BuildEdge *edge = &plan->edges[i];
		const PhraseNode *node = &nodes[PHRASE_MODES + i];
		uint32_t parent = edge->parent >> 1;
		const BuildEdge *before;

		if (parent < PHRASE_MODES)
		{
			filter_first(plan, filter, edge, node->any + node->upper > 0);
			continue;
		}
		before = &plan->edges[parent - PHRASE_MODES];
		if (before->parent >> 1 < PHRASE_MODES)
			filter_second(plan, filter, before, edge);
	}
}

/* About how many keys fill_filter() adds: phrases of one word, and pairs that begin one. */
static uint64_t
count_filter_keys(const PhrasePlan *plan)
{
	uint64_t count = 0;

	for (uint32_t i = 0; i < plan->edge_count; i++)
	{
		uint32_t parent = plan->edges[i].parent >> 1;
		uint32_t root;

		if (parent < PHRASE_MODES)
		{
			count += !plan->internal[PHRASE_MODES + i];
			continue;
		}
		root = plan->edges[parent - PHRASE_MODES].parent >> 1;
		/* the second word may be spelt in two ways */
		count += root >= PHRASE_MODES ? 0 : root & MODE_DOTS ? 2 : 1;
	}
	return count;
}

bool
phrase_plan(const PhraseSource *source, const PhraseMeasure *measure, void *work,
			PhrasePlan **result, ParseError *err)
{
	PhrasePlan *plan = work;

	memset(plan, 0, sizeof(*plan));
	plan->source = *source;
	plan->measure = *measure;
	(void) carve(plan, work);
	memset(plan->edge_slots, 0, ((size_t) plan->slot_mask + 1) * sizeof(*plan->edge_slots));
	memset(plan->word_slots, 0, ((size_t) plan->slot_mask + 1) * sizeof(*plan->word_slots));
	memset(plan->internal, 0, measure->words + PHRASE_MODES);
	sort_entries(plan);
	add_phrases(plan);
	sort_endings(plan);
	plan->header.magic = PHRASE_MAGIC;
	plan->header.node_count = PHRASE_MODES + plan->edge_count;
	/* 12 to 24 bits a key; slots between 3/8 and 3/4 full */
	plan->header.filter_log2 = log2_above(count_filter_keys(plan) * 3 / 16 + 1);
	plan->header.edge_log2 = log2_above((uint64_t) plan->edge_count * 4 / 3 + 2);
	if (!phrase_layout(&plan->header, &plan->layout))
		return parse_fail(err, PARSE_LIMIT, "phrases", "too many for one phrasebook", 0, 0);
	plan->header.size = (uint32_t) plan->layout.size;
	*result = plan;
	return true;
}

size_t
phrase_plan_bytes(const PhrasePlan *plan)
{
	return plan->layout.size;
}

static void
fill_edges(const PhrasePlan *plan, PhraseEdge *edges)
{
	uint32_t mask = (uint32_t) ((UINT64_C(1) << plan->header.edge_log2) - 1);

	for (uint32_t i = 0; i < plan->edge_count; i++)
	{
		const BuildEdge *from = &plan->edges[i];
		uint32_t at = (uint32_t) from->hash & mask;

		while (edges[at].child != 0)
			at = (at + 1) & mask;
		edges[at].tag = (uint32_t) (from->hash >> 32);
		edges[at].parent = from->parent;
		edges[at].word = from->word;
		edges[at].child =
			(PHRASE_MODES + i) | (plan->internal[PHRASE_MODES + i] ? EDGE_INTERNAL : 0);
	}
}

static void
fill_lists(const PhrasePlan *plan, PhraseNode *nodes, uint32_t *lists)
{
	for (uint32_t i = 0; i < plan->header.list_count; i++)
	{
		uint64_t ending = plan->endings[plan->list_order[i]];
		PhraseNode *node = &nodes[ENDING_NODE(ending)];

		if (node->any + node->upper == 0)
			node->first = i;
		if (ENDING_UPPER(ending))
			node->upper++;
		else
			node->any++;
		lists[i] = ENDING_LABEL(ending);
	}
}

static void
fill_source(const PhrasePlan *plan, PhraseEntry *entries, int32_t *labels, char *pool)
{
	uint32_t label = 0;
	uint32_t offset = 0;

	for (uint32_t i = 0; i < plan->header.entry_count; i++)
	{
		const PhraseEntry *from = entry_at(plan, plan->order[i]);

		label += i > 0 && entries[i - 1].id != from->id;
		labels[label] = from->id;
		entries[i] = *from;
		entries[i].offset = offset;
		memcpy(pool + offset, phrase_of(plan, from), from->length);
		offset += from->length;
	}
}

void
phrase_write(const PhrasePlan *plan, void *book)
{
	uint8_t *base = book;
	const PhraseLayout *layout = &plan->layout;
	PhraseHeader *header = book;
	PhraseNode *nodes = (PhraseNode *) (base + layout->nodes);
	PhraseEdge *edges = (PhraseEdge *) (base + layout->edges);

	memset(book, 0, layout->size);
	*header = plan->header;
	fill_edges(plan, edges);
	fill_lists(plan, nodes, (uint32_t *) (base + layout->lists));
	fill_filter(plan, nodes, (uint64_t *) (base + layout->filter));
	for (size_t i = 0; i < (size_t) 1 << header->edge_log2; i++)
	{
		const PhraseNode *node = &nodes[edges[i].child & EDGE_NODE];

		if (edges[i].child != 0 && node->any + node->upper > 0)
			edges[i].child |= EDGE_TERMINAL;
	}
	fill_source(plan, (PhraseEntry *) (base + layout->entries), (int32_t *) (base + layout->labels),
				(char *) (base + layout->pool));
	memcpy(base + layout->words, plan->words, header->words_size);
	header->checksum = phrase_checksum(book, layout->size);
}
