/*
 * phrase_unicode.c
 *	  Character classes and canonical bytes.  Unicode's tables are utf8proc's.
 */
#include "phrase_unicode.h"

#include <utf8proc.h>

/* Marks behind one base character that are put into order together; Unicode's stream-safe format has at most 30. */
#define CLUSTER_SIZE 32

typedef struct CharRange
{
	uint32_t first;
	uint32_t last;
	PhraseChar kind;
} CharRange;

/* What the general category does not tell, in ascending order. */
static const CharRange ranges[] = {
	{0x0085, 0x0085, CHAR_NEWLINE},
	{0x00a0, 0x00a0, CHAR_SPACE},
	{0x00ad, 0x00ad, CHAR_IGNORED}, /* soft hyphen */
	{0x02bc, 0x02bc, CHAR_PUNCT},   /* modifier letter apostrophe */
	{0x034f, 0x034f, CHAR_IGNORED}, /* combining grapheme joiner */
	{0x061c, 0x061c, CHAR_IGNORED}, /* Arabic letter mark */
	{0x1100, 0x115f, CHAR_SINGLE},  /* Hangul initials */
	{0x1160, 0x11ff, CHAR_JAMO},
	{0x1680, 0x1680, CHAR_SPACE},
	{0x180b, 0x180f, CHAR_IGNORED}, /* Mongolian selectors and vowel separator */
	{0x2000, 0x200a, CHAR_SPACE},
	{0x200b, 0x200f, CHAR_IGNORED}, /* zero width characters, direction marks */
	{0x2028, 0x2028, CHAR_NEWLINE},
	{0x2029, 0x2029, CHAR_PARAGRAPH},
	{0x202a, 0x202e, CHAR_IGNORED},
	{0x202f, 0x202f, CHAR_SPACE},
	{0x205f, 0x205f, CHAR_SPACE},
	{0x2060, 0x206f, CHAR_IGNORED}, /* word joiner and other format characters */
	{0x2e80, 0x2fdf, CHAR_SINGLE},  /* radicals */
	{0x3000, 0x3000, CHAR_SPACE},
	{0x3005, 0x3007, CHAR_SINGLE},
	{0x3021, 0x3029, CHAR_SINGLE},
	{0x3031, 0x3035, CHAR_SINGLE},
	{0x3038, 0x303c, CHAR_SINGLE},
	{0x3041, 0x3096, CHAR_SINGLE}, /* kana; the combining sound marks follow */
	{0x309d, 0x309f, CHAR_SINGLE},
	{0x30a1, 0x30fa, CHAR_SINGLE},
	{0x30fc, 0x318f, CHAR_SINGLE},
	{0x31a0, 0x31bf, CHAR_SINGLE},
	{0x31f0, 0x31ff, CHAR_SINGLE},
	{0x3400, 0x4dbf, CHAR_SINGLE},
	{0x4e00, 0x9fff, CHAR_SINGLE},
	{0xa960, 0xa97f, CHAR_SINGLE},
	{0xac00, 0xd7a3, CHAR_SINGLE},
	{0xd7b0, 0xd7ff, CHAR_JAMO},
	{0xf900, 0xfaff, CHAR_SINGLE},
	{0xfe00, 0xfe0f, CHAR_IGNORED}, /* variation selectors */
	{0xfeff, 0xfeff, CHAR_IGNORED},
	{0xff3f, 0xff3f, CHAR_WORD}, /* full-width underscore */
	{0xff66, 0xff9f, CHAR_SINGLE},
	{0xffa0, 0xffdc, CHAR_SINGLE},
	{0x1aff0, 0x1b16f, CHAR_SINGLE},
	{0x1f3fb, 0x1f3ff, CHAR_MARK}, /* emoji skin tones */
	{0x20000, 0x3ffff, CHAR_SINGLE},
	{0xe0000, 0xe0fff, CHAR_IGNORED}, /* tags, further variation selectors */
};

static PhraseChar
category_class(uint32_t c)
{
	switch (utf8proc_get_property((utf8proc_int32_t) c)->category)
	{
		case UTF8PROC_CATEGORY_LU:
		case UTF8PROC_CATEGORY_LL:
		case UTF8PROC_CATEGORY_LT:
		case UTF8PROC_CATEGORY_LM:
		case UTF8PROC_CATEGORY_LO:
		case UTF8PROC_CATEGORY_ND:
		case UTF8PROC_CATEGORY_NL:
		case UTF8PROC_CATEGORY_NO:
			return CHAR_WORD;
		case UTF8PROC_CATEGORY_MN:
		case UTF8PROC_CATEGORY_MC:
		case UTF8PROC_CATEGORY_ME:
			return CHAR_MARK;
		default:
			return CHAR_PUNCT;
	}
}

static PhraseChar
ascii_class(uint32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')
		return CHAR_WORD;
	if (c == '\n' || c == '\r')
		return CHAR_NEWLINE;
	return c == ' ' || c == '\t' || c == '\v' || c == '\f' ? CHAR_SPACE : CHAR_PUNCT;
}

PhraseChar
phrase_char_class(uint32_t c)
{
	size_t low = 0;
	size_t high = sizeof(ranges) / sizeof(ranges[0]);

	if (c < 0x80)
		return ascii_class(c);
	if (c == PHRASE_INVALID)
		return CHAR_PUNCT;
	while (low < high)
	{
		size_t mid = (low + high) / 2;

		if (c < ranges[mid].first)
			high = mid;
		else if (c > ranges[mid].last)
			low = mid + 1;
		else
			return ranges[mid].kind;
	}
	return category_class(c);
}

bool
phrase_char_is_letter(uint32_t c)
{
	if (c == PHRASE_INVALID || phrase_char_class(c) != CHAR_WORD)
		return false;
	switch (utf8proc_get_property((utf8proc_int32_t) c)->category)
	{
		case UTF8PROC_CATEGORY_LU:
		case UTF8PROC_CATEGORY_LL:
		case UTF8PROC_CATEGORY_LT:
		case UTF8PROC_CATEGORY_LM:
		case UTF8PROC_CATEGORY_LO:
			return true;
		default:
			return false;
	}
}

bool
phrase_char_is_lower(uint32_t c)
{
	utf8proc_propval_t category;

	if (c < 0x80)
		return c >= 'a' && c <= 'z';
	if (c == PHRASE_INVALID)
		return false;
	category = utf8proc_get_property((utf8proc_int32_t) c)->category;
	return category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LT;
}

bool
phrase_char_is_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	return c != PHRASE_INVALID &&
		   utf8proc_get_property((utf8proc_int32_t) c)->category == UTF8PROC_CATEGORY_LU;
}

void
phrase_sink_init(PhraseSink *sink, uint64_t seed)
{
	memset(sink, 0, sizeof(*sink));
	sink->hash = seed;
	sink->same = true;
}

static inline void
sink_byte(PhraseSink *sink, uint8_t byte)
{
	sink->lane |= (uint64_t) byte << (8 * (sink->length & 7));
	if (sink->out && sink->length < sink->capacity)
		sink->out[sink->length] = byte;
	if (sink->expect && (sink->length >= sink->expect_length || sink->expect[sink->length] != byte))
		sink->same = false;
	if ((++sink->length & 7) == 0)
	{
		sink->hash = phrase_hash_lane(sink->hash, sink->lane);
		sink->lane = 0;
	}
}

void
phrase_sink_bytes(PhraseSink *sink, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sink_byte(sink, p[i]);
}

uint64_t
phrase_sink_hash(const PhraseSink *sink)
{
	uint64_t hash = sink->hash;

	if (sink->length & 7)
		hash = phrase_hash_lane(hash, sink->lane);
	return phrase_hash_end(hash, sink->length);
}

uint64_t
phrase_hash(const uint8_t *p, size_t n, uint64_t seed)
{
	uint64_t hash = seed;

	for (size_t i = 0; i < n; i += 8)
		hash = phrase_hash_lane(hash, phrase_load(p + i, p + n));
	return phrase_hash_end(hash, n);
}

static void
sink_char(PhraseSink *sink, int32_t c)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n;

	if (c < 0x80)
	{
		sink_byte(sink, (uint8_t) c);
		return;
	}
	n = utf8proc_encode_char(c, bytes);
	phrase_sink_bytes(sink, bytes, (size_t) n);
}

/* A base character and its marks, decomposed. */
typedef struct Cluster
{
	int32_t chars[CLUSTER_SIZE];
	uint8_t classes[CLUSTER_SIZE];
	int count;
} Cluster;

static void
sink_folded(PhraseSink *sink, int32_t c)
{
	utf8proc_int32_t folded[16];
	utf8proc_ssize_t n;
	int boundary = 0;

	if (c < 0x80)
	{
		sink_byte(sink, (uint8_t) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
		return;
	}
	if (utf8proc_get_property(c)->casefold_seqindex == UINT16_MAX)
	{
		sink_char(sink, c);
		return;
	}
	n = utf8proc_decompose_char(c, folded, 16, UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE, &boundary);
	for (utf8proc_ssize_t i = 0; i < n && i < 16; i++)
		sink_char(sink, folded[i]);
}

static void
cluster_flush(Cluster *cluster, bool fold, PhraseSink *sink)
{
	for (int i = 0; i < cluster->count; i++)
	{
		if (fold)
			sink_folded(sink, cluster->chars[i]);
		else
			sink_char(sink, cluster->chars[i]);
	}
	cluster->count = 0;
}

/* Add a decomposed character; marks are kept in canonical order (stable by combining class). */
static void
cluster_add(Cluster *cluster, int32_t c, bool fold, PhraseSink *sink)
{
	uint8_t class = c < 0x300 ? 0 : (uint8_t) utf8proc_get_property(c)->combining_class;
	int at;

	if (class == 0 || cluster->count == CLUSTER_SIZE)
		cluster_flush(cluster, fold, sink);
	at = cluster->count++;
	for (; class != 0 && at > 0 && cluster->classes[at - 1] > class; at--)
	{
		cluster->chars[at] = cluster->chars[at - 1];
		cluster->classes[at] = cluster->classes[at - 1];
	}
	cluster->chars[at] = c;
	cluster->classes[at] = class;
}

/* Typographic forms of ASCII punctuation. */
static uint32_t
plain_punctuation(uint32_t c)
{
	if (c >= 0x2010 && c <= 0x2015)
		return '-';
	switch (c)
	{
		case 0x2212: /* minus */
		case 0xfe58:
		case 0xfe63:
			return '-';
		case 0x02bc:
		case 0x2018:
		case 0x2019:
		case 0x201b:
			return '\'';
		case 0x201c:
		case 0x201d:
		case 0x201e:
		case 0x201f:
			return '"';
		default:
			return c;
	}
}

static void
canonical_char(Cluster *cluster, uint32_t c, bool fold, PhraseSink *sink)
{
	const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t) c);
	bool hangul = c >= 0xac00 && c <= 0xd7a3;
	bool compatible = (c >= 0xfb00 && c <= 0xfb06) || (c >= 0xff01 && c <= 0xff5e);
	utf8proc_int32_t parts[16];
	utf8proc_ssize_t n;
	int boundary = 0;

	if (property->decomp_seqindex == UINT16_MAX && !hangul)
	{
		cluster_add(cluster, (int32_t) c, fold, sink);
		return;
	}
	n = utf8proc_decompose_char((utf8proc_int32_t) c, parts, 16,
								UTF8PROC_DECOMPOSE | (compatible ? UTF8PROC_COMPAT : 0), &boundary);
	for (utf8proc_ssize_t i = 0; i < n && i < 16; i++)
		cluster_add(cluster, parts[i], fold, sink);
}

void
phrase_canonical(const uint8_t *p, const uint8_t *end, bool fold, PhraseSink *sink)
{
	Cluster cluster = {.count = 0};

	while (p < end)
	{
		uint32_t c;
		size_t n = phrase_decode(p, end, &c);

		if (c == PHRASE_INVALID)
		{
			cluster_flush(&cluster, fold, sink);
			sink_byte(sink, *p);
		}
		else if (c < 0x80)
			cluster_add(&cluster, (int32_t) c, fold, sink);
		else if (phrase_char_class(c) != CHAR_IGNORED)
			canonical_char(&cluster, plain_punctuation(c), fold, sink);
		p += n;
	}
	cluster_flush(&cluster, fold, sink);
}
