/*
 * test_tone.c
 *	  Tone: words, categories and negations in tables of cases; laws of counting; word lists as CSV and what is wrong with them.
 */
#include "core/tone.h"
#include "core/tone_list.h"

#include <stdlib.h>
#include <time.h>

#include "tap.h"

static const struct
{
	const char *word;
	ToneCategory category;
} list[] = {
	{"good", TONE_POSITIVE},        {"gain", TONE_POSITIVE},
	{"Gains", TONE_POSITIVE},       {"record high", TONE_POSITIVE},
	{"bad", TONE_NEGATIVE},         {"loss", TONE_NEGATIVE},
	{"LOSS", TONE_NEGATIVE},        {"going concern", TONE_NEGATIVE},
	{"might", TONE_WEAK_MODAL},     {"might", TONE_UNCERTAINTY},
	{"must", TONE_STRONG_MODAL},    {"court", TONE_LITIGIOUS},
	{"bound", TONE_CONSTRAINING},   {"merger", TONE_COMPLEXITY},
	{"caf\xc3\xa9", TONE_POSITIVE}, {"other", (ToneCategory) 99},
	{"below", (ToneCategory) -1},
};

#define LIST_SIZE (sizeof(list) / sizeof(list[0]))

static PhraseBook book;
static PhraseScratch *scratch;
static void *book_bytes;

static void
make_book(bool reversed)
{
	PhraseEntry entries[LIST_SIZE];
	char pool[1024];
	PhraseSource source = {entries, LIST_SIZE, pool, NULL};
	PhraseMeasure measure;
	PhrasePlan *plan;
	ParseError err;
	const char *reason;
	uint32_t at = 0;
	void *work;

	for (size_t i = 0; i < LIST_SIZE; i++)
	{
		size_t from = reversed ? LIST_SIZE - 1 - i : i;
		size_t n = strlen(list[from].word);

		entries[i] = (PhraseEntry){.id = (int32_t) list[from].category,
								   .offset = at,
								   .length = (uint16_t) n,
								   .options = PHRASE_FOLD};
		memcpy(pool + at, list[from].word, n);
		at += (uint32_t) n;
	}
	if (!phrase_measure(&source, &measure, &err))
		abort();
	work = malloc(measure.work);
	if (!phrase_plan(&source, &measure, work, &plan, &err))
		abort();
	book_bytes = malloc(phrase_plan_bytes(plan));
	phrase_write(plan, book_bytes);
	if (!phrase_book_open(book_bytes, phrase_plan_bytes(plan), &book, &reason))
		abort();
	free(work);
	scratch = phrase_scratch_init(&book, malloc(phrase_scratch_size(&book)));
}

static void
free_book(void)
{
	free(scratch);
	free(book_bytes);
}

static Tone
measure(const char *text)
{
	Tone tone;

	tone_measure(&book, scratch, text, strlen(text), NULL, &tone);
	return tone;
}

static void
test_words(void)
{
	static const struct
	{
		const char *text;
		unsigned words;
	} cases[] = {
		{"", 0},
		{" \n\t ", 0},
		{"one", 1},
		{"one two  three\nfour\n\nfive", 5},
		{"1 2,000 3.5% 4-5 _ -- ... \xe2\x82\xac"
		 "7",
		 0},
		{"Q3 2025 of 3G", 3},
		{"don't", 1},
		{"don\xe2\x80\x99t it\xca\xbcs", 2},
		{"OPEC's oil, the banks' profit", 5},
		{"rock 'n' roll", 3},
		{"'quoted' words", 2},
		{"o'clock'ish", 1},
		{"the U.S. and U.A.E.", 4},
		{"a.m. to P.M", 3},
		{"end.Next end. N", 4},
		{"well-known K-Electric", 4},
		{"caf\xc3\xa9 cafe\xcc\x81 \xc3\x89t\xc3\xa9", 3},
		{"\xd9\xbe\xd8\xa7\xda\xa9\xd8\xb3\xd8\xaa\xd8\xa7\xd9\x86 \xdb\xb1\xdb\xb2", 1},
		{"\xe6\x9d\xb1\xe4\xba\xac", 2},
		{"bro\xc2\xadken \xef\xbb\xbf"
		 "word",
		 2},
		{"\xff\xfe bytes \xc3", 1},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		Tone tone = measure(cases[i].text);

		if (!ok(tone.words == cases[i].words, "words of \"%s\"", cases[i].text))
			printf("# %u, not %u\n", tone.words, cases[i].words);
	}
}

static void
test_negations(void)
{
	/* positive, negative, flipped */
	static const struct
	{
		const char *text;
		unsigned counts[3];
	} cases[] = {
		{"good", {1, 0, 0}},
		{"GOOD gains, Good", {3, 0, 0}},
		{"goods and gainsay", {0, 0, 0}},
		{"not good", {0, 1, 1}},
		{"not a good", {0, 1, 1}},
		{"not a very good", {0, 1, 1}},
		{"not a very, very good", {1, 0, 0}},
		{"NOT Good", {0, 1, 1}},
		{"no gain", {0, 1, 1}},
		{"never good", {0, 1, 1}},
		{"none good", {0, 1, 1}},
		{"neither good nor bad", {0, 2, 1}},
		{"nor gains", {0, 1, 1}},
		{"cannot gain", {0, 1, 1}},
		{"without gains", {0, 1, 1}},
		{"nobody had gains", {0, 1, 1}},
		{"nothing good", {0, 1, 1}},
		{"nowhere any gain", {0, 1, 1}},
		{"don't gain", {0, 1, 1}},
		{"don\xe2\x80\x99t gain", {0, 1, 1}},
		{"ISN'T GOOD", {0, 1, 1}},
		{"wouldn't be as good", {0, 1, 1}},
		{"couldn't have been as good", {1, 0, 0}},
		{"n't good, 'not' good", {1, 1, 1}},
		{"note, noted, knot, nota good", {1, 0, 0}},
		{"not bad", {0, 1, 0}},
		{"good, not", {1, 0, 0}},
		{"It is not. Good news", {1, 0, 0}},
		{"Is it not? Good!", {1, 0, 0}},
		{"\"No.\" Good", {1, 0, 0}},
		{"(no.) \"Good", {1, 0, 0}},
		{"no.good", {0, 1, 1}},
		{"No. 5 good", {1, 0, 0}},
		{"not a U.S. gain", {0, 1, 1}},
		{"not 3.5 percent gain", {0, 1, 1}},
		{"not 10 or 20 a good", {0, 1, 1}},
		{"not; good", {0, 1, 1}},
		{"not\ngood", {0, 1, 1}},
		{"not\n\ngood", {1, 0, 0}},
		{"not\xe2\x80\xa9good", {1, 0, 0}},
		{"no good good good good", {1, 3, 3}},
		{"not a record high", {0, 1, 1}},
		{"no record High was a gain", {1, 1, 1}},
		{"doubts about the going concern, a loss", {0, 2, 0}},
		{"not caf\xc3\xa9, CAFE\xcc\x81", {0, 2, 2}},
		{"not d'good", {0, 1, 1}},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		Tone tone = measure(cases[i].text);

		if (!ok(tone.counts[TONE_POSITIVE] == cases[i].counts[0] &&
					tone.counts[TONE_NEGATIVE] == cases[i].counts[1] &&
					tone.flipped == cases[i].counts[2],
				"negation in \"%s\"", cases[i].text))
			printf("# %u %u %u, not %u %u %u\n", tone.counts[TONE_POSITIVE],
				   tone.counts[TONE_NEGATIVE], tone.flipped, cases[i].counts[0], cases[i].counts[1],
				   cases[i].counts[2]);
	}
}

static const char paragraph[] =
	"The court might rule that the merger must not go on. Losses are bad, but a loss of that size "
	"is no going concern: other firms, bound by law, had gains -- nobody saw a record high, and "
	"nothing below it was good. Might it?";

static void
test_paragraph(void)
{
	static const unsigned expected[TONE_CATEGORIES] = {0, 4, 2, 2, 1, 1, 2, 1, 1};
	Tone tone = measure(paragraph);
	double number = 7;

	for (int i = TONE_NONE + 1; i < TONE_CATEGORIES; i++)
		ok(tone.counts[i] == expected[i], "%s words of a paragraph: %u",
		   tone_category_name((ToneCategory) i), tone.counts[i]);
	ok(tone.counts[TONE_NONE] == 0, "and no others");
	ok(tone.words == 44 && tone.flipped == 1, "its %u words, %u flipped", tone.words, tone.flipped);
	ok(tone_net(&tone, &number) && number == -2.0 / 6, "its net tone");
	ok(tone_share(&tone, TONE_LITIGIOUS, &number) && number == 1.0 / 44, "a share");
	tone = measure("");
	ok(!tone_net(&tone, &number) && !tone_share(&tone, TONE_POSITIVE, &number),
	   "nothing has no tone");
	tone = measure("word");
	ok(!tone_net(&tone, &number) && tone_share(&tone, TONE_POSITIVE, &number) && number == 0,
	   "a word without category has a share of 0, and no net tone");
}

/* Repeat a text so often; its counts are so many times as large. */
static double
time_repeated(const char *text, const char *between, size_t times, Tone *tone)
{
	size_t n = strlen(text);
	size_t gap = strlen(between);
	char *all = malloc((n + gap) * times);
	clock_t start;

	for (size_t i = 0; i < times; i++)
	{
		memcpy(all + i * (n + gap), text, n);
		memcpy(all + i * (n + gap) + n, between, gap);
	}
	start = clock();
	tone_measure(&book, scratch, all, (n + gap) * times, NULL, tone);
	start = clock() - start;
	free(all);
	return (double) start / CLOCKS_PER_SEC;
}

static bool
is_multiple(const Tone *many, const Tone *one, unsigned times)
{
	bool same = many->words == times * one->words && many->flipped == times * one->flipped;

	for (int i = 0; i < TONE_CATEGORIES; i++)
		same &= many->counts[i] == times * one->counts[i];
	return same;
}

static void
test_laws(void)
{
	Tone one = measure(paragraph);
	Tone many;
	char upper[sizeof(paragraph)];
	double seconds;
	double ten;

	seconds = time_repeated(paragraph, "\n\n", 4500, &many);
	ok(is_multiple(&many, &one, 4500), "paragraphs parted by a blank line add up");
	ten = time_repeated(paragraph, "\r\n \r\n", 45000, &many);
	ok(is_multiple(&many, &one, 45000), "whatever its line ends, in 10 MB");
	ok(ten < 30 * seconds + 0.5, "in linear time");
	time_repeated("not", " ", 1000000, &many);
	ok(many.words == 1000000 && many.counts[TONE_NEGATIVE] == 0,
	   "negations alone are no words of the list");
	time_repeated("no good", " ", 100000, &many);
	ok(many.flipped == 100000 && many.counts[TONE_POSITIVE] == 0, "each positive word looks back");
	time_repeated("don't good.", "", 100000, &many);
	ok(many.flipped == 100000, "in one long run of words, too");
	for (size_t i = 0; i < sizeof(paragraph); i++)
		upper[i] =
			paragraph[i] >= 'a' && paragraph[i] <= 'z' ? (char) (paragraph[i] - 32) : paragraph[i];
	many = measure(upper);
	ok(is_multiple(&many, &one, 1), "case does not count");
	free_book();
	make_book(true);
	many = measure(paragraph);
	ok(is_multiple(&many, &one, 1), "nor does the order of the list");
}

static void
test_category_names(void)
{
	static const struct
	{
		const char *name;
		ToneCategory category;
	} cases[] = {{"negative", TONE_NEGATIVE},
				 {"Positive", TONE_POSITIVE},
				 {"Strong_Modal", TONE_STRONG_MODAL},
				 {"strong modal", TONE_STRONG_MODAL},
				 {"StrongModal", TONE_STRONG_MODAL},
				 {"WEAK-MODAL", TONE_WEAK_MODAL},
				 {"", TONE_NONE},
				 {"negatives", TONE_NONE},
				 {"neg", TONE_NONE},
				 {"modal", TONE_NONE}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ok(tone_category_find(cases[i].name, strlen(cases[i].name)) == cases[i].category,
		   "category \"%s\"", cases[i].name);
	ok(tone_category_find("negative\0", 9) == TONE_NONE, "a name ends where it says");
}

typedef struct Printed
{
	char text[4096];
	size_t length;
} Printed;

static void
print_word(void *context, const char *word, size_t length, ToneCategory category)
{
	Printed *printed = context;

	printed->length += (size_t) snprintf(
		printed->text + printed->length, sizeof(printed->text) - printed->length, "%s%.*s %s",
		printed->length ? ", " : "", (int) length, word, tone_category_name(category));
}

/* The words, or "line field: reason". */
static void
test_list(const char *csv, const char *expected)
{
	Printed printed = {.length = 0};
	ToneListOutput output = {print_word, NULL, &printed};
	size_t n = strlen(csv);
	char *bytes = malloc(n ? n : 1);
	ParseError err = {.field = "none", .reason = "none"};
	size_t line = 0;

	/* without a final NUL, so that reading beyond the end is seen */
	memcpy(bytes, csv, n);
	printed.text[0] = '\0';
	if (!tone_list_read(bytes, n, &output, &line, &err))
		snprintf(printed.text, sizeof(printed.text), "%zu %s: %s", line, err.field, err.reason);
	if (err.offset > n || err.length > n - err.offset)
		ok(false, "the error points into the text");
	is_str(printed.text, expected, expected);
	free(bytes);
}

#define MASTER                                                                                     \
	"Word,Sequence Number,Word Count,Word Proportion,Average Proportion,Std Dev,Doc Count,"        \
	"Negative,Positive,Uncertainty,Litigious,Strong_Modal,Weak_Modal,Constraining,Complexity,"     \
	"Syllables,Source\n"

static void
test_lists(void)
{
	char long_word[PHRASE_MAX_BYTES + 32] = "word,category\n";

	test_list(MASTER "QUUX,1,10,1.2e-7,3E-9,5.1,7,2009,0,0,0,0,0,0,0,2,12of12inf\n"
					 "PLUGH,2,10,0,0,0,0,0,-2020,0,2011,0,0,2011,2020,2,12of12inf\n",
			  "quux negative, plugh litigious, plugh constraining, plugh complexity");
	test_list("\xef\xbb\xbfWord,Positive\r\nGOOD,2009\r\n\r\nFINE , 2009.0\r\n",
			  "good positive, fine positive");
	test_list("positive,unknown,WORD\r2009,\"a,b\",xyzzy\r0,,none", "xyzzy positive");
	test_list("\"word\",\"category\"\n\"say \"\"a\"\"\",positive\n \"b\nb\" ,Weak Modal",
			  "say \"a\" positive, b\nb weak_modal");
	test_list("word,category\n\n\nword,negative\n\n", "word negative");
	test_list("word,category\nCaf\xc3\x89,negative", "caf\xc3\x89 negative");
	test_list("", "1 header: there is no column \"word\"");
	test_list("Word;Negative\nx;2009", "1 header: there is no column \"word\"");
	test_list("Word\nx", "1 header: there is no column \"category\", and none of a category");
	test_list("Word,Category,Negative\nx,negative,0",
			  "1 header: there is a column \"category\", and one of a category beside it");
	test_list("Word,Negative,NEGATIVE\nx,0,0", "1 negative: two columns have this name");
	test_list("Word,Negative,word\nx,0,0", "1 word: two columns have this name");
	test_list("word,modal\na,0\nb,1\nc,2\nd,3.0", "b strong_modal, d weak_modal");
	test_list("word,modal,weak_modal\na,1,0\nb,7,2009", "b weak_modal");
	test_list("word,modal\na,4", "2 modal: it is none of 0, 1, 2, 3");
	test_list("word,modal\na,99999999999999999999", "2 modal: it is none of 0, 1, 2, 3");
	test_list("word,negative\na,99999999999999999999", "a negative");
	test_list("word,negative\na,2009\nb,x", "3 negative: it is neither 0 nor a year");
	test_list("word,negative\na,2009\nb,", "3 negative: it is neither 0 nor a year");
	test_list("word,negative\na,2009.5", "2 negative: it is neither 0 nor a year");
	test_list("word,negative\na,0.", "2 negative: it is neither 0 nor a year");
	test_list("word,negative\na,-", "2 negative: it is neither 0 nor a year");
	test_list("word,category\r\na,b", "2 category: it is the name of no category");
	test_list("word,category\n,negative", "2 word: it is empty");
	test_list("word,category\n--,negative", "2 word: no letter or digit in it");
	test_list("word,category\n\xff,negative", "2 word: not valid UTF-8");
	test_list("word,category\na,negative\nb", "3 row: there are fewer fields than the header has");
	test_list("word,category\n\"a\nb\",negative\nb,negative,c",
			  "4 row: there are more fields than the header has");
	test_list("word,category\n\"a,negative\nb,negative", "2 row: a quoted field is not closed");
	test_list("word,category\n\"a\"b,negative", "2 row: there is text behind a quoted field");
	test_list("word,negative\na,0\n", "3 file: no word of it is in a category");
	memset(long_word + strlen(long_word), 'a', PHRASE_MAX_BYTES);
	strcat(long_word, "a,negative");
	test_list(long_word, "2 word: it is too long");
}

int
main(void)
{
	make_book(false);
	test_words();
	test_negations();
	test_paragraph();
	test_laws();
	test_category_names();
	test_lists();
	free_book();
	return done_testing();
}
