/*
 * phrase_format.c
 *	  Layout and check of a book's bytes.
 */
#include "phrase_format.h"

/* Append a section of `count` elements of `width` bytes; false beyond the limit. */
static bool
add_section(size_t *end, size_t *at, uint64_t count, size_t width)
{
	*at = *end;
	if (count > (PHRASE_BOOK_MAX - *end) / width)
		return false;
	*end += (size_t) count * width;
	return true;
}

bool
phrase_layout(const PhraseHeader *header, PhraseLayout *layout)
{
	size_t end = sizeof(PhraseHeader);

	if (header->filter_log2 > 30 || header->edge_log2 > 30)
		return false;
	if (!add_section(&end, &layout->filter, UINT64_C(1) << header->filter_log2, sizeof(uint64_t)) ||
		!add_section(&end, &layout->edges, UINT64_C(1) << header->edge_log2, sizeof(PhraseEdge)) ||
		!add_section(&end, &layout->nodes, header->node_count, sizeof(PhraseNode)) ||
		!add_section(&end, &layout->lists, header->list_count, sizeof(uint32_t)) ||
		!add_section(&end, &layout->labels, header->label_count, sizeof(int32_t)) ||
		!add_section(&end, &layout->entries, header->entry_count, sizeof(PhraseEntry)) ||
		!add_section(&end, &layout->words, header->words_size, 1) ||
		!add_section(&end, &layout->pool, header->pool_size, 1))
		return false;
	layout->size = end;
	return true;
}

/* Four lanes, so that memory and not the multiplier sets the pace. */
uint64_t
phrase_checksum(const void *book, size_t size)
{
	const uint8_t *p = (const uint8_t *) book + offsetof(PhraseHeader, size);
	const uint8_t *end = (const uint8_t *) book + size;
	uint64_t h[4] = {1, 2, 3, 4};

	for (; end - p >= 32; p += 32)
	{
		for (int i = 0; i < 4; i++)
			h[i] = phrase_hash_lane(h[i], phrase_load(p + 8 * i, end));
	}
	for (; p < end; p += end - p < 8 ? end - p : 8)
		h[0] = phrase_hash_lane(h[0], phrase_load(p, end));
	for (int i = 1; i < 4; i++)
		h[0] = phrase_hash_lane(h[0], h[i]);
	return phrase_hash_end(h[0], size);
}

static bool
check_header(const PhraseHeader *header, const PhraseLayout *layout, size_t size,
			 const char **reason)
{
	if (header->size != size || layout->size != size)
		*reason = "its size differs from what its header says";
	else if (header->checksum != phrase_checksum(header, size))
		*reason = "its checksum does not agree";
	else if (header->node_count < PHRASE_MODES || header->node_count > EDGE_NODE ||
			 header->modes >> PHRASE_MODES != 0 || header->max_words > PHRASE_TOKENS_MAX ||
			 header->max_tokens > PHRASE_LOOKAHEAD_MAX)
		*reason = "its header is out of bounds";
	else
		return true;
	return false;
}

static bool
check_edges(const PhraseBook *book)
{
	const PhraseHeader *header = book->header;
	uint64_t empty = 0;

	for (uint64_t i = 0; i <= book->edge_mask; i++)
	{
		const PhraseEdge *edge = &book->edges[i];
		uint32_t child = edge->child & EDGE_NODE;

		if (edge->child == 0)
		{
			empty++;
			continue;
		}
		if (child >= header->node_count || child < PHRASE_MODES || edge->parent >> 1 >= child)
			return false;
		if (header->words_size < sizeof(uint16_t) ||
			edge->word > header->words_size - sizeof(uint16_t) ||
			phrase_word_length(book->words, edge->word) >
				header->words_size - sizeof(uint16_t) - edge->word)
			return false;
	}
	return empty > 0;
}

static bool
check_nodes(const PhraseBook *book)
{
	const PhraseHeader *header = book->header;

	for (uint32_t i = 0; i < header->node_count; i++)
	{
		const PhraseNode *node = &book->nodes[i];

		if ((uint64_t) node->first + node->any + node->upper > header->list_count)
			return false;
	}
	for (uint32_t i = 0; i < header->list_count; i++)
	{
		if (book->lists[i] >= header->label_count)
			return false;
	}
	for (uint32_t i = 1; i < header->label_count; i++)
	{
		if (book->labels[i - 1] >= book->labels[i])
			return false;
	}
	return true;
}

static bool
check_entries(const PhraseBook *book)
{
	const PhraseHeader *header = book->header;
	ParseError error;

	for (uint32_t i = 0; i < header->entry_count; i++)
	{
		const PhraseEntry *entry = &book->entries[i];

		if ((entry->options & ~PHRASE_OPTIONS_MASK) != 0 ||
			(entry->options & PHRASE_CASE_MASK) == PHRASE_CASE_MASK ||
			entry->offset > header->pool_size || entry->length > header->pool_size - entry->offset)
			return false;
		if (!phrase_check(book->pool + entry->offset, entry->length, &error))
			return false;
	}
	return true;
}

bool
phrase_book_open(const void *bytes, size_t size, PhraseBook *book, const char **reason)
{
	const PhraseHeader *header = bytes;
	const uint8_t *base = bytes;
	PhraseLayout layout;

	if (size < sizeof(PhraseHeader) || header->magic != PHRASE_MAGIC)
	{
		*reason = "it does not begin as one of this version";
		return false;
	}
	if (!phrase_layout(header, &layout))
	{
		*reason = "its sections exceed the largest size";
		return false;
	}
	if (!check_header(header, &layout, size, reason))
		return false;
	book->header = header;
	book->filter = (const uint64_t *) (base + layout.filter);
	book->edges = (const PhraseEdge *) (base + layout.edges);
	book->nodes = (const PhraseNode *) (base + layout.nodes);
	book->lists = (const uint32_t *) (base + layout.lists);
	book->labels = (const int32_t *) (base + layout.labels);
	book->entries = (const PhraseEntry *) (base + layout.entries);
	book->words = base + layout.words;
	book->pool = (const char *) (base + layout.pool);
	book->filter_mask = (UINT64_C(1) << header->filter_log2) - 1;
	book->edge_mask = (uint32_t) ((UINT64_C(1) << header->edge_log2) - 1);
	if (!check_edges(book))
		*reason = "an edge points out of bounds";
	else if (!check_nodes(book))
		*reason = "a list points out of bounds";
	else if (!check_entries(book))
		*reason = "an entry is out of bounds";
	else
		return true;
	return false;
}

uint32_t
phrase_book_count(const PhraseBook *book)
{
	return book->header->entry_count;
}
