/*
 * phrase_unicode.h
 *	  What a character is to a phrase, and the canonical bytes of a stretch of text.
 *
 * Canonical bytes: canonical decomposition (so that composed and decomposed accents agree), full case folding on request (ß is ss),
 * ligatures U+FB00..FB06 and full-width forms by their ASCII letters, typographic apostrophes, quotes and dashes by their ASCII
 * ones, ignorable characters (soft hyphen, zero width, direction marks, variation selectors) left out.
 */
#ifndef NEWSTAPE_CORE_PHRASE_UNICODE_H
#define NEWSTAPE_CORE_PHRASE_UNICODE_H

#include "error.h"

#include <string.h>

typedef enum PhraseChar
{
	CHAR_PUNCT,  /* a word of its own */
	CHAR_WORD,   /* letter, digit, underscore */
	CHAR_MARK,   /* combining mark: belongs to the character before */
	CHAR_SINGLE, /* ideograph, kana, Hangul: a word of its own, too */
	CHAR_JAMO,   /* Hangul vowel or final: belongs to the syllable before */
	CHAR_SPACE,
	CHAR_NEWLINE,
	CHAR_PARAGRAPH, /* U+2029 */
	CHAR_IGNORED
} PhraseChar;

#define PHRASE_INVALID UINT32_MAX

extern PhraseChar phrase_char_class(uint32_t c);
extern bool phrase_char_is_letter(uint32_t c);
extern bool phrase_char_is_lower(uint32_t c);
extern bool phrase_char_is_upper(uint32_t c);

/* Decode one character of [p, end), p < end.  A byte that begins none is PHRASE_INVALID, one byte long. */
static inline size_t
phrase_decode(const uint8_t *p, const uint8_t *end, uint32_t *c)
{
	size_t left = (size_t) (end - p);

	if (p[0] < 0x80)
	{
		*c = p[0];
		return 1;
	}
	if (p[0] >= 0xc2 && p[0] < 0xe0 && left >= 2 && (p[1] & 0xc0) == 0x80)
	{
		*c = (uint32_t) (p[0] & 0x1f) << 6 | (p[1] & 0x3f);
		return 2;
	}
	if (p[0] >= 0xe0 && p[0] < 0xf0 && left >= 3 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80)
	{
		*c = (uint32_t) (p[0] & 0x0f) << 12 | (uint32_t) (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
		if (*c >= 0x800 && (*c < 0xd800 || *c > 0xdfff))
			return 3;
	}
	if (p[0] >= 0xf0 && p[0] < 0xf5 && left >= 4 && (p[1] & 0xc0) == 0x80 &&
		(p[2] & 0xc0) == 0x80 && (p[3] & 0xc0) == 0x80)
	{
		*c = (uint32_t) (p[0] & 0x07) << 18 | (uint32_t) (p[1] & 0x3f) << 12 |
			 (uint32_t) (p[2] & 0x3f) << 6 | (p[3] & 0x3f);
		if (*c >= 0x10000 && *c <= 0x10ffff)
			return 4;
	}
	*c = PHRASE_INVALID;
	return 1;
}

/*
 * Hashing of canonical bytes, eight at a time, little end first.  The 128-bit product folded to 64 bits is the mixing step of wyhash;
 * the seed is chosen when a book is built.
 */
#define PHRASE_HASH_K1 UINT64_C(0x9e3779b97f4a7c15)
#define PHRASE_HASH_K2 UINT64_C(0xd6e8feb86659fd93)

static inline uint64_t
phrase_mix(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	unsigned __int128 product = (unsigned __int128) a * b;

	return (uint64_t) product ^ (uint64_t) (product >> 64);
#else
	uint64_t low = (a & UINT32_MAX) * (b & UINT32_MAX);
	uint64_t mid1 = (a >> 32) * (b & UINT32_MAX) + (low >> 32);
	uint64_t mid2 = (a & UINT32_MAX) * (b >> 32) + (mid1 & UINT32_MAX);

	return (mid2 << 32 | (low & UINT32_MAX)) ^
		   ((a >> 32) * (b >> 32) + (mid1 >> 32) + (mid2 >> 32));
#endif
}

static inline uint64_t
phrase_hash_lane(uint64_t hash, uint64_t lane)
{
	return phrase_mix(hash ^ lane, PHRASE_HASH_K1);
}

static inline uint64_t
phrase_hash_end(uint64_t hash, uint64_t length)
{
	return phrase_mix(hash ^ length, PHRASE_HASH_K2);
}

/* Eight bytes as a number, the first one lowest, whatever the machine; bytes beyond `end` read as 0. */
static inline uint64_t
phrase_load(const uint8_t *p, const uint8_t *end)
{
	uint64_t lane = 0;

	if (end - p >= 8)
		memcpy(&lane, p, 8);
	else
		memcpy(&lane, p, (size_t) (end - p));
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	lane = __builtin_bswap64(lane);
#endif
	return lane;
}

/* Where canonical bytes go: always hashed, stored if `out`, compared if `expect`. */
typedef struct PhraseSink
{
	uint64_t hash;
	uint64_t lane;
	size_t length;
	uint8_t *out;
	size_t capacity; /* bytes beyond it are counted, not stored */
	const uint8_t *expect;
	size_t expect_length;
	bool same; /* what came so far is how `expect` begins */
} PhraseSink;

extern void phrase_sink_init(PhraseSink *sink, uint64_t seed);
extern void phrase_sink_bytes(PhraseSink *sink, const uint8_t *p, size_t n);
extern uint64_t phrase_sink_hash(const PhraseSink *sink);
extern void phrase_canonical(const uint8_t *p, const uint8_t *end, bool fold, PhraseSink *sink);
extern uint64_t phrase_hash(const uint8_t *p, size_t n, uint64_t seed);

#endif /* NEWSTAPE_CORE_PHRASE_UNICODE_H */
