/*
 * test_page_date.c
 *	  Dates, bylines and datelines, one line of a table each.
 */
#include "core/page_byline.h"
#include "core/page_dateline.h"
#include "core/page_text.h"
#include "tap.h"

static const char *
show_stamp(const PageStamp *stamp)
{
	static char text[2][40];
	static int turn;
	char *out = text[turn = !turn];

	if (stamp->precision == PRECISION_NONE)
		return "none";
	snprintf(out, sizeof *text, "%04d-%02d-%02d", stamp->year, stamp->month, stamp->day);
	if (stamp->precision >= PRECISION_MINUTE)
		snprintf(out + 10, 20, " %02d:%02d", stamp->hour, stamp->minute);
	if (stamp->precision == PRECISION_SECOND)
		snprintf(out + 16, 20, ":%02d", stamp->second);
	return out;
}

/* text, what page_stamp() takes of it, what it means */
static const struct
{
	const char *text;
	const char *taken;
	const char *means;
} stamps[] = {
	{"03 Jan, 2022", "03 Jan, 2022", "2022-01-03"},
	{"27 May 2021", "27 May 2021", "2021-05-27"},
	{"18 Mar, 2023 06:15am", "18 Mar, 2023 06:15am", "2023-03-18 06:15"},
	{"November 23, 2022 05:38pm", "November 23, 2022 05:38pm", "2022-11-23 17:38"},
	{"Mar 12,2021", "Mar 12,2021", "2021-03-12"},
	{"Sept. 5, 2024", "Sept. 5, 2024", "2024-09-05"},
	{"5:12 PM | January 09, 2025", "5:12 PM | January 09, 2025", "2025-01-09 17:12"},
	{"January 23rd, 2020", "January 23rd, 2020", "2020-01-23"},
	{"1st of June 2020", "1st of June 2020", "2020-06-01"},
	{"2024-05-22T06:10:00+05:00", "2024-05-22T06:10:00+05:00", "2024-05-22 06:10:00"},
	{"2024-05-22T06:10:00.123Z", "2024-05-22T06:10:00.123Z", "2024-05-22 06:10:00"},
	{"2024-05-22 06:10", "2024-05-22 06:10", "2024-05-22 06:10"},
	{"January 22, 2026 at 04:22 PM GMT+05:00", "January 22, 2026 at 04:22 PM GMT+05:00",
	 "2026-01-22 16:22"},
	{"17 July, 2023, 11:20 am", "17 July, 2023, 11:20 am", "2023-07-17 11:20"},
	{"22-Oct-24 13:05 ET", "22-Oct-24 13:05 ET", "2024-10-22 13:05"},
	{"22-Oct-2024", "22-Oct-2024", "2024-10-22"},
	{"Thursday, January 30, 2025", "Thursday, January 30, 2025", "2025-01-30"},
	{"2024年2月22日", "2024年2月22日", "2024-02-22"},
	{"12:05 am, 1 Jan 2024", "12:05 am, 1 Jan 2024", "2024-01-01 00:05"},
	{"1 Jan 2024 12:05 p.m.", "1 Jan 2024 12:05 p.m.", "2024-01-01 12:05"},
	{"1 Jan 2024 00:15am", "1 Jan 2024 00:15am", "2024-01-01 00:15"},
	{"1 Jan 2024 14:50pm", "1 Jan 2024 14:50pm", "2024-01-01 14:50"},
	{"5 Jan 2025, 12:30 (GMT+5)", "5 Jan 2025, 12:30 (GMT+5)", "2025-01-05 12:30"},
	{"5 Jan 2025 12:30 PM (PKT)", "5 Jan 2025 12:30 PM (PKT)", "2025-01-05 12:30"},
	{"5 Jan 2025 12:30 (late", "5 Jan 2025 12:30", "2025-01-05 12:30"},
	{"Jan 5, 2025 / 12:30 PM IST", "Jan 5, 2025 / 12:30 PM IST", "2025-01-05 12:30"},
	{"Jan 5, 2025 12:30 PM - 14 people", "Jan 5, 2025 12:30 PM", "2025-01-05 12:30"},
	/* one reading only */
	{"23/04/2024 | 14:50", "23/04/2024 | 14:50", "2024-04-23 14:50"},
	{"04/23/2024", "04/23/2024", "2024-04-23"},
	{"05/05/2024", "05/05/2024", "2024-05-05"},
	/* dates in shape, and nothing is guessed */
	{"09/04/2024 | 14:50", "09/04/2024 | 14:50", "none"},
	{"30 Feb 2022", "30 Feb 2022", "none"},
	{"29 Feb 2023", "29 Feb 2023", "none"},
	{"29 Feb 2024", "29 Feb 2024", "2024-02-29"},
	{"29 Feb 2100", "29 Feb 2100", "none"},
	{"31 Apr 2022 06:15am", "31 Apr 2022 06:15am", "none"},
	{"32/13/2024", "32/13/2024", "none"},
	{"1 Jan 1969", "1 Jan 1969", "none"},
	{"1 Jan 1970", "1 Jan 1970", "1970-01-01"},
	{"31 Dec 2100", "31 Dec 2100", "2100-12-31"},
	{"1 Jan 2101", "1 Jan 2101", "none"},
	/* the date alone is taken */
	{"3 Jan 2022 and more", "3 Jan 2022", "2022-01-03"},
	{"3 Jan 2022 25:10", "3 Jan 2022", "2022-01-03"},
	{"3 Jan 2022 10:61", "3 Jan 2022", "2022-01-03"},
	{"3 Jan 2022 00:15pm", "3 Jan 2022", "2022-01-03"},
	/* no date */
	{"March 9", "", "none"},
	{"22 Oct 24", "", "none"},
	{"Jan 2022", "", "none"},
	{"123 Jan 2022", "", "none"},
	{"3 January 20221", "", "none"},
	{"1,234,567", "", "none"},
	{"10:30", "", "none"},
	{"Marching 9, 2022", "", "none"},
	{"", "", "none"},
};

static void
test_stamps(void)
{
	for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
	{
		PageStamp stamp;
		char taken[100];
		size_t length = page_stamp(stamps[i].text, strlen(stamps[i].text), &stamp);

		snprintf(taken, sizeof taken, "%.*s", (int) length, stamps[i].text);
		is_str(taken, stamps[i].taken, stamps[i].text);
		is_str(show_stamp(&stamp), stamps[i].means, "  as a date");
	}
}

/* line, author, published, updated; an author of "-" is none, of "!" no byline at all */
static const struct
{
	const char *line;
	const char *author;
	const char *published;
	const char *updated;
} bylines[] = {
	{"BR Web Desk 03 Jan, 2022", "BR Web Desk", "2022-01-03", "none"},
	{"Recorder Report 27 May 2021", "Recorder Report", "2021-05-27", "none"},
	{"Recorder Report Published 18 Mar, 2023 06:15am", "Recorder Report", "2023-03-18 06:15",
	 "none"},
	{"AFP Published November 23, 2022 Updated November 23, 2022 05:38pm", "AFP", "2022-11-23",
	 "2022-11-23 17:38"},
	{"Reuters Updated 22 Oct 2021", "Reuters", "none", "2021-10-22"},
	{"Ali Ahmed Khan Updated 30 Nov 2020", "Ali Ahmed Khan", "none", "2020-11-30"},
	{"24 Oct, 2012", "-", "2012-10-24", "none"},
	{"By AFP - Mar 12,2021 - Last updated at Mar 12,2021", "AFP", "2021-03-12", "2021-03-12"},
	{"5:12 PM | January 09, 2025", "-", "2025-01-09 17:12", "none"},
	{"Published in Dawn, January 23rd, 2020", "-", "2020-01-23", "none"},
	{"Posted on: 2024-05-22T06:10:00+05:00", "-", "2024-05-22 06:10:00", "none"},
	{"MG News | January 22, 2026 at 04:22 PM GMT+05:00", "MG News", "2026-01-22 16:22", "none"},
	{"17 July, 2023, 11:20 am", "-", "2023-07-17 11:20", "none"},
	{"22-Oct-24 13:05 ET", "-", "2024-10-22 13:05", "none"},
	{"09/04/2024 | 14:50 Atualização:", "-", "none", "none"},
	{"23/04/2024 | 14:50 Atualização: 24/04/2024 08:00", "-", "2024-04-23 14:50",
	 "2024-04-24 08:00"},
	{"UPDATED: 3 May, 2023 by Sana Mir", "Sana Mir", "none", "2023-05-03"},
	{"By Our Correspondent", "Our Correspondent", "none", "none"},
	{"Staff Reporter", "Staff Reporter", "none", "none"},
	{"Recorder Report 30 Feb 2022", "Recorder Report", "none", "none"},
	{"Oil prices fell on 3 Jan, 2022", "!", "", ""},
	{"Recorder Report 27 May 2021 was wrong", "!", "", ""},
	{"Published yesterday", "!", "", ""},
	{"Stocks fall", "!", "", ""},
	{"By the end of the day prices had recovered", "!", "", ""},
	{"KSE-100 index 27 May 2021", "!", "", ""},
};

static void
test_bylines(void)
{
	for (size_t i = 0; i < sizeof bylines / sizeof *bylines; i++)
	{
		PageByline byline;
		char author[100] = "-";
		const char *line = bylines[i].line;

		if (!page_byline(line, strlen(line), &byline))
		{
			is_str("!", bylines[i].author, line);
			continue;
		}
		if (byline.author != NULL)
			snprintf(author, sizeof author, "%.*s", (int) byline.author_length, byline.author);
		is_str(author, bylines[i].author, line);
		is_str(show_stamp(&byline.published), bylines[i].published, "  published");
		is_str(show_stamp(&byline.updated), bylines[i].updated, "  updated");
	}
}

/* paragraph, place ("-" a dateline without, "!" no dateline), the story behind it, date */
static const struct
{
	const char *text;
	const char *place;
	const char *story;
	const char *date;
} datelines[] = {
	{"PARIS: The bank said", "PARIS", "The bank said", "none"},
	{"NEW YORK: The bank", "NEW YORK", "The bank", "none"},
	{"SAINT-X-Y: The bank", "SAINT-X-Y", "The bank", "none"},
	{"NEW YORK (Reuters) – Oil", "NEW YORK", "Oil", "none"},
	{"KARACHI – The", "KARACHI", "The", "none"},
	{"KARACHI - The", "KARACHI", "The", "none"},
	{"ISLAMABAD-Despite the fall of the rupee last week, it said", "ISLAMABAD",
	 "Despite the fall of the rupee last week, it said", "none"},
	{"ISLAMABAD – The", "ISLAMABAD", "The", "none"},
	{"(Karachi) Gold rose", "Karachi", "Gold rose", "none"},
	{"KARACHI (Dunya News) – Gold", "KARACHI", "Gold", "none"},
	{"ISLAMABAD (APP): The", "ISLAMABAD", "The", "none"},
	{"ISLAMABAD, March 9", "ISLAMABAD", "", "none"},
	{"ISLAMABAD, March 9 (APP): The", "ISLAMABAD", "The", "none"},
	{"KUALA LUMPUR, Feb 28 ― The", "KUALA LUMPUR", "The", "none"},
	{"PARIS — The", "PARIS", "The", "none"},
	{"CHICAGO (AP) — The", "CHICAGO", "The", "none"},
	{"Frankfurt/Main (dts Nachrichtenagentur) – Der", "Frankfurt/Main", "Der", "none"},
	{"[東京 22日 ロイター] - 日経", "東京", "日経", "none"},
	{"Karachi, January 31, 2025 – The", "Karachi", "The", "2025-01-31"},
	{"МОСКВА, 27 фев — Рубль", "МОСКВА", "Рубль", "none"},
	{"May 22, 2024 (MLN): The", "-", "The", "2024-05-22"},
	{"(Reuters) - Oil", "-", "Oil", "none"},
	{"Lahore: The", "Lahore", "The", "none"},
	{"UAE: The", "UAE", "The", "none"},
	{"WASHINGTON -- The", "WASHINGTON", "The", "none"},
	{"ST. PETERSBURG, Russia (AP) — The", "ST. PETERSBURG", "The", "none"},
	{"WASHINGTON, D.C. – The", "WASHINGTON", "The", "none"},
	{"LAHORE, Pakistan, March 9 – The", "LAHORE", "The", "none"},
	{"D.I. KHAN: The", "D.I. KHAN", "The", "none"},
	{"LONDON (Some Weekly Magazine) - The", "LONDON", "The", "none"},
	{"ISLAMABAD , March 9: The", "ISLAMABAD", "The", "none"},
	/* none */
	{"Note: prices are", "!", "", ""},
	{"NOTE: prices are", "!", "", ""},
	{"Q: What next", "!", "", ""},
	{"A: Nothing", "!", "", ""},
	{"ANALYSIS: The", "!", "", ""},
	{"UPDATE 1: The", "!", "", ""},
	{"PHOTO: The", "!", "", ""},
	{"READ MORE: The", "!", "", ""},
	{"IMF: The fund", "!", "", ""},
	{"Gold – the haven", "!", "", ""},
	{"US-China trade talks between the two largest economies go on", "!", "", ""},
	{"ASEAN-China trade talks between the two largest economies go on", "!", "", ""},
	{"KSE-100: the index", "!", "", ""},
	{"The PARIS: office", "!", "", ""},
	{"PARIS", "!", "", ""},
	{"PARIS, London and Rome: three", "!", "", ""},
	{"PARIS The bank", "!", "", ""},
	{"KARACHI:30 to 40", "!", "", ""},
	{"HUBCO (Hub Power Company): the", "!", "", ""},
	{"", "!", "", ""},
};

static void
test_datelines(void)
{
	for (size_t i = 0; i < sizeof datelines / sizeof *datelines; i++)
	{
		PageDateline dateline;
		char place[100] = "-";
		const char *text = datelines[i].text;

		if (!page_dateline(text, strlen(text), &dateline))
		{
			is_str("!", datelines[i].place, text);
			continue;
		}
		if (dateline.place != NULL)
			snprintf(place, sizeof place, "%.*s", (int) dateline.place_length, dateline.place);
		is_str(place, datelines[i].place, text);
		is_str(text + dateline.length, datelines[i].story, "  story");
		is_str(show_stamp(&dateline.date), datelines[i].date, "  date");
	}
}

/* damaged line, plain text, as printed */
static const char *const plain[][3] = {
	{" \t PARIS:\xC2\xA0 The  bank \r", "PARIS: The bank", "PARIS:\xC2\xA0 The  bank"},
	{"\xEF\xBB\xBFPARIS: The", "PARIS: The", "PARIS: The"},
	{"NEW&nbsp;YORK &#8212; R&amp;D &#x41;", "NEW YORK — R&D A",
	 "NEW&nbsp;YORK &#8212; R&amp;D &#x41;"},
	{"PA\xE2\x80\x8BRIS", "PARIS", "PA\xE2\x80\x8BRIS"},
	{"&bogus; & &#0; &#xD800; &#99999999;", "&bogus; & &#0; &#xD800; &#99999999;",
	 "&bogus; & &#0; &#xD800; &#99999999;"},
	{"\xFF\xC3 x\xE2\x82", "\xFF\xC3 x\xE2\x82", "\xFF\xC3 x\xE2\x82"},
	{"１２ Jan &nbsp;", "12 Jan", "１２ Jan"},
	{"&nbsp; \xE2\x80\x8B", "", ""},
};

static void
test_plain(void)
{
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
	{
		PlainLine line;
		char scratch[100];
		char printed[100];

		page_plain(plain[i][0], strlen(plain[i][0]), scratch, &line);
		scratch[line.length] = '\0';
		snprintf(printed, sizeof printed, "%.*s", (int) line.printed_length, line.printed);
		is_str(scratch, plain[i][1], "plain text");
		is_str(printed, plain[i][2], "  as printed");
	}
}

int
main(void)
{
	test_plain();
	test_stamps();
	test_bylines();
	test_datelines();
	return done_testing();
}
