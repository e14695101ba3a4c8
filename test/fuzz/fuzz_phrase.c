/*
 * fuzz_phrase.c
 *	  The phrase matcher against a plain one, and the laws of a book.
 *
 * The plain matcher shares the character classes and nothing else: it splits code points into tokens, lets utf8proc normalize whole
 * tokens, and compares each phrase at each word.
 *
 * Input: a byte of switches, the text, then phrases, each begun by a byte 0xff, an id byte and an options byte.  With switch 1 the
 * bytes of text and phrases are numbers of snippets that are hard for a matcher; with switches 2 and 4 the text is repeated.
 */
#include "core/phrase_format.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#define MAX_PHRASES 24
#define MAX_TEXT 60000

static const char *const snippets[] = {"a",
									   "b",
									   "A",
									   "B",
									   " ",
									   " ",
									   ".",
									   "&",
									   "and",
									   "AND",
									   "co",
									   "Co",
									   "company",
									   "ltd",
									   "Ltd",
									   "LIMITED",
									   "limited",
									   "\n",
									   "\n\n",
									   "\r\n",
									   "-",
									   "\xe2\x80\x93",
									   "'",
									   "\xe2\x80\x99",
									   "\xc3\xa9",
									   "e\xcc\x81",
									   "\xc3\x89",
									   "\xc3\x9f",
									   "ss",
									   "SS",
									   "\xef\xac\x81",
									   "fi",
									   "\xc4\xb0",
									   "i",
									   "\xc4\xb1",
									   "\xe6\x9d\xb1",
									   "\xe4\xba\xac",
									   "\xea\xb0\x80",
									   "\xe1\x84\x80",
									   "\xe1\x85\xa1",
									   "\xea\xb0\x81",
									   "\xe1\x86\xa8",
									   "\xc2\xad",
									   "\xe2\x80\x8b",
									   "\xc2\xa0",
									   "_",
									   "7",
									   "\xef\xbc\xa1",
									   "\xef\xbc\x8e",
									   "\xef\xbc\x86",
									   "\xcc\xa3",
									   "\xcc\x87",
									   "abcdefgh",
									   "ABCDEFGHI",
									   "P.I.A.",
									   "pia",
									   "/",
									   "\xd0\x96",
									   "\xd0\xb6",
									   "\xe1\xbe\xb3",
									   "\xcd\x85",
									   "\xe3\x81\x8b\xe3\x82\x99",
									   "\xe3\x81\x8c",
									   "corp.",
									   "\xef\xac\x83",
									   "ffi"};

typedef struct Buffer
{
	char bytes[MAX_TEXT];
	size_t length;
} Buffer;

typedef struct Row
{
	PhraseEntry entry;
	char phrase[PHRASE_MAX_BYTES];
} Row;

/* A word of the plain matcher. */
typedef struct PlainWord
{
	char *text;
	size_t length;
	uint32_t start; /* bytes */
	uint32_t end;
	int gap;
	bool letter;
	bool spaced;
} PlainWord;

typedef struct Found
{
	PhraseMatch *matches;
	size_t count;
	size_t capacity;
} Found;

static void
found_add(void *context, const PhraseMatch *match)
{
	Found *found = context;

	if (found->count == found->capacity)
	{
		found->capacity = found->capacity * 2 + 64;
		found->matches = realloc(found->matches, found->capacity * sizeof(PhraseMatch));
	}
	found->matches[found->count++] = *match;
}

static void
append(Buffer *buffer, const char *s, size_t n)
{
	if (buffer->length + n <= sizeof(buffer->bytes))
	{
		memcpy(buffer->bytes + buffer->length, s, n);
		buffer->length += n;
	}
}

static bool
is_valid(const char *s, size_t n)
{
	const uint8_t *p = (const uint8_t *) s;
	uint32_t c;

	for (size_t i = 0; i < n;)
	{
		i += phrase_decode(p + i, p + n, &c);
		if (c == PHRASE_INVALID || c == 0)
			return false;
	}
	return true;
}

/*
 * The plain matcher
 */

/* NFD of a token, then each character folded. */
static void
plain_canonical(PlainWord *word, const int32_t *chars, size_t n, bool fold)
{
	int32_t *nfd = malloc((n * 20 + 20) * sizeof(int32_t));
	int32_t one[32];
	utf8proc_ssize_t total = 0;
	char *out;

	for (size_t i = 0; i < n; i++)
	{
		int boundary = 0;
		bool compat = (chars[i] >= 0xfb00 && chars[i] <= 0xfb06) ||
					  (chars[i] >= 0xff01 && chars[i] <= 0xff5e);

		total +=
			utf8proc_decompose_char(chars[i], nfd + total, 20,
									UTF8PROC_DECOMPOSE | (compat ? UTF8PROC_COMPAT : 0), &boundary);
	}
	/* bubble marks into order */
	for (bool again = true; again;)
	{
		again = false;
		for (utf8proc_ssize_t i = 1; i < total; i++)
		{
			int before = utf8proc_get_property(nfd[i - 1])->combining_class;
			int here = utf8proc_get_property(nfd[i])->combining_class;

			if (here > 0 && before > here)
			{
				int32_t swap = nfd[i];

				nfd[i] = nfd[i - 1];
				nfd[i - 1] = swap;
				again = true;
			}
		}
	}
	out = malloc((size_t) total * 40 + 1);
	word->length = 0;
	for (utf8proc_ssize_t i = 0; i < total; i++)
	{
		int boundary = 0;
		utf8proc_ssize_t k = utf8proc_decompose_char(
			nfd[i], one, 32, fold ? UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE : 0, &boundary);

		for (utf8proc_ssize_t j = 0; j < k; j++)
			word->length += (size_t) utf8proc_encode_char(one[j], (uint8_t *) out + word->length);
	}
	word->text = out;
	free(nfd);
}

/* A letter that is one letter when folded, too. */
static bool
plain_letter(uint32_t c)
{
	int32_t parts[32];
	int boundary = 0;
	utf8proc_ssize_t n;

	if (!phrase_char_is_letter(c))
		return false;
	n = utf8proc_decompose_char(
		(int32_t) c, parts, 32,
		UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
			((c >= 0xfb00 && c <= 0xfb06) || (c >= 0xff01 && c <= 0xff5e) ? UTF8PROC_COMPAT : 0),
		&boundary);
	for (utf8proc_ssize_t i = 1; i < n; i++)
	{
		if (phrase_char_class((uint32_t) parts[i]) != CHAR_MARK)
			return false;
	}
	return true;
}

static int32_t
plain_char(uint32_t c)
{
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63)
		return '-';
	if (c == 0x2018 || c == 0x2019 || c == 0x201b || c == 0x2bc)
		return '\'';
	return c >= 0x201c && c <= 0x201f ? '"' : (int32_t) c;
}

/* The place of the next character that is not ignored, from i on. */
static size_t
plain_next(const uint8_t *p, size_t i, size_t n, uint32_t *c, size_t *width, PhraseChar *kind)
{
	for (; i < n; i += *width)
	{
		*width = phrase_decode(p + i, p + n, c);
		*kind = phrase_char_class(*c);
		if (*kind != CHAR_IGNORED)
			break;
	}
	return i;
}

static size_t
plain_tokens(const char *s, size_t n, bool fold, PlainWord *words)
{
	const uint8_t *p = (const uint8_t *) s;
	int32_t *chars = malloc((n + 1) * sizeof(int32_t));
	size_t count = 0;
	size_t i = 0;
	int gap = 0;
	int lines = 0;

	while (i < n)
	{
		uint32_t c;
		size_t width = phrase_decode(p + i, p + n, &c);
		PhraseChar kind = phrase_char_class(c);
		PhraseChar first = kind == CHAR_MARK ? CHAR_WORD : kind;
		PlainWord *word = &words[count];
		size_t length = 0;

		if (kind == CHAR_SPACE || kind == CHAR_NEWLINE || kind == CHAR_PARAGRAPH)
		{
			gap = 1;
			if (kind == CHAR_PARAGRAPH)
				lines = 2;
			if (kind == CHAR_NEWLINE && !(c == '\r' && i + 1 < n && p[i + 1] == '\n'))
				lines++;
		}
		if (kind == CHAR_SPACE || kind == CHAR_NEWLINE || kind == CHAR_PARAGRAPH ||
			kind == CHAR_IGNORED)
		{
			i += width;
			continue;
		}
		word->start = (uint32_t) i;
		word->gap = lines >= 2 ? 2 : gap;
		word->spaced = false;
		word->letter = plain_letter(c);
		gap = lines = 0;
		for (bool one = true;; one = false)
		{
			/* U+0345 folds to a letter */
			if (!one && (kind == CHAR_WORD || c == 0x345))
				word->letter = false;
			chars[length++] = plain_char(c);
			i += width;
			word->end = (uint32_t) i;
			i = plain_next(p, i, n, &c, &width, &kind);
			if (i >= n || !(kind == CHAR_MARK || (kind == CHAR_WORD && first == CHAR_WORD) ||
							(kind == CHAR_JAMO && (first == CHAR_SINGLE || first == CHAR_JAMO))))
				break;
		}
		plain_canonical(word, chars, length, fold);
		count++;
	}
	free(chars);
	return count;
}

static bool
word_is(const PlainWord *word, const char *s)
{
	return word->length == strlen(s) && memcmp(word->text, s, word->length) == 0;
}

static void
set_text(PlainWord *word, const char *s)
{
	free(word->text);
	word->length = strlen(s);
	word->text = malloc(word->length + 1);
	memcpy(word->text, s, word->length);
}

static void
join(PlainWord *word, PlainWord *more, bool text)
{
	if (text)
	{
		word->text = realloc(word->text, word->length + more->length + 1);
		memcpy(word->text + word->length, more->text, more->length);
		word->length += more->length;
	}
	word->end = more->end;
	free(more->text);
}

static const char *const plain_variants[][4] = {
	{"ltd", "Ltd", "LTD", "s"},    {"limited", "Limited", "LIMITED", "l"},
	{"co", "Co", "CO", "s"},       {"company", "Company", "COMPANY", "l"},
	{"corp", "Corp", "CORP", "s"}, {"corporation", "Corporation", "CORPORATION", "l"},
	{"inc", "Inc", "INC", "s"},    {"incorporated", "Incorporated", "INCORPORATED", "l"},
	{"pvt", "Pvt", "PVT", "s"},    {"private", "Private", "PRIVATE", "l"}};

/* Only a token of ASCII alone spells a variant. */
static bool
plain_variant(PlainWord *word, const char *s, bool *is_short)
{
	char kept[16];

	if (word->end - word->start != word->length || word->length > 15)
		return false;
	memcpy(kept, s + word->start, word->length);
	kept[word->length] = '\0';
	for (size_t i = 0; i < word->length; i++)
	{
		if ((uint8_t) kept[i] >= 0x80)
			return false;
	}
	for (size_t i = 0; i < 10; i++)
	{
		for (int shape = 0; shape < 3; shape++)
		{
			if (word_is(word, plain_variants[i][shape]))
			{
				set_text(word, plain_variants[i & ~(size_t) 1][shape]);
				*is_short = plain_variants[i][3][0] == 's';
				return true;
			}
		}
	}
	return false;
}

/* The words of a text as a mode sees them. */
static size_t
plain_words(const char *s, size_t n, unsigned mode, PlainWord *words)
{
	size_t count = plain_tokens(s, n, !(mode & MODE_EXACT), words);
	size_t kept = 0;

	for (size_t i = 0; i < count;)
	{
		PlainWord word = words[i++];
		bool is_short = false;
		bool dot = i < count && words[i].gap == 0 && word_is(&words[i], ".");

		if ((mode & MODE_AND) && word_is(&word, "&"))
		{
			set_text(&word, "and");
			word.spaced = true;
			word.gap = word.gap ? word.gap : 1;
		}
		else if ((mode & MODE_LTD) && plain_variant(&word, s, &is_short))
		{
			if (is_short && dot)
				join(&word, &words[i++], false);
		}
		else if ((mode & MODE_DOTS) && word.letter && dot)
		{
			join(&word, &words[i++], false);
			while (i < count && words[i].gap == 0 && words[i].letter)
			{
				join(&word, &words[i++], true);
				if (!(i < count && words[i].gap == 0 && word_is(&words[i], ".")))
					break;
				join(&word, &words[i++], false);
			}
		}
		words[kept++] = word;
	}
	for (size_t i = 1; i < kept; i++)
	{
		if (words[i - 1].spaced && words[i].gap == 0)
			words[i].gap = 1;
	}
	return kept;
}

static void
free_words(PlainWord *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(words[i].text);
}

static bool
all_capitals(const char *s, uint32_t start, uint32_t end)
{
	const uint8_t *p = (const uint8_t *) s;
	uint32_t c;

	for (uint32_t i = start; i < end;)
	{
		i += (uint32_t) phrase_decode(p + i, p + end, &c);
		if (phrase_char_is_lower(c))
			return false;
	}
	return true;
}

static uint32_t
chars_before(const char *s, uint32_t end)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < end; i++)
		count += ((uint8_t) s[i] & 0xc0) != 0x80;
	return count;
}

static void
plain_phrase(const char *s, const PlainWord *text, size_t count, const Row *row, PlainWord *phrase,
			 Found *found)
{
	size_t words =
		plain_words(row->phrase, row->entry.length, phrase_mode(row->entry.options), phrase);

	for (size_t at = 0; at + words <= count; at++)
	{
		PhraseMatch match = {.id = row->entry.id, .byte_start = text[at].start};
		size_t k;

		for (k = 0; k < words; k++)
		{
			if (text[at + k].length != phrase[k].length ||
				memcmp(text[at + k].text, phrase[k].text, phrase[k].length) != 0)
				break;
			if (k > 0 && text[at + k].gap != (phrase[k].gap ? 1 : 0))
				break;
		}
		if (k < words)
			continue;
		match.byte_length = text[at + k - 1].end - match.byte_start;
		if ((row->entry.options & PHRASE_CASE_MASK) == PHRASE_UPPER &&
			!all_capitals(s, match.byte_start, match.byte_start + match.byte_length))
			continue;
		match.start = chars_before(s, match.byte_start);
		match.length = chars_before(s, match.byte_start + match.byte_length) - match.start;
		found_add(found, &match);
	}
	free_words(phrase, words);
}

static int
by_id(const void *a, const void *b)
{
	const PhraseMatch *x = a;
	const PhraseMatch *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->length < y->length) - (x->length > y->length);
}

static int
by_start(const void *a, const void *b)
{
	const PhraseMatch *x = a;
	const PhraseMatch *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->length != y->length)
		return x->length > y->length ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static void
plain_match(const char *s, size_t n, const Row *rows, size_t count, Found *found)
{
	PlainWord *text = malloc((n + 1) * sizeof(PlainWord));
	PlainWord *phrase = malloc((PHRASE_MAX_BYTES + 1) * sizeof(PlainWord));
	size_t kept = 0;

	for (unsigned mode = 0; mode < PHRASE_MODES; mode++)
	{
		size_t words = plain_words(s, n, mode, text);

		for (size_t i = 0; i < count; i++)
		{
			if (phrase_mode(rows[i].entry.options) == mode)
				plain_phrase(s, text, words, &rows[i], phrase, found);
		}
		free_words(text, words);
	}
	if (found->count > 0)
		qsort(found->matches, found->count, sizeof(PhraseMatch), by_id);
	for (size_t i = 0; i < found->count; i++)
	{
		const PhraseMatch *last = kept > 0 ? &found->matches[kept - 1] : NULL;

		if (last && last->id == found->matches[i].id &&
			found->matches[i].start < last->start + last->length)
			continue;
		found->matches[kept++] = found->matches[i];
	}
	found->count = kept;
	if (kept > 0)
		qsort(found->matches, kept, sizeof(PhraseMatch), by_start);
	free(text);
	free(phrase);
}

/*
 * The matcher under test
 */

static void *
build(const Row *rows, size_t count, bool reversed, size_t *size)
{
	PhraseEntry entries[2 * MAX_PHRASES];
	char pool[MAX_PHRASES * PHRASE_MAX_BYTES];
	PhraseSource source = {entries, 0, pool, NULL};
	PhraseMeasure measure;
	PhrasePlan *plan;
	ParseError err;
	uint32_t at = 0;
	void *work;
	void *book;

	for (size_t i = 0; i < count; i++)
	{
		const Row *row = &rows[reversed ? count - 1 - i : i];

		memcpy(pool + at, row->phrase, row->entry.length);
		entries[source.count] = row->entry;
		entries[source.count++].offset = at;
		/* a duplicate changes nothing */
		if (reversed && i == 0)
		{
			entries[source.count] = entries[0];
			source.count++;
		}
		at += row->entry.length;
	}
	assert(phrase_measure(&source, &measure, &err));
	work = malloc(measure.work);
	assert(phrase_plan(&source, &measure, work, &plan, &err));
	*size = phrase_plan_bytes(plan);
	book = malloc(*size);
	phrase_write(plan, book);
	free(work);
	return book;
}

static void
check_round_trip(const PhraseBook *book)
{
	char line[PHRASE_LINE_SIZE];
	char phrase[PHRASE_MAX_BYTES];

	for (uint32_t i = 0; i < phrase_book_count(book); i++)
	{
		const PhraseEntry *entry = &book->entries[i];
		size_t n = phrase_line_print(entry, book->pool + entry->offset, line);
		PhraseEntry again;
		ParseError err;

		assert(n <= PHRASE_LINE_SIZE);
		assert(phrase_line_parse(line, n, &again, phrase, &err));
		assert(again.id == entry->id && again.options == entry->options &&
			   again.length == entry->length);
		assert(memcmp(phrase, book->pool + entry->offset, entry->length) == 0);
	}
}

static void
check_matches(const char *s, size_t n, const Row *rows, size_t count)
{
	size_t size;
	size_t size_reversed;
	void *bytes = build(rows, count, false, &size);
	void *reversed = build(rows, count, true, &size_reversed);
	PhraseBook book;
	const char *reason;
	Found found = {NULL, 0, 0};
	Found plain = {NULL, 0, 0};
	PhraseOutput output = {found_add, NULL, &found};
	PhraseScratch *scratch;

	assert(size == size_reversed && memcmp(bytes, reversed, size) == 0);
	assert(phrase_book_open(bytes, size, &book, &reason));
	check_round_trip(&book);
	scratch = phrase_scratch_init(&book, malloc(phrase_scratch_size(&book)));
	/* twice, for what a scan leaves behind */
	phrase_match(&book, scratch, s, n, &output);
	found.count = 0;
	phrase_match(&book, scratch, s, n, &output);
	plain_match(s, n, rows, count, &plain);
	assert(found.count == plain.count);
	for (size_t i = 0; i < found.count; i++)
		assert(memcmp(&found.matches[i], &plain.matches[i], sizeof(PhraseMatch)) == 0);
	free(found.matches);
	free(plain.matches);
	free(scratch);
	free(bytes);
	free(reversed);
}

static void
add_byte(Buffer *buffer, uint8_t byte, bool snippet)
{
	if (snippet)
	{
		const char *s = snippets[byte % (sizeof(snippets) / sizeof(snippets[0]))];

		append(buffer, s, strlen(s));
	}
	else
		append(buffer, (const char *) &byte, 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Buffer text;
	static Buffer phrase;
	static Row rows[MAX_PHRASES];
	size_t count = 0;
	size_t i = 1;
	size_t once;

	if (size < 4 || size > 2000)
		return 0;
	text.length = 0;
	for (; i < size && data[i] != 0xff; i++)
		add_byte(&text, data[i], data[0] & 1);
	while (i + 2 < size && count < MAX_PHRASES)
	{
		Row *row = &rows[count];
		ParseError err;

		row->entry = (PhraseEntry){.id = (int8_t) data[i + 1] % 4, .options = data[i + 2] & 0x1f};
		phrase.length = 0;
		for (i += 3; i < size && data[i] != 0xff; i++)
			add_byte(&phrase, data[i], data[0] & 1);
		if ((row->entry.options & PHRASE_CASE_MASK) == PHRASE_CASE_MASK ||
			!phrase_check(phrase.bytes, phrase.length, &err))
			continue;
		memcpy(row->phrase, phrase.bytes, phrase.length);
		row->entry.length = (uint16_t) phrase.length;
		count++;
	}
	if (!is_valid(text.bytes, text.length))
		return 0;
	once = text.length;
	for (int k = 0; (data[0] & 6) == 6 && k < 60 && text.length + once <= 3000; k++)
		append(&text, text.bytes, once);
	check_matches(text.bytes, text.length, rows, count);
	return 0;
}
