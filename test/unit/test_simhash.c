/*
 * test_simhash.c
 *	  Fingerprints: their values, which are stored; what does not count; and what they tell apart.
 */
#include "core/simhash.h"
#include "tap.h"

#include <inttypes.h>
#include <stdlib.h>

static bool
fingerprint(const char *text, size_t length, uint64_t *hash)
{
	const char *next = text;
	Simhash state;

	simhash_begin(&state);
	while (simhash_step(&state, &next, text + length))
		;
	return simhash_end(&state, hash);
}

static uint64_t
of(const char *text)
{
	uint64_t hash = 0;

	if (!fingerprint(text, strlen(text), &hash))
		ok(false, "a fingerprint");
	return hash;
}

typedef struct Pinned
{
	const char *text;
	uint64_t hash;
} Pinned;

/* What stores hold: not to be changed. */
static const Pinned pinned[] = {
	{"gold", UINT64_C(0x428c66167110aa0d)},
	{"gold price", UINT64_C(0xfe6c6becb5c70a18)},
	{"gold price falls", UINT64_C(0x8d618934f0d9dc9d)},
	{"gold price falls again", UINT64_C(0x816008009048d885)},
	{"KARACHI: Hub Power said on Monday that it would repair a boiler before the summer.",
	 UINT64_C(0xdb47974d33f40449)},
	{"Цены на золото упали", UINT64_C(0x000040a242e00440)},
	{"黄金价格下跌", UINT64_C(0x1056aa04846041c4)},
};

static const char *const equal[][2] = {
	{"gold price falls", "GOLD Price  falls!"},   {"gold price falls", "“Gold” price — falls…"},
	{"gold price\n\nfalls", "gold, price falls"}, {"café prices fall", "CAFE\u0301 prices fall"},
	{"Цены на золото", "ЦЕНЫ НА ЗОЛОТО"},
};

static const char *const different[][2] = {
	{"gold price falls", "falls price gold"},
	{"gold price", "price gold"},
	{"gold price", "gold prices"},
	{"gold price falls", "gold-price-falls again"},
	{"gold gold gold price", "gold gold gold gold gold price"},
};

static const char *const no_word[] = {"", " ", ".,-!", "“…” — ▲", "\n\n"};

/* Headline and lead. */
static const char *const news[] = {
	"Hub Power plans repairs of a boiler\nKARACHI: Hub Power said on Monday that it would repair a "
	"boiler of its plant on the coast before the summer, when demand for "
	"electricity is highest in the country.",
	"Met Office warns of dense fog on motorways\nLAHORE: The weather office has warned of dense "
	"fog on the motorways of central Punjab until Thursday and asked "
	"travellers to start late or take the train.",
	"Sugar mills told to start crushing by November\nLAHORE: The provincial government has told "
	"sugar mills to light their boilers by the middle of November or lose "
	"their share of the export quota.",
	"State Bank keeps policy rate at 12 percent\nKARACHI: The State Bank of Pakistan on Monday "
	"kept its policy rate unchanged at 12 percent, saying that inflation was "
	"likely to rise in the coming months before it settles.",
	"Cotton arrivals drop by a third\nMULTAN: Arrivals of cotton at the ginneries fell by a third "
	"in the season so far after heavy rain in the south of Punjab and in "
	"Sindh, the association of ginners said on Friday.",
};

#define NEWS_COUNT (sizeof(news) / sizeof(news[0]))

/* Of all ways to change one word of the news, how many percent stay within so many bits? */
static int
one_word_changed(int distance)
{
	int changes = 0;
	int near = 0;

	for (size_t i = 0; i < NEWS_COUNT; i++)
	{
		uint64_t original;

		fingerprint(news[i], strlen(news[i]), &original);
		for (const char *word = news[i]; *word; word += strcspn(word, " \n"), word += *word != '\0')
		{
			char text[512];
			uint64_t hash;

			snprintf(text, sizeof(text), "%.*sxyzzy%s", (int) (word - news[i]), news[i],
					 word + strcspn(word, " \n"));
			fingerprint(text, strlen(text), &hash);
			changes++;
			near += simhash_distance(original, hash) <= distance;
		}
	}
	return 100 * near / changes;
}

/* Set phrases, with a name twice or never, and figures. */
static const char *const company_news[] = {
	"%s posts profit of Rs %d.%dbn\nKARACHI: %s on Monday reported a profit after tax of Rs %d.%d "
	"billion for the quarter, up %d percent from a year earlier, "
	"according to a notice to the Pakistan Stock Exchange.",
	"%s expects sales of Rs %d.%dbn\nLAHORE: %s expects to sell goods for Rs %d.%d billion in the "
	"coming year, %d percent more than in this one, its chief "
	"executive told reporters on Wednesday.",
};
static const char *const daily_news[] = {
	"Rupee gains against the dollar\nKARACHI: The rupee gained on %s against the dollar in the "
	"interbank market, where it rose by %d.%d paisa, the State Bank "
	"of Pakistan said on %s; it closed at 278.%d%d, after an average of 278.%d.",
	"Gold price rises again\nKARACHI: On %s the price of gold rose by Rs %d%d0 per tola in the "
	"local market, the All Sindh Saraf Association said on %s; "
	"in world markets it rose by $%d.%d to $2,6%d an ounce.",
};
static const char *const companies[] = {"Hub Power",   "Lucky Cement",  "Engro", "Searle",
										"Meezan Bank", "Mari Energies", "TRG",   "Nishat Mills"};
static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
								   "Friday", "Saturday", "Sunday",    "Monday"};

/* Of news in the same set phrases, how many percent of the pairs are within so many bits? */
static int
same_phrases(const char *const phrases[2], const char *const names[8], int distance)
{
	uint64_t hashes[8];
	int pairs = 0;
	int near = 0;

	for (int p = 0; p < 2; p++)
	{
		for (int i = 0; i < 8; i++)
		{
			char text[512];

			snprintf(text, sizeof(text), phrases[p], names[i], i + 1, 9 - i, names[i], i + 1, 9 - i,
					 17 + 5 * i);
			fingerprint(text, strlen(text), &hashes[i]);
			for (int j = 0; j < i; j++, pairs++)
				near += simhash_distance(hashes[i], hashes[j]) <= distance;
		}
	}
	return 100 * near / pairs;
}

static void
test_long_text(void)
{
	size_t length = 0;
	char *text = malloc(20000);
	uint64_t hash;

	for (int i = 0; i < 1500; i++)
		length += (size_t) sprintf(text + length, "word%d ", i);
	fingerprint(text, length, &hash);
	ok(hash == UINT64_C(0xa923b5afdb4da32f), "a text read in pieces: 0x%016" PRIx64, hash);
	free(text);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(pinned) / sizeof(pinned[0]); i++)
	{
		uint64_t hash = of(pinned[i].text);

		ok(hash == pinned[i].hash, "stored as 0x%016" PRIx64 ", now 0x%016" PRIx64, pinned[i].hash,
		   hash);
	}
	for (size_t i = 0; i < sizeof(equal) / sizeof(equal[0]); i++)
		ok(of(equal[i][0]) == of(equal[i][1]), "the same, spelt otherwise (%zu)", i);
	for (size_t i = 0; i < sizeof(different) / sizeof(different[0]); i++)
		ok(of(different[i][0]) != of(different[i][1]), "another: \"%s\"", different[i][1]);
	for (size_t i = 0; i < sizeof(no_word) / sizeof(no_word[0]); i++)
	{
		uint64_t hash;

		ok(!fingerprint(no_word[i], strlen(no_word[i]), &hash), "no word in it (%zu)", i);
	}
	ok(one_word_changed(12) >= 90, "one word changed: %d%% within 12 bits", one_word_changed(12));
	ok(same_phrases(company_news, companies, 12) <= 5,
	   "another company in the same phrases: %d%% within 12 bits",
	   same_phrases(company_news, companies, 12));
	ok(same_phrases(daily_news, days, 12) <= 20,
	   "another day in the same phrases: %d%% within 12 bits", same_phrases(daily_news, days, 12));
	for (size_t i = 0; i < NEWS_COUNT; i++)
	{
		for (size_t j = 0; j < i; j++)
			ok(simhash_distance(of(news[i]), of(news[j])) > 20, "different stories");
	}
	ok(simhash_distance(0, UINT64_MAX) == 64 && simhash_distance(5, 6) == 2, "bits are counted");
	test_long_text();
	return done_testing();
}
