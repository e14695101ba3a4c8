/*
 * fuzz_tagger.c
 *	  Laws of tagging: mentions are in order, within the text, on characters, and spell their phrase; their number and the parts of scores
 *	  agree; reading twice gives the same; and so do the same rules in another order, under other ids.
 *
 * Input: a byte of switches, a byte that says how many rows of four bytes follow, those rows, each an alias, sign, rule or term, then title and
 * body, parted by the first byte 0xff.  With switch 1 bytes of texts are numbers of snippets.
 */
#include "core/phrase_unicode.h"
#include "core/tagger.h"

#include <assert.h>
#include <stdio.h>

#include "../unit/rules.h"

/* so that no rule has more phrases of role all than it may */
#define MAX_ROWS 32
#define MAX_TEXT 20000
#define TAGS 8

/* Two of each kind come first. */
static const char *const kinds[TAGS] = {"instrument", "topic",        "place",  "instrument",
										"topic",      "organisation", "person", "instrument"};

static const char *const phrases[] = {"a",
									  "A",
									  "a b",
									  "b",
									  "A B",
									  "b a",
									  "a b a",
									  "POWER",
									  "Power",
									  "HUBC",
									  "hub power",
									  "PSX",
									  "ticker symbol",
									  "symbol",
									  "KARACHI",
									  "\xc3\x89t\xc3\xa9",
									  "\xe6\x9d\xb1",
									  "U.S.",
									  "x",
									  "c"};

static const char *const options[] = {"fold", "upper", "exact", "fold dots", "fold", "exact"};

static const char *const snippets[] = {"a",
									   "b",
									   "A",
									   "B",
									   "a b",
									   "A B",
									   "x",
									   "c",
									   " ",
									   " ",
									   " ",
									   ". ",
									   ".",
									   ",",
									   ", ",
									   ":",
									   ": ",
									   "$",
									   "(",
									   ")",
									   "/",
									   "\n",
									   "\n\n",
									   "POWER",
									   "Power",
									   "power",
									   "HUBC",
									   "KEL, ",
									   "Hub Power",
									   "HUB POWER",
									   "PSX",
									   "PSX: ",
									   "ticker symbol",
									   "symbol ",
									   "KARACHI: ",
									   "Karachi",
									   "\xc3\xa9t\xc3\xa9",
									   "E\xcc\x81TE\xcc\x81",
									   "\xe6\x9d\xb1",
									   "\xe3\x80\x82",
									   "U.S. ",
									   "US",
									   "\xe2\x96\xb2",
									   "\xc4\xb0",
									   "\xc3\x9f",
									   "\xef\xac\x81",
									   "\xc2\xa0",
									   "\xe2\x80\x8b",
									   "word ",
									   "TARIFF ",
									   "12 ",
									   "- - -",
									   "Reporting by x.",
									   "Copyright (c)",
									   "About the company",
									   "\xff",
									   "\xe2\x96"};

typedef struct Row
{
	uint8_t kind; /* 0, 1 alias, 2 sign, 3 rule, 4.. term */
	uint8_t tag;
	uint8_t detail;
	uint8_t phrase;
} Row;

typedef struct Text
{
	char bytes[MAX_TEXT];
	size_t length;
} Text;

static void
add(Text *text, const char *s, size_t n)
{
	if (text->length + n <= sizeof(text->bytes))
	{
		memcpy(text->bytes + text->length, s, n);
		text->length += n;
	}
}

#define ADD(text, ...)                                                                             \
	do                                                                                             \
	{                                                                                              \
		char line[200];                                                                            \
		add(text, line, (size_t) snprintf(line, sizeof(line), __VA_ARGS__));                       \
	} while (0)

static const char *
option_of(const Row *row)
{
	return options[row->phrase / 32 % 6];
}

static const char *
phrase_of(const Row *row)
{
	return phrases[row->phrase % 32 % (sizeof(phrases) / sizeof(phrases[0]))];
}

/*
 * Rows as lines.  Tags, aliases and rules get the numbers of their rows, or what is left of 99, so that backwards everything is in the other
 * order.  A rule needs a term to ask for, so each has one of its own; other terms go to the last rule before them.
 */
static int
rule_before(const Row *rows, int at)
{
	while (at >= 0 && rows[at].kind != 3)
		at--;
	return at;
}

static void
add_terms(Text *text, const Row *rows, int count, int rule, bool backwards)
{
	static const char *const roles[] = {"all", "all", "any", "any", "none"};
	int id = backwards ? 99 - rule : rule;

	for (int k = 0; k < count; k++)
	{
		int i = backwards ? count - 1 - k : k;

		if (rows[i].kind > 3 && rule_before(rows, i) == rule)
			ADD(text, "term %s %d %s: %s\n", roles[rows[i].tag % 5], id, option_of(&rows[i]),
				phrase_of(&rows[i]));
		if (i == rule)
			ADD(text, "term %s %d %s: %s\n", rows[i].detail & 1 ? "all" : "any", id,
				option_of(&rows[i]), phrase_of(&rows[i]));
	}
}

static void
write_rules(Text *text, const Row *rows, int count, bool backwards)
{
	text->length = 0;
	for (int i = 0; i < TAGS; i++)
		ADD(text, "tag %d %s\n", i, kinds[backwards ? TAGS - 1 - i : i]);
	for (int k = 0; k < count; k++)
	{
		int i = backwards ? count - 1 - k : k;
		const Row *row = &rows[i];
		int id = backwards ? 99 - i : i;
		int tag = backwards ? TAGS - 1 - row->tag % TAGS : row->tag % TAGS;

		if (row->kind < 2)
			ADD(text, "alias %d %s%s %d %s: %s\n", tag, tag_guard_name(row->detail % TAG_GUARDS),
				row->detail & 32 ? " word" : "", id, option_of(row), phrase_of(row));
		else if (row->kind == 2)
			ADD(text, "sign %d %s: %s\n", id, option_of(row), phrase_of(row));
		else if (row->kind == 3 && row->detail & 2)
			ADD(text, "rule %d %d - %d\n", id, tag, row->detail % 3 + 1);
		else if (row->kind == 3)
			ADD(text, "rule %d %d %d %d\n", id, tag, row->detail % 7, row->detail % 3 + 1);
	}
	for (int k = 0; k < count; k++)
	{
		int i = backwards ? count - 1 - k : k;

		if (rows[i].kind == 3)
			add_terms(text, rows, count, i, backwards);
	}
}

/* What a rules text says of an article. */
typedef struct Result
{
	TagMention *mentions;
	size_t count;
	TagScore scores[TAGS];
	size_t score_count;
} Result;

static int
compare_scores(const void *a, const void *b)
{
	return (int) ((const TagScore *) a)->tag - (int) ((const TagScore *) b)->tag;
}

#define COMPARE(field)                                                                             \
	if (x->field != y->field)                                                                      \
	return x->field < y->field ? -1 : 1

static int
compare_mentions(const void *a, const void *b)
{
	const TagMention *x = a;
	const TagMention *y = b;

	COMPARE(rule);
	COMPARE(sentence);
	COMPARE(byte_start);
	COMPARE(byte_end);
	COMPARE(tag);
	COMPARE(verdict);
	return 0;
}

/* Without what belongs to ids, and sorted. */
static void
keep_result(const Tagger *tagger, const Tagbook *book, bool backwards, Result *result)
{
	const TagMention *mentions = tagger_mentions(tagger, &result->count);
	const TagScore *scores = tagger_scores(tagger, &result->score_count);

	assert(result->score_count <= TAGS);
	result->mentions = malloc(result->count * sizeof(TagMention) + 1);
	for (size_t i = 0; i < result->count; i++)
	{
		TagMention *m = &result->mentions[i];

		*m = mentions[i];
		m->alias = m->alias < 0;
		/* of two rules that hold at one place either may be the one that counts */
		if (m->verdict == VERDICT_COUNTED || m->verdict == VERDICT_REPEATED)
			m->rule = m->rule >= 0;
		else if (m->rule >= 0)
			m->rule = backwards ? 99 - book->rules[m->rule].id : book->rules[m->rule].id;
		m->tag = backwards ? TAGS - 1 - m->tag : m->tag;
	}
	for (size_t i = 0; i < result->score_count; i++)
	{
		result->scores[i] = scores[i];
		if (backwards)
			result->scores[i].tag = TAGS - 1 - scores[i].tag;
	}
	qsort(result->mentions, result->count, sizeof(TagMention), compare_mentions);
	qsort(result->scores, result->score_count, sizeof(TagScore), compare_scores);
}

static void
check_same(const Result *a, const Result *b)
{
	assert(a->count == b->count && a->score_count == b->score_count);
	for (size_t i = 0; i < a->count; i++)
	{
		const TagMention *x = &a->mentions[i];
		const TagMention *y = &b->mentions[i];

		assert(compare_mentions(x, y) == 0 && x->alias == y->alias && x->zone == y->zone &&
			   x->start == y->start && x->length == y->length);
	}
	for (size_t i = 0; i < a->score_count; i++)
		assert(memcmp(&a->scores[i], &b->scores[i], sizeof(TagScore)) == 0);
}

static uint32_t
chars_of(const char *s, size_t n)
{
	uint32_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((uint8_t) s[i] & 0xc0) != 0x80;
	return count;
}

/* Folded bytes without white space and what is ignored. */
static size_t
fold(const char *s, size_t n, uint8_t *out)
{
	const uint8_t *p = (const uint8_t *) s;
	PhraseSink sink;
	char *kept = malloc(n + 1);
	size_t length = 0;

	for (size_t i = 0; i < n;)
	{
		uint32_t c;
		size_t width = phrase_decode(p + i, p + n, &c);
		PhraseChar kind = phrase_char_class(c);

		if (kind != CHAR_SPACE && kind != CHAR_NEWLINE && kind != CHAR_IGNORED)
		{
			memcpy(kept + length, s + i, width);
			length += width;
		}
		i += width;
	}
	phrase_sink_init(&sink, 0);
	sink.out = out;
	sink.capacity = 100;
	phrase_canonical((uint8_t *) kept, (uint8_t *) kept + length, true, &sink);
	free(kept);
	assert(sink.length <= 100);
	return sink.length;
}

static void
check_span(const Tagbook *book, const TagMention *m, const char *text, size_t n)
{
	const PhraseEntry *entry;
	uint8_t found[100];
	uint8_t wanted[100];
	size_t length;

	assert(m->byte_start < m->byte_end && m->byte_end <= n);
	assert(((uint8_t) text[m->byte_start] & 0xc0) != 0x80 || m->byte_start == 0 ||
		   (uint8_t) text[m->byte_start - 1] != 0xc3);
	assert(m->start == chars_of(text, m->byte_start));
	assert(m->length == chars_of(text + m->byte_start, m->byte_end - m->byte_start));
	if (m->alias < 0)
		return;
	entry = &book->phrases.entries[m->alias];
	if ((entry->options & ~PHRASE_CASE_MASK) != 0)
		return;
	length = fold(text + m->byte_start, m->byte_end - m->byte_start, found);
	assert(length == fold(book->phrases.pool + entry->offset, entry->length, wanted));
	assert(memcmp(found, wanted, length) == 0);
}

/* Aliases by place, the longer first, of one tag without overlap; then rules, of one rule by place without overlap. */
static void
check_order(const TagMention *mentions, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		const TagMention *m = &mentions[i];
		const TagMention *before = i > 0 ? m - 1 : NULL;

		assert((m->alias < 0) == (m->rule >= 0) &&
			   (m->zone == ZONE_HEADLINE) == (m->sentence == 0));
		if (before && m->alias >= 0)
		{
			assert(before->alias >= 0 && before->sentence <= m->sentence);
			if (before->zone == ZONE_HEADLINE && m->zone != ZONE_HEADLINE)
				continue;
			assert(before->byte_start <= m->byte_start &&
				   (before->byte_start < m->byte_start || before->byte_end >= m->byte_end));
		}
		for (size_t k = i; k-- > 0 && i - k < 20;)
		{
			const TagMention *earlier = &mentions[k];

			if (earlier->tag == m->tag && earlier->rule == m->rule &&
				(earlier->sentence == 0) == (m->sentence == 0))
				assert(earlier->byte_end <= m->byte_start);
		}
	}
}

static void
check_scores(const Tagger *tagger, const Tagbook *book, const TagMention *mentions, size_t count)
{
	const int32_t *weights = book->header->weights;
	uint32_t counted[TAGS] = {0};
	size_t score_count;
	const TagScore *scores = tagger_scores(tagger, &score_count);
	size_t tags = 0;

	for (size_t i = 0; i < count; i++)
		counted[mentions[i].tag] += mentions[i].verdict == VERDICT_COUNTED;
	for (uint32_t i = 0; i < TAGS; i++)
	{
		tags += counted[i] > 0;
		assert((tagger_score(tagger, i) != NULL) == (counted[i] > 0));
	}
	assert(score_count == tags);
	for (size_t i = 0; i < score_count; i++)
	{
		const TagScore *s = &scores[i];
		int32_t sum = s->headline + s->lead + s->count + s->early + s->roundup;

		assert(tagger_score(tagger, s->tag) == s && s->mentions == counted[s->tag]);
		assert(s->headline == 0 || s->headline == weights[WEIGHT_HEADLINE]);
		assert(s->lead == 0 || s->lead == weights[WEIGHT_LEAD]);
		assert(s->early >= 0 && s->early <= weights[WEIGHT_EARLY] && s->count > 0 &&
			   s->roundup <= 0);
		assert(s->relevance == (sum < 0 ? 0 : sum > 100 ? 100 : sum));
	}
}

static void
check(const Text *rules, bool backwards, const TagArticle *article, Result *result)
{
	static const TagArticle other = {"Hub Power: a b A B", 18, "PSX: HUBC, POWER. a b a b x c", 29};
	ParseError err;
	size_t line;
	size_t size;
	const char *reason;
	Tagbook book;
	Tagger *tagger;
	Result fresh;
	const TagMention *mentions;
	size_t count;
	void *block = compile_rules(rules->bytes, rules->length, &size, &err, &line);

	assert(block != NULL && tagbook_open(block, size, &book, &reason));
	tagger = tagger_create(&book, heap);
	tagger_read(tagger, article, NULL);
	keep_result(tagger, &book, backwards, &fresh);
	tagger_read(tagger, &other, NULL);
	tagger_read(tagger, article, NULL);
	keep_result(tagger, &book, backwards, result);
	check_same(&fresh, result);
	free(fresh.mentions);
	mentions = tagger_mentions(tagger, &count);
	for (size_t i = 0; i < count; i++)
	{
		if (mentions[i].sentence == 0)
			check_span(&book, &mentions[i], article->title, article->title_length);
		else
			check_span(&book, &mentions[i], article->body, article->body_length);
	}
	check_order(mentions, count);
	check_scores(tagger, &book, mentions, count);
	tagger_free(tagger);
	free(block);
}

/* A copy exactly as long as it is, so that reading beyond the end is seen. */
static char *
copy_of(const Text *text)
{
	char *copy = malloc(text->length > 0 ? text->length : 1);

	memcpy(copy, text->bytes, text->length);
	return copy;
}

static size_t
read_text(const uint8_t *data, size_t i, size_t size, Text *text)
{
	text->length = 0;
	for (; i < size && data[i] != 0xff; i++)
	{
		const char *piece = snippets[data[i] % (sizeof(snippets) / sizeof(snippets[0]))];

		if (data[0] & 1)
			add(text, piece, strlen(piece));
		else
			add(text, (const char *) data + i, 1);
	}
	return i + 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Text title;
	static Text body;
	static Text rules;
	Row rows[MAX_ROWS];
	Result result;
	Result backwards;
	TagArticle article;
	int count = 0;
	size_t i = 2;

	if (size < 6)
		return 0;
	for (; count < data[1] % MAX_ROWS && i + 4 <= size; i += 4)
	{
		Row row = {data[i] % 6, data[i + 1], data[i + 2], data[i + 3]};

		/* what has no rule to belong to is an alias */
		if (row.kind > 3 && rule_before(rows, count - 1) < 0)
			row.kind = 0;
		rows[count++] = row;
	}
	i = read_text(data, i, size, &title);
	read_text(data, i, size, &body);
	article = (TagArticle){copy_of(&title), title.length, copy_of(&body), body.length};
	write_rules(&rules, rows, count, false);
	check(&rules, false, &article, &result);
	write_rules(&rules, rows, count, true);
	check(&rules, true, &article, &backwards);
	check_same(&result, &backwards);
	free(result.mentions);
	free(backwards.mentions);
	free((char *) article.title);
	free((char *) article.body);
	return 0;
}
