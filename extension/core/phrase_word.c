/*
 * phrase_word.c
 *	  Tokens and words.  token_read() sees every byte of every text, so its common case, an ASCII word behind one blank, goes eight
 *	  bytes at a time.
 */
#include "phrase_word.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS (ONES * 0x80)

unsigned
phrase_mode(uint8_t options)
{
	return (options & PHRASE_AND ? MODE_AND : 0) | (options & PHRASE_LTD ? MODE_LTD : 0) |
		   (options & PHRASE_DOTS ? MODE_DOTS : 0) |
		   ((options & PHRASE_CASE_MASK) == PHRASE_EXACT ? MODE_EXACT : 0);
}

/* The high bit of each byte that lies in [first, last]; bytes of `x` are below 0x80. */
static inline uint64_t
bytes_in_range(uint64_t x, uint8_t first, uint8_t last)
{
	return (x + ONES * (0x80 - first)) & ~(x + ONES * (0x7f - last)) & HIGHS;
}

static inline bool
is_ascii_word(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Read the ASCII word characters from p on; returns their end and the hash of their lower-case form. */
static inline const uint8_t *
read_ascii_word(const uint8_t *p, const uint8_t *end, uint64_t seed, uint64_t *hash)
{
	const uint8_t *start = p;
	uint64_t h = seed;

	for (;;)
	{
		uint64_t lane = phrase_load(p, end);
		uint64_t seven = lane & ~HIGHS;
		uint64_t folded = lane | ((bytes_in_range(seven, 'A', 'Z') & ~lane) >> 2);
		uint64_t letters = folded & ~HIGHS;
		uint64_t in_word = bytes_in_range(letters, 'a', 'z') | bytes_in_range(letters, '0', '9') |
						   (HIGHS - (letters ^ ONES * '_'));
		uint64_t others = ~(in_word & ~lane) & HIGHS;

		if (others != 0)
		{
			unsigned n = (unsigned) __builtin_ctzll(others) >> 3;

			if (n > 0)
				h = phrase_hash_lane(h, folded & ((UINT64_C(1) << (8 * n)) - 1));
			p += n;
			break;
		}
		h = phrase_hash_lane(h, folded);
		p += 8;
	}
	*hash = phrase_hash_end(h, (uint64_t) (p - start));
	return p;
}

/* The first character from p on that is not ignored: its class, and in *at its place.  CHAR_SPACE at the end. */
static PhraseChar
next_class(const uint8_t *p, const uint8_t *end, const uint8_t **at, size_t *n)
{
	uint32_t c;

	for (; p < end; p += *n)
	{
		PhraseChar kind;

		*n = phrase_decode(p, end, &c);
		kind = phrase_char_class(c);
		if (kind != CHAR_IGNORED)
		{
			*at = p;
			return kind;
		}
	}
	*at = end;
	*n = 0;
	return CHAR_SPACE;
}

/* The end of the token of any characters that begins at p, which is not ignored. */
static const uint8_t *
rich_end(const uint8_t *p, const uint8_t *end)
{
	const uint8_t *at;
	size_t n;
	PhraseChar first = next_class(p, end, &at, &n);
	const uint8_t *token_end = at + n;

	if (first == CHAR_MARK)
		first = CHAR_WORD;
	for (;;)
	{
		PhraseChar kind = next_class(token_end, end, &at, &n);

		if (!(kind == CHAR_MARK || (kind == CHAR_WORD && first == CHAR_WORD) ||
			  (kind == CHAR_JAMO && (first == CHAR_SINGLE || first == CHAR_JAMO))))
			return token_end;
		token_end = at + n;
	}
}

/* White space and ignored characters from p on. */
static const uint8_t *
skip_gap(const uint8_t *p, const uint8_t *end, uint8_t *gap)
{
	int lines = 0;

	while (p < end)
	{
		uint32_t c;
		size_t n = phrase_decode(p, end, &c);
		PhraseChar kind = phrase_char_class(c);

		if (kind == CHAR_NEWLINE)
			lines += !(c == '\r' && p + 1 < end && p[1] == '\n');
		else if (kind == CHAR_PARAGRAPH)
			lines = 2;
		else if (kind != CHAR_SPACE && kind != CHAR_IGNORED)
			break;
		if (kind != CHAR_IGNORED)
			*gap = GAP_BLANK;
		if (lines >= 2)
			*gap = GAP_PARAGRAPH;
		p += n;
	}
	return p;
}

static const uint8_t *
read_rich(const TokenReader *reader, const uint8_t *p, Token *token)
{
	const uint8_t *end = rich_end(p, reader->end);
	PhraseSink sink;

	phrase_sink_init(&sink, reader->seed);
	phrase_canonical(p, end, true, &sink);
	token->hash = phrase_sink_hash(&sink);
	token->kind = TOKEN_RICH;
	return end;
}

/* Whether the non-ASCII character at p belongs to the ASCII token before it. */
static bool
continues(const uint8_t *p, const uint8_t *end, bool word)
{
	const uint8_t *at;
	size_t n;
	PhraseChar kind = next_class(p, end, &at, &n);

	return kind == CHAR_MARK || (word && kind == CHAR_WORD);
}

size_t
token_read(TokenReader *reader, Token *tokens, size_t capacity)
{
	const uint8_t *p = reader->next;
	const uint8_t *end = reader->end;
	size_t count = 0;

	while (count < capacity && p < end)
	{
		Token *token = &tokens[count];
		const uint8_t *start;

		token->gap = GAP_NONE;
		if (*p == ' ' && p + 1 < end && is_ascii_word(p[1]))
		{
			token->gap = GAP_BLANK;
			p++;
		}
		else if (*p <= ' ' || *p >= 0x80)
		{
			p = skip_gap(p, end, &token->gap);
			if (p == end)
				break;
		}
		start = p;
		if (is_ascii_word(*p))
		{
			p = read_ascii_word(p, end, reader->seed, &token->hash);
			token->kind = TOKEN_WORD;
			if (p < end && *p >= 0x80 && continues(p, end, true))
				p = read_rich(reader, start, token);
		}
		else if (*p < 0x80 && !(p + 1 < end && p[1] >= 0x80 && continues(p + 1, end, false)))
		{
			token->kind = TOKEN_SIGN;
			token->hash = phrase_hash_end(phrase_hash_lane(reader->seed, *p), 1);
			p++;
		}
		else
			p = read_rich(reader, p, token);
		token->start = (uint32_t) (start - reader->text);
		token->end = (uint32_t) (p - reader->text);
		count++;
	}
	reader->next = p;
	return count;
}

/* Short form and long form. */
static const char *const variants[][2] = {
	{"ltd", "limited"},      {"co", "company"},  {"corp", "corporation"},
	{"inc", "incorporated"}, {"pvt", "private"},
};

#define VARIANT_COUNT (sizeof(variants) / sizeof(variants[0]))

const char *
variant_short(size_t index)
{
	return index < VARIANT_COUNT ? variants[index][0] : NULL;
}

const char *
variant_long(size_t index)
{
	return index < VARIANT_COUNT ? variants[index][1] : NULL;
}

/* How an exact phrase sees a variant: in the case of the word that stands there. */
static const char *const cased[][3] = {
	{"ltd", "Ltd", "LTD"}, {"co", "Co", "CO"},    {"corp", "Corp", "CORP"},
	{"inc", "Inc", "INC"}, {"pvt", "Pvt", "PVT"},
};

static inline bool
is_ascii_upper(uint8_t c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
equals_folded(const uint8_t *s, size_t n, const char *lower)
{
	for (size_t i = 0; i < n; i++)
	{
		if (lower[i] == '\0' || (is_ascii_upper(s[i]) ? s[i] + ('a' - 'A') : s[i]) != lower[i])
			return false;
	}
	return lower[n] == '\0';
}

/* 0 lower, 1 Title, 2 UPPER, -1 mIxed. */
static int
case_shape(const uint8_t *s, size_t n)
{
	size_t upper = 0;

	for (size_t i = 0; i < n; i++)
		upper += is_ascii_upper(s[i]);
	if (upper == 0)
		return 0;
	if (upper == n)
		return 2;
	return upper == 1 && is_ascii_upper(s[0]) ? 1 : -1;
}

static bool
token_is_sign(const TokenSpan *span, size_t at, char sign)
{
	const Token *token = &span->tokens[at];
	PhraseSink sink;

	if (token->kind == TOKEN_SIGN)
		return span->text[token->start] == (uint8_t) sign;
	if (token->kind != TOKEN_RICH)
		return false;
	phrase_sink_init(&sink, span->seed);
	sink.expect = (const uint8_t *) &sign;
	sink.expect_length = 1;
	phrase_canonical(span->text + token->start, span->text + token->end, false, &sink);
	return sink.same && sink.length == 1;
}

/* A dot right behind the token before. */
static bool
dot_follows(const TokenSpan *span, size_t at)
{
	return at < span->count && span->tokens[at].gap == GAP_NONE && token_is_sign(span, at, '.');
}

/* One letter with its marks, and still one when folded: not ß, not ﬁ. */
static bool
token_is_letter(const TokenSpan *span, size_t at)
{
	const Token *token = &span->tokens[at];
	const uint8_t *p = span->text + token->start;
	uint8_t folded[64];
	PhraseSink sink;
	uint32_t c;
	size_t n;

	if (token->kind == TOKEN_WORD)
		return token->end - token->start == 1 && (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z';
	if (token->kind != TOKEN_RICH)
		return false;
	phrase_sink_init(&sink, 0);
	sink.out = folded;
	sink.capacity = sizeof(folded);
	phrase_canonical(p, span->text + token->end, true, &sink);
	if (sink.length > sizeof(folded))
		return false;
	n = phrase_decode(folded, folded + sink.length, &c);
	if (!phrase_char_is_letter(c))
		return false;
	while (n < sink.length)
	{
		n += phrase_decode(folded + n, folded + sink.length, &c);
		if (phrase_char_class(c) != CHAR_MARK)
			return false;
	}
	return true;
}

/* The canonical spelling of the variant that a token is one of, else NULL. */
static const char *
find_variant(const TokenSpan *span, size_t at, unsigned mode, bool *is_short)
{
	const Token *token = &span->tokens[at];
	const uint8_t *p = span->text + token->start;
	size_t n = token->end - token->start;
	int shape = mode & MODE_EXACT ? case_shape(p, n) : 0;

	if (token->kind != TOKEN_WORD || shape < 0)
		return NULL;
	for (size_t i = 0; i < VARIANT_COUNT; i++)
	{
		*is_short = equals_folded(p, n, variants[i][0]);
		if (*is_short || equals_folded(p, n, variants[i][1]))
			return cased[i][shape];
	}
	return NULL;
}

static void
word_fixed(const TokenSpan *span, Word *word, const char *fixed)
{
	word->form = WORD_FIXED;
	word->fixed = fixed;
	word->hash = phrase_hash((const uint8_t *) fixed, strlen(fixed), span->seed);
}

static bool
word_variant(const TokenSpan *span, size_t at, unsigned mode, Word *word)
{
	bool is_short;
	const char *spelling = find_variant(span, at, mode, &is_short);

	if (spelling == NULL)
		return false;
	word_fixed(span, word, spelling);
	if (is_short && dot_follows(span, at + 1))
		word->next = at + 2;
	return true;
}

static void
sink_letters(const TokenSpan *span, const Word *word, unsigned mode, PhraseSink *sink)
{
	for (size_t i = word->first; i < word->next; i++)
	{
		const Token *token = &span->tokens[i];

		/* letters and dots take turns */
		if ((i - word->first) % 2 == 0)
			phrase_canonical(span->text + token->start, span->text + token->end,
							 !(mode & MODE_EXACT), sink);
	}
}

static bool
word_initials(const TokenSpan *span, size_t at, unsigned mode, Word *word)
{
	PhraseSink sink;

	if (!token_is_letter(span, at) || !dot_follows(span, at + 1))
		return false;
	word->form = WORD_INITIALS;
	word->next = at + 2;
	while (word->next < span->count && span->tokens[word->next].gap == GAP_NONE &&
		   token_is_letter(span, word->next))
	{
		word->next++;
		if (!dot_follows(span, word->next))
			break;
		word->next++;
	}
	phrase_sink_init(&sink, span->seed);
	sink_letters(span, word, mode, &sink);
	word->hash = phrase_sink_hash(&sink);
	return true;
}

/* The canonical bytes of ASCII are its own. */
static uint64_t
exact_hash(const TokenSpan *span, const Token *token)
{
	PhraseSink sink;

	if (token->kind != TOKEN_RICH)
		return phrase_hash(span->text + token->start, token->end - token->start, span->seed);
	phrase_sink_init(&sink, span->seed);
	phrase_canonical(span->text + token->start, span->text + token->end, false, &sink);
	return phrase_sink_hash(&sink);
}

void
word_at(const TokenSpan *span, size_t at, unsigned mode, Word *word)
{
	const Token *token = &span->tokens[at];

	word->first = at;
	word->next = at + 1;
	word->form = WORD_TOKEN;
	word->hash = token->hash;
	word->gap = token->gap;
	word->spaced = false;
	if (mode == 0)
		return;
	if ((mode & MODE_AND) && token_is_sign(span, at, '&'))
	{
		word->spaced = true;
		word->gap = word->gap == GAP_NONE ? GAP_BLANK : word->gap;
		word_fixed(span, word, "and");
	}
	else if ((mode & MODE_LTD) && word_variant(span, at, mode, word))
		return;
	else if ((mode & MODE_DOTS) && word_initials(span, at, mode, word))
		return;
	else if (mode & MODE_EXACT)
		word->hash = exact_hash(span, token);
}

bool
word_inside(const TokenSpan *span, size_t at, unsigned mode)
{
	bool is_short;

	if (at == 0 || span->tokens[at].gap != GAP_NONE || !(mode & (MODE_LTD | MODE_DOTS)))
		return false;
	if (token_is_sign(span, at, '.'))
	{
		if ((mode & MODE_DOTS) && token_is_letter(span, at - 1))
			return true;
		return (mode & MODE_LTD) && find_variant(span, at - 1, mode, &is_short) != NULL && is_short;
	}
	return (mode & MODE_DOTS) && at >= 2 && token_is_letter(span, at) &&
		   dot_follows(span, at - 1) && token_is_letter(span, at - 2);
}

/* Feed a word's canonical bytes to a sink. */
static void
sink_word(const TokenSpan *span, const Word *word, unsigned mode, PhraseSink *sink)
{
	const Token *token = &span->tokens[word->first];

	if (word->form == WORD_FIXED)
		phrase_sink_bytes(sink, (const uint8_t *) word->fixed, strlen(word->fixed));
	else if (word->form == WORD_INITIALS)
		sink_letters(span, word, mode, sink);
	else
		phrase_canonical(span->text + token->start, span->text + token->end, !(mode & MODE_EXACT),
						 sink);
}

bool
word_equals(const TokenSpan *span, const Word *word, unsigned mode, const uint8_t *bytes,
			size_t length)
{
	const Token *token = &span->tokens[word->first];
	const uint8_t *p = span->text + token->start;
	PhraseSink sink;

	if (word->form == WORD_TOKEN && token->kind != TOKEN_RICH)
	{
		if (token->end - token->start != length)
			return false;
		if (mode & MODE_EXACT)
			return memcmp(p, bytes, length) == 0;
		for (size_t i = 0; i < length; i++)
		{
			if ((is_ascii_upper(p[i]) ? p[i] + ('a' - 'A') : p[i]) != bytes[i])
				return false;
		}
		return true;
	}
	phrase_sink_init(&sink, span->seed);
	sink.expect = bytes;
	sink.expect_length = length;
	sink_word(span, word, mode, &sink);
	return sink.same && sink.length == length;
}

size_t
word_write(const TokenSpan *span, const Word *word, unsigned mode, uint8_t *out, size_t capacity)
{
	PhraseSink sink;

	phrase_sink_init(&sink, span->seed);
	sink.out = out;
	sink.capacity = capacity;
	sink_word(span, word, mode, &sink);
	return sink.length;
}
