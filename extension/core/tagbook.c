/*
 * tagbook.c
 *	  Names, building, checking and printing of a tagbook.
 */
#include "tagbook_format.h"

static const char *const kind_names[] = {"instrument", "organisation", "person", "place", "topic"};
static const char *const guard_names[] = {"none", "headline_only", "needs_exchange", "needs_coref",
										  "never"};
static const char *const weight_names[] = {"headline", "lead",    "mention",      "mentions_most",
										   "early",    "roundup", "roundup_free", "roundup_most"};
static const char *const role_names[] = {"all", "any", "none"};

/* Weights where the lines say nothing: they add up to 100. */
static const int32_t default_weights[TAG_WEIGHTS] = {
	[WEIGHT_HEADLINE] = 40,     [WEIGHT_LEAD] = 25,         [WEIGHT_MENTION] = 4,
	[WEIGHT_MENTIONS_MOST] = 5, [WEIGHT_EARLY] = 15,        [WEIGHT_ROUNDUP] = 3,
	[WEIGHT_ROUNDUP_FREE] = 5,  [WEIGHT_ROUNDUP_MOST] = 30,
};

const char *
tag_kind_name(unsigned kind)
{
	return kind < TAG_KINDS ? kind_names[kind] : NULL;
}

const char *
tag_guard_name(unsigned guard)
{
	return guard < TAG_GUARDS ? guard_names[guard] : NULL;
}

const char *
tag_weight_name(unsigned weight)
{
	return weight < TAG_WEIGHTS ? weight_names[weight] : NULL;
}

const char *
term_role_name(unsigned role)
{
	return role < TERM_ROLES ? role_names[role] : NULL;
}

void
tagbook_begin(TagbookSource *source, CoreMemory memory)
{
	memset(source, 0, sizeof(*source));
	source->memory = memory;
	memcpy(source->weights, default_weights, sizeof(default_weights));
}

void
tagbook_end(TagbookSource *source)
{
	memory_free(&source->memory, source->tags);
	memory_free(&source->memory, source->aliases);
	memory_free(&source->memory, source->rules);
	memory_free(&source->memory, source->terms);
	memory_free(&source->memory, source->signs);
	memory_free(&source->memory, source->phrases);
	memory_free(&source->memory, source->pool);
}

/* Where the sections lie. */
typedef struct Layout
{
	uint64_t tags;
	uint64_t aliases;
	uint64_t rules;
	uint64_t terms;
	uint64_t signs;
	uint64_t book;
} Layout;

static Layout
lay_out(const TagbookHeader *header)
{
	Layout layout;

	/* any counts, wherever they come from: no sum overflows */
	layout.tags = sizeof(TagbookHeader);
	layout.aliases = layout.tags + (uint64_t) header->tag_count * sizeof(TagEntry);
	layout.rules = layout.aliases + (uint64_t) header->alias_count * sizeof(AliasEntry);
	layout.terms = layout.rules + (uint64_t) header->rule_count * sizeof(RuleEntry);
	layout.signs = layout.terms + (uint64_t) header->term_count * sizeof(TermEntry);
	layout.book =
		(layout.signs + (uint64_t) header->sign_count * sizeof(SignEntry) + 7) & ~UINT64_C(7);
	return layout;
}

/* Each rule needs something that it asks for, or "none of" would hold of every article. */
static bool
rules_ask(const TagbookSource *source, ParseError *err)
{
	for (size_t i = 0; i < source->rule_count; i++)
	{
		if (source->rules[i].groups == 0)
			return parse_fail(err, PARSE_CONTRADICTION, "rule", "no phrase of role all or any", i,
							  0);
	}
	return true;
}

static void
number_labels(TagbookSource *source)
{
	uint32_t first[] = {0, (uint32_t) source->alias_count,
						(uint32_t) (source->alias_count + source->sign_count)};

	for (size_t i = 0; i < source->phrase_count; i++)
	{
		uint32_t label = (uint32_t) source->phrases[i].id;

		source->phrases[i].id = (int32_t) (first[label >> 28] + (label & LABEL_PLACE));
	}
}

static void
copy_section(uint8_t *block, size_t at, const void *from, size_t bytes)
{
	if (bytes > 0)
		memcpy(block + at, from, bytes);
}

static void *
write_block(TagbookSource *source, const PhrasePlan *plan, TagbookHeader header, Layout layout)
{
	uint8_t *block = source->memory.resize(source->memory.context, NULL, header.size);

	memset(block, 0, layout.book);
	copy_section(block, layout.tags, source->tags, header.tag_count * sizeof(TagEntry));
	copy_section(block, layout.aliases, source->aliases, header.alias_count * sizeof(AliasEntry));
	copy_section(block, layout.rules, source->rules, header.rule_count * sizeof(RuleEntry));
	copy_section(block, layout.terms, source->terms, header.term_count * sizeof(TermEntry));
	copy_section(block, layout.signs, source->signs, header.sign_count * sizeof(SignEntry));
	phrase_write(plan, block + layout.book);
	memcpy(block, &header, sizeof(header));
	header.checksum = phrase_checksum(block, header.size);
	memcpy(block, &header, sizeof(header));
	return block;
}

bool
tagbook_build(TagbookSource *source, PhrasePoll poll, void **block, size_t *size, ParseError *err)
{
	PhraseSource phrases = {source->phrases, source->phrase_count, source->pool, poll};
	TagbookHeader header = {.magic = TAGBOOK_MAGIC,
							.tag_count = (uint32_t) source->tag_count,
							.alias_count = (uint32_t) source->alias_count,
							.rule_count = (uint32_t) source->rule_count,
							.term_count = (uint32_t) source->term_count,
							.sign_count = (uint32_t) source->sign_count};
	Layout layout = lay_out(&header);
	PhraseMeasure measure;
	PhrasePlan *plan;
	void *work;
	bool built = false;

	if (!rules_ask(source, err))
		return false;
	number_labels(source);
	if (!phrase_measure(&phrases, &measure, err))
		return false;
	work = source->memory.resize(source->memory.context, NULL, measure.work);
	if (phrase_plan(&phrases, &measure, work, &plan, err))
	{
		size_t book_size = phrase_plan_bytes(plan);

		if (layout.book + book_size > PHRASE_BOOK_MAX)
			parse_fail(err, PARSE_LIMIT, "book", "larger than 1 GB", 0, 0);
		else
		{
			memcpy(header.weights, source->weights, sizeof(header.weights));
			header.book_offset = (uint32_t) layout.book;
			header.book_size = (uint32_t) book_size;
			header.size = (uint32_t) (layout.book + book_size);
			*size = header.size;
			*block = write_block(source, plan, header, layout);
			built = true;
		}
	}
	memory_free(&source->memory, work);
	return built;
}

/* Entries in bounds, ids ascending. */
static bool
check_entries(const Tagbook *book)
{
	const TagbookHeader *header = book->header;

	for (uint32_t i = 0; i < header->tag_count; i++)
	{
		if (book->tags[i].kind >= TAG_KINDS || (i > 0 && book->tags[i - 1].id >= book->tags[i].id))
			return false;
	}
	for (uint32_t i = 0; i < header->alias_count; i++)
	{
		const AliasEntry *alias = &book->aliases[i];

		if (alias->tag >= header->tag_count || alias->guard >= TAG_GUARDS ||
			(i > 0 && alias[-1].id >= alias->id))
			return false;
	}
	for (uint32_t i = 0; i < header->rule_count; i++)
	{
		const RuleEntry *rule = &book->rules[i];

		if (rule->tag >= header->tag_count || rule->groups == 0 || rule->threshold < 1 ||
			rule->threshold > RULE_THRESHOLD_MAX || rule->within < RULE_ANYWHERE ||
			rule->within > RULE_WITHIN_MAX || (i > 0 && rule[-1].id >= rule->id))
			return false;
	}
	for (uint32_t i = 0; i < header->term_count; i++)
	{
		const TermEntry *term = &book->terms[i];

		if (term->rule >= header->rule_count || term->role >= TERM_ROLES ||
			term->group > RULE_ALL_MAX)
			return false;
	}
	for (int i = 0; i < TAG_WEIGHTS; i++)
	{
		if (header->weights[i] < 0 || header->weights[i] > TAG_WEIGHT_MAX)
			return false;
	}
	return true;
}

/* Every label is one entry of the sections, and the other way round. */
static bool
check_labels(const Tagbook *book)
{
	const TagbookHeader *header = book->header;
	const PhraseHeader *phrases = book->phrases.header;
	uint64_t labels = (uint64_t) header->alias_count + header->sign_count + header->term_count;

	if (phrases->label_count != labels || phrases->entry_count != labels)
		return false;
	for (uint32_t i = 0; i < labels; i++)
	{
		if (book->phrases.labels[i] != (int32_t) i || book->phrases.entries[i].id != (int32_t) i)
			return false;
	}
	return true;
}

bool
tagbook_open(const void *bytes, size_t size, Tagbook *book, const char **reason)
{
	const TagbookHeader *header = bytes;
	const uint8_t *base = bytes;
	Layout layout;

	if (size < sizeof(TagbookHeader) || header->magic != TAGBOOK_MAGIC)
	{
		*reason = "it does not begin as one of this version";
		return false;
	}
	if (header->size != size || header->tag_count > LABEL_PLACE ||
		header->alias_count > LABEL_PLACE || header->rule_count > LABEL_PLACE ||
		header->term_count > LABEL_PLACE || header->sign_count > LABEL_PLACE)
	{
		*reason = "its size differs from what its header says";
		return false;
	}
	layout = lay_out(header);
	if (layout.book > size || header->book_offset != layout.book ||
		header->book_size != size - layout.book)
	{
		*reason = "its size differs from what its header says";
		return false;
	}
	if (header->checksum != phrase_checksum(header, size))
	{
		*reason = "its checksum does not agree";
		return false;
	}
	book->header = header;
	book->tags = (const TagEntry *) (base + layout.tags);
	book->aliases = (const AliasEntry *) (base + layout.aliases);
	book->rules = (const RuleEntry *) (base + layout.rules);
	book->terms = (const TermEntry *) (base + layout.terms);
	book->signs = (const SignEntry *) (base + layout.signs);
	if (!phrase_book_open(base + layout.book, header->book_size, &book->phrases, reason))
		return false;
	if (!check_entries(book))
		*reason = "an entry is out of bounds";
	else if (!check_labels(book))
		*reason = "its phrases are not those of its entries";
	else
		return true;
	return false;
}

/*
 * The text form
 */

static size_t
put_text(char *out, size_t at, const char *text)
{
	size_t length = strlen(text);

	memcpy(out + at, text, length);
	return at + length;
}

static size_t
put_number(char *out, size_t at, int64_t number)
{
	char digits[24];
	size_t n = 0;
	uint64_t rest = number < 0 ? (uint64_t) -number : (uint64_t) number;

	out[at++] = ' ';
	if (number < 0)
		out[at++] = '-';
	do
		digits[n++] = (char) ('0' + rest % 10);
	while ((rest /= 10) > 0);
	while (n > 0)
		out[at++] = digits[--n];
	return at;
}

/* A phrase by its label, under the id that the text shows. */
static size_t
put_phrase(const Tagbook *book, char *out, size_t at, uint32_t label, int32_t id)
{
	PhraseEntry entry = book->phrases.entries[label];

	out[at++] = ' ';
	entry.id = id;
	return at + phrase_line_print(&entry, book->phrases.pool + entry.offset, out + at);
}

static size_t
print_alias(const Tagbook *book, uint32_t i, char *out)
{
	const AliasEntry *alias = &book->aliases[i];
	size_t at = put_number(out, put_text(out, 0, "alias"), book->tags[alias->tag].id);

	out[at++] = ' ';
	at = put_text(out, at, tag_guard_name(alias->guard));
	if (alias->word)
		at = put_text(out, at, " word");
	return put_phrase(book, out, at, i, alias->id);
}

static size_t
print_rule(const Tagbook *book, uint32_t i, char *out)
{
	const RuleEntry *rule = &book->rules[i];
	size_t at = put_number(out, put_text(out, 0, "rule"), rule->id);

	at = put_number(out, at, book->tags[rule->tag].id);
	at =
		rule->within == RULE_ANYWHERE ? put_text(out, at, " -") : put_number(out, at, rule->within);
	return put_number(out, at, rule->threshold);
}

static size_t
print_term(const Tagbook *book, uint32_t i, char *out)
{
	const TermEntry *term = &book->terms[i];
	uint32_t label = book->header->alias_count + book->header->sign_count + i;
	size_t at = put_text(out, put_text(out, 0, "term "), term_role_name(term->role));

	return put_phrase(book, out, at, label, book->rules[term->rule].id);
}

bool
tagbook_print(const Tagbook *book, size_t index, char *out, size_t *length)
{
	const TagbookHeader *header = book->header;
	uint32_t i = (uint32_t) index;
	size_t at;

	if (index < TAG_WEIGHTS)
	{
		at = put_text(out, put_text(out, 0, "weight "), tag_weight_name(i));
		*length = put_number(out, at, header->weights[i]);
		return true;
	}
	if ((i -= TAG_WEIGHTS) < header->sign_count)
	{
		*length = put_phrase(book, out, put_text(out, 0, "sign"), header->alias_count + i,
							 (int32_t) i + 1);
		return true;
	}
	if ((i -= header->sign_count) < header->tag_count)
	{
		at = put_number(out, put_text(out, 0, "tag"), book->tags[i].id);
		out[at++] = ' ';
		*length = put_text(out, at, tag_kind_name(book->tags[i].kind));
		return true;
	}
	if ((i -= header->tag_count) < header->alias_count)
		*length = print_alias(book, i, out);
	else if ((i -= header->alias_count) < header->rule_count)
		*length = print_rule(book, i, out);
	else if ((i -= header->rule_count) < header->term_count)
		*length = print_term(book, i, out);
	else
		return false;
	return true;
}
