/*
 * test_sentence.c
 *	  Sentences and zones of articles, in tables of cases.
 */
#include "core/sentence.h"

#include <stdlib.h>
#include <time.h>

#include "rules.h"
#include "tap.h"

static Sentences sentences;
static int number;

/* Split a copy that ends where it says. */
static void
split(const char *text, size_t n)
{
	char *copy = malloc(n > 0 ? n : 1);

	memcpy(copy, text, n);
	sentences_split(&sentences, copy, n, NULL);
	free(copy);
}

/* How a text is split: a bar before each sentence, led by its zone's letter where that changes. */
static void
test_split(const char *text, const char *expected)
{
	char shown[4096];
	size_t n = strlen(text);
	size_t at = 0;
	uint32_t zone = ZONES;

	split(text, n);
	for (size_t i = 0; i < sentences.count; i++)
	{
		const Sentence *sentence = &sentences.list[i];
		size_t end = i + 1 < sentences.count ? sentence[1].start : n;

		if (sentence->zone != zone)
			shown[at++] = "hLBX"[sentence->zone];
		zone = sentence->zone;
		shown[at++] = '|';
		memcpy(shown + at, text + sentence->start, end - sentence->start);
		at += end - sentence->start;
	}
	shown[at] = '\0';
	if (!ok(strcmp(shown, expected) == 0, "split %d", ++number))
		printf("#      got: %s\n# expected: %s\n", shown, expected);
}

static void
test_ends(void)
{
	test_split("", "");
	test_split(" \n\t\r\n ", "");
	test_split("\xc2\xa0\xe2\x80\x8b\xe3\x80\x80\xef\xbb\xbf\xe2\x80\xa9", "");
	test_split("One", "L|One");
	test_split("  \n One. Two", "L|One. |Two");
	test_split("\xef\xbb\xbfOne. Two", "L|One. |Two");
	test_split("One! Two? Three", "L|One! |Two? |Three");
	test_split("One. two", "L|One. two");
	test_split("One. \xc3\xa4 \xce\xb1", "L|One. \xc3\xa4 \xce\xb1");
	test_split("One. \xc3\x84", "L|One. |\xc3\x84");
	test_split("One.Two 3.5 a.b", "L|One.Two 3.5 a.b");
	test_split("One. 2 more. (Three)", "L|One. |2 more. |(Three)");
	test_split("One.\nTwo.\r\nThree.\tFour", "L|One.\n|Two.\r\n|Three.\tB|Four");
	test_split("One\nTwo\r\nthree", "L|One\nTwo\r\nthree");
	test_split("One.", "L|One.");
	test_split("One.  \n", "L|One.  \n");
	test_split("One... two... Three", "L|One... two... |Three");
	test_split("One\xe2\x80\xa6 two\xe2\x80\xa6 Three", "L|One\xe2\x80\xa6 two\xe2\x80\xa6 |Three");
	test_split("One?! Two", "L|One?! |Two");
	test_split("\"One.\" \"Two,\" he said. \"three\"", "L|\"One.\" |\"Two,\" he said. |\"three\"");
	test_split("\xe2\x80\x9cOne.\xe2\x80\x9d \xe2\x80\x9cTwo.\xe2\x80\x9d",
			   "L|\xe2\x80\x9cOne.\xe2\x80\x9d |\xe2\x80\x9cTwo.\xe2\x80\x9d");
	test_split("(One.) [Two.] Three.\xc2\xbb Four", "L|(One.) |[Two.] |Three.\xc2\xbb B|Four");
	test_split("One.\xc2\xa0Two", "L|One.\xc2\xa0|Two");
	test_split("One.\xe3\x80\x80Two", "L|One.\xe3\x80\x80|Two");
	test_split("One.\xe2\x80\x8b Two", "L|One.\xe2\x80\x8b |Two");
	test_split("No.\xc2\xa0"
			   "5",
			   "L|No.\xc2\xa0"
			   "5");
	test_split("\xff. \xff", "L|\xff. |\xff");
}

static void
test_abbreviations(void)
{
	test_split("Mr. Khan met Dr. Ali of Engro Corp. Monday. Then",
			   "L|Mr. Khan met Dr. Ali of Engro Corp. Monday. |Then");
	test_split("It paid Rs. 500, Rs.5 and RS. 7. It", "L|It paid Rs. 500, Rs.5 and RS. 7. |It");
	test_split("J. K. Smith of the U.S. Treasury", "L|J. K. Smith of the U.S. Treasury");
	test_split("X. Y", "L|X. Y");
	test_split("x. Y", "L|x. |Y");
	test_split("\xc3\x89. Y", "L|\xc3\x89. |Y");
	test_split("\xc3\xa9"
			   "A. Y",
			   "L|\xc3\xa9"
			   "A. |Y");
	test_split("Hub Power Co. Ltd. B", "L|Hub Power Co. Ltd. B");
	test_split("limited. B", "L|limited. |B");
	test_split("vs. X etc. Y Sept. 5 Capt. X Approx. 7 abcapprox. X",
			   "L|vs. X etc. Y Sept. 5 Capt. X Approx. 7 abcapprox. |X");
	test_split("Engro Ltd.\n\nNext", "L|Engro Ltd.\n\nB|Next");
	test_split("Engro (Pvt.) Ltd! A", "L|Engro (Pvt.) Ltd! |A");
}

static void
test_wide_stops(void)
{
	test_split("\xe6\x9d\xb1\xe3\x80\x82\xe4\xba\xac\xe3\x80\x82",
			   "L|\xe6\x9d\xb1\xe3\x80\x82|\xe4\xba\xac\xe3\x80\x82");
	test_split("\xe6\x9d\xb1\xe3\x80\x82"
			   "a",
			   "L|\xe6\x9d\xb1\xe3\x80\x82|a");
	test_split("\xe6\x9d\xb1\xe3\x80\x82 \n", "L|\xe6\x9d\xb1\xe3\x80\x82 \n");
	test_split("\xe6\x9d\xb1\xe3\x80\x82\n\n\xe4\xba\xac",
			   "L|\xe6\x9d\xb1\xe3\x80\x82\n\nB|\xe4\xba\xac");
	test_split("\xe3\x80\x8c\xe6\x9d\xb1\xe3\x80\x82\xe3\x80\x8d\xe4\xba\xac",
			   "L|\xe3\x80\x8c\xe6\x9d\xb1\xe3\x80\x82\xe3\x80\x8d|\xe4\xba\xac");
	test_split("\xe6\x9d\xb1\xef\xbc\x81\xef\xbc\x9f\xe4\xba\xac",
			   "L|\xe6\x9d\xb1\xef\xbc\x81\xef\xbc\x9f|\xe4\xba\xac");
	test_split("\xe6\x9d\xb1\xe3\x80\x81\xe4\xba\xac", "L|\xe6\x9d\xb1\xe3\x80\x81\xe4\xba\xac");
}

static void
test_paragraphs(void)
{
	test_split("One\n\ntwo", "L|One\n\nB|two");
	test_split("One\r\n\r\ntwo\r\rthree\n \t\nfour", "L|One\r\n\r\nB|two\r\r|three\n \t\n|four");
	test_split("One\xe2\x80\xa9two\xe2\x80\xa8three\xe2\x80\xa8\xe2\x80\xa8"
			   "four\xc2\x85\xc2\x85"
			   "five",
			   "L|One\xe2\x80\xa9"
			   "B|two\xe2\x80\xa8three\xe2\x80\xa8\xe2\x80\xa8|four\xc2\x85\xc2\x85|five");
	test_split("One\n\xc2\xa0\nTwo", "L|One\n\xc2\xa0\nB|Two");
	test_split("1. 2. 3. 4. 5\n\n6", "L|1. |2. |3. B|4. |5\n\n|6");
	test_split("1. 2\n\n3. 4", "L|1. |2\n\nB|3. |4");
	test_split("KARACHI: The bank said. It", "L|KARACHI: The bank said. |It");
}

static void
test_boilerplate(void)
{
	test_split("One. Reporting by A. Editing by B\n\nTwo",
			   "L|One. X|Reporting by A. Editing by B\n\nB|Two");
	test_split("One. More.\n(Reporting by Jane Doe; editing by X) And. On",
			   "L|One. |More.\nX|(Reporting by Jane Doe; editing by X) And. |On");
	test_split("One, reporting by X", "L|One, reporting by X");
	test_split("COPYRIGHT (C) 2025. All.\n\nOne. Two\n\nThree",
			   "X|COPYRIGHT (C) 2025. |All.\n\nL|One. |Two\n\nB|Three");
	test_split("\xc2\xa9 2025\n\nOne", "X|\xc2\xa9 2025\n\nL|One");
	test_split("One. (c) 2025\n\n(c) 2025", "L|One. |(c) 2025\n\nX|(c) 2025");
	test_split("One. Read more here\n\nRead more: x\n\nREAD ALSO x\n\nTwo",
			   "L|One. |Read more here\n\nX|Read more: x\n\n|READ ALSO x\n\nB|Two");
	test_split("One\n\nTags: a\n\nThe writer is x\n\nRelated stories\n\nTwo",
			   "L|One\n\nX|Tags: a\n\n|The writer is x\n\n|Related stories\n\nB|Two");
	test_split("One\n\nDisclaimer: x. Y.\n\nZ", "L|One\n\nX|Disclaimer: x. |Y.\n\n|Z");
	test_split("One\n\nAbout the company\nx\n\nReporting by y\n\nZ",
			   "L|One\n\nX|About the company\nx\n\n|Reporting by y\n\n|Z");
	test_split("One\n\nForward-looking statements\n\nZ",
			   "L|One\n\nX|Forward-looking statements\n\n|Z");
	test_split("One\n\nAbout Hub Power\n\nIt makes power.\n\nZ",
			   "L|One\n\nX|About Hub Power\n\n|It makes power.\n\n|Z");
	test_split("One\n\nAbout Hub Power\nIt", "L|One\n\nX|About Hub Power\nIt");
	test_split("One\n\nAbout Hub Power \r\nIt", "L|One\n\nX|About Hub Power \r\nIt");
	test_split("One\n\nAbout Hub Power", "L|One\n\nB|About Hub Power");
	test_split("One\n\nAbout Hub Power it said.\r\nTwo",
			   "L|One\n\nB|About Hub Power it said.\r\n|Two");
	test_split("One\n\nAbout Hub Power:\nTwo", "L|One\n\nB|About Hub Power:\nTwo");
	test_split("One\n\nAbout Hub Power it was said at noon\nTwo",
			   "L|One\n\nB|About Hub Power it was said at noon\nTwo");
	test_split("One\n\nAbout 40 workers\nTwo", "L|One\n\nB|About 40 workers\nTwo");
	test_split("One\n\nAbout", "L|One\n\nB|About");
	test_split("Cop", "L|Cop");
}

static void
test_names(void)
{
	ok(zone_name(ZONE_LEAD) && strcmp(zone_name(ZONE_LEAD), "lead") == 0, "a zone has its name");
	ok(zone_name(ZONES) == NULL && zone_name(UINT32_MAX) == NULL, "and there are no more");
}

/* Seconds for a text of `times` units. */
static double
time_split(const char *unit, size_t bytes)
{
	size_t n = strlen(unit);
	char *text = malloc(bytes + n);
	clock_t start;

	for (size_t at = 0; at < bytes; at += n)
		memcpy(text + at, unit, n);
	start = clock();
	sentences_split(&sentences, text, bytes, NULL);
	start = clock() - start;
	free(text);
	return (double) start / CLOCKS_PER_SEC;
}

static void
test_time(void)
{
	static const char *const units[] = {"a",
										".",
										". ",
										"!)\"",
										"A. ",
										"\n",
										"\n\n",
										"\xe2\x80\xa6",
										"\xe3\x80\x82",
										".\xe3\x80\x82",
										"About ",
										"\xc2\xa0",
										".\xe2\x80\x8b",
										"Reporting by \n\n",
										"Rs.                              "};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
	{
		double one = time_split(units[i], 400000);
		double ten = time_split(units[i], 4000000);

		ok(ten < 25 * one + 0.1, "linear time for unit %zu: %.3f and %.3f s", i, one, ten);
	}
}

int
main(void)
{
	sentences_init(&sentences, heap);
	test_ends();
	test_abbreviations();
	test_wide_stops();
	test_paragraphs();
	test_boilerplate();
	test_names();
	test_time();
	sentences_free(&sentences);
	return done_testing();
}
