-- Pages: one sample for each epoch of the strip's site, each family of bylines and each kind of damage.  All prose is the project's own.
\set VERBOSITY terse
SET datestyle = 'ISO';
SET client_encoding = 'UTF8';
\pset format unaligned

CREATE TEMP TABLE strip (epoch text PRIMARY KEY, lines text);
INSERT INTO strip VALUES
('2020', $$AVN 76.15 Increased By ▲ 1.40 (1.87%)
BOP 8.55 Decreased By ▼ -0.05 (-0.58%)
CHCC 140.10 No Change ▼ 0.00 (0%)
BR100 4,361 Increased By ▲ 12.11 (0.28%)
KSE100 42,207 Decreased By ▼ -26.5 (-0.06%)$$),
('2023', $$AVN 65.10 Increased By ▲ 0.85 (1.32%)
BAFL 30.01 Decreased By ▼ -0.20 (-0.66%)
BR30 13,940 Increased By 60.2 (0.43%)
KSE100 41,420 Increased By 101.7 (0.25%)$$),
('2025', $$AIRLINK 190.00 Increased By ▲ 0.30 (0.16%)
BOP 9.88 Increased By ▲ 0.24 (2.49%)
KSE30 35,239 Increased By 304.7 (0.87%)$$);

CREATE TEMP TABLE sample (n int GENERATED ALWAYS AS IDENTITY, name text, epoch text, content text);
INSERT INTO sample (name, epoch, content) VALUES
('2020: logo, print edition, section, title, byline', '2020', $$Business Recorder Logo
Nov 24, 2020 PRINT EDITION ► BR MARKETS ► Dollar to PKR ►
Markets
Wheat growers wait for a price
Recorder Report 24 Nov 2020

LAHORE: Growers of wheat in three districts said they would sow less.

They asked for a price before December.

Copyright Business Recorder, 2020

Comments

Comments are closed.$$),
('2021: COVID box, title at once', '2021', $$
Coronavirus
VERY HIGH
Source: covid.gov.pk
Pakistan Deaths
28,3001824hr
Sindh
463,1003,71224hr
6.04% positivity
Port handles record cargo in a week
Sana Mir Updated 22 Oct 2021

KARACHI - Cranes at the port moved more boxes than ever before.

Read more$$),
('Dec 2021: LOW and its source on two lines', '2023', $$LOW
Source: covid.gov.pk
Brecorder Logo
Dec 23, 2021 PRINT EDITION ► BR MARKETS ►
Cement makers add a kiln
Reuters Updated 23 Dec 2021
ISLAMABAD: A second kiln was lit on Thursday.$$),
('2022: BR Web Desk, bullets, photo twice', '2023', $$Rupee gains for a third day
  • Dealers point to remittances
    • Open market follows
BR Web Desk 03 Jan, 2022
Photo: Reuters
Photo: Reuters

The rupee rose for a third day against the dollar, dealers said.

The list of the day:

  • Dollar 176.20
  • Euro 199.10

Importers held back orders.$$),
('2022: published and updated', '2023', $$Oil eases as tankers queue
AFP Published November 23, 2022 Updated November 23, 2022 05:38pm

LONDON: Oil eased on Wednesday with tankers queueing off two ports.$$),
('2023: title at once, published with time', '2023', $$Exporters ask for refunds
Recorder Report Published 18 Mar, 2023 06:15am

FAISALABAD: Exporters asked for refunds of sales tax within a week.$$),
('2023: strip cut to its first line', NULL, $$AVN 65.10 Increased By ▲ 0.85 (1.32%)
Mills buy cotton from two provinces
Recorder Report Published 19 Mar, 2023 06:15am
MULTAN: Mills bought cotton on Saturday.$$),
('2024: date and section above the title', '2025', $$May 22, 2024
Markets
Refiners agree on a fee
BR Web Desk Published May 22, 2024 04:10pm
KARACHI: Refiners and the ministry agreed on a fee.$$),
('Nov 2024: strip and article only', '2025', $$
LAHORE: Kilns went cold for a week as the smog thickened.

Courts had ordered it.

Comments

Comments are closed.$$),
('Sep 2025: markets print', '2025', $$Markets Print 2025-09-10
Yarn dearer on thin stocks
Recorder Report Published September 10, 2025
KARACHI: Yarn was dearer on Tuesday.$$),
('header date alone', '2025', $$Sep 10, 2025
Markets
Power firms publish their accounts late
KARACHI: Two power firms published their accounts late.$$),
('AMP: date alone, no strip', NULL, $$Sugar talks go on in the capital
24 Oct, 2012
ISLAMABAD: Talks about sugar went on.
Read Comments$$),
('strip after the article', NULL, $$Banks open new branches in the north
Recorder Report Published 20 Jan, 2025 11:50am
PESHAWAR: Four banks opened branches in the north.
AIRLINK 190.00 Increased By ▲ 0.30 (0.16%)
BOP 9.88 Increased By ▲ 0.24 (2.49%)$$),
('strip twice', '2025', $$AIRLINK 190.00 Increased By ▲ 0.30 (0.16%)
BOP 9.88 Increased By ▲ 0.24 (2.49%)

QUETTA: The road was opened.$$),
('strip only', '2025', ''),
('crawler prefix, broken and cut lines', NULL, $$ date 2022-11-23 AGL 9.70 Decreased By ▼ -0.20 (-2.02%)
FFL 15.59 Increased By ▼ -0.01 (-0.06%)
HUBC 1,29.32 Increased By ▲ 2.25 (1.77%)

KARACHI: A short story.$$),
('quotes in passing', NULL, $$Leaders of the day in Karachi
By Ali Khan
The board was led by chip makers (NVDX 139.95, +2.15, +1.6%), which had a good day after all the bad ones that went before it.

Nothing else moved.$$),
('teaser of the lead, repeated title', NULL, $$Ferry sinks near the delta, crew saved
Recorder Report Published 20 Jan, 2025 11:50am
A ferry with forty tons of rice sank near the delta on...
THATTA: A ferry with forty tons of rice sank near the delta on Sunday night.

Ferry sinks near the delta, crew saved

The crew were saved by a trawler.$$),
('headline links, heading, tag line', NULL, $$Fishing ban lifted along the coast
Published January 9, 2025 08:15
GWADAR: The ban on fishing was lifted on Thursday.

New harbour to open in the spring, minister says

Boats left the harbour at dawn.

What comes next

A committee will look at the nets.

gwadar fishing harbour

Follow us on all channels

Another story that has nothing to do with it$$),
('Dawn: date at the foot', NULL, $$Library opens its reading room
Shazia Hasan

KARACHI: The reading room was opened to all.

Published in Dawn, January 23rd, 2020$$),
('The Nation: time before date', NULL, $$Canal closed for repairs until March
Staff Reporter
5:12 PM | January 09, 2025
LAHORE - The canal was closed.$$),
('Jordan Times: by, date, last updated', NULL, $$Bank hit by attack on its mail
By AFP - Mar 12,2021 - Last updated at Mar 12,2021
PARIS — A bank was hit by an attack.$$),
('Dunya: ISO date with offset', NULL, $$Train service resumes after the flood
Posted on: 2024-05-22T06:10:00+05:00
SUKKUR (Dunya News) – Trains ran again.$$),
('Mettis: bar and zone', NULL, $$Bills auction draws less than was sought
MG News | January 22, 2026 at 04:22 PM GMT+05:00
January 22, 2026 (MLN): The auction of bills drew less than was sought.$$),
('comma before the time', NULL, $$Mangoes ship to four new markets
17 July, 2023, 11:20 am
MULTAN, July 17 (APP): Mangoes were shipped.$$),
('two-digit year between hyphens', NULL, $$Yields rise as traders return from lunch
22-Oct-24 13:05 ET
Yields rose a little as traders came back.$$),
('day and month cannot be told apart', NULL, $$Bolsa fecha em alta com bancos
09/04/2024 | 14:50 Atualização: 09/04/2024 | 15:20
SÃO PAULO – A bolsa fechou em alta.$$),
('date of the dateline', NULL, $$Tax on cars to be looked at again
Karachi, January 31, 2025 – The tax will be looked at again.$$),
('Reuters in Japanese', NULL, $$日経平均は続伸、銀行株に買い
[東京 22日 ロイター] - 日経平均は続伸した。$$),
('Russian', NULL, $$Рубль укрепился к доллару во вторник
МОСКВА, 27 фев — Рубль укрепился.$$),
('impossible date', NULL, $$Stocks end the week higher
Recorder Report Published 30 Feb, 2022 06:15am
KARACHI: Stocks ended higher.$$),
('labels are no places', NULL, $$Answers to questions about the new tax
UPDATE 1: The tax starts in May. It is paid once a year.

NOTE: Some pay twice.$$),
('title in two lines, deck', NULL, $$Growers of rice say water was
let go too late this summer
Canals ran dry in two districts of the south
By Our Correspondent
BADIN: Growers of rice said so on Monday.$$),
('menu and slogan, no title', '2025', $$Home Latest Markets Business & Finance World Opinion Pakistan
Business & Finance

HYDERABAD: Bangles were made by hand.$$),
('text ends in the middle of the title page', '2025', $$Business Recorder Logo
Nov 24, 2024 PRINT EDITION ► BR MARKETS ►
Markets
Wheat growers wait for$$),
('summary above the dateline, several datelines', NULL, $$Index gains 500 points in early trade

Analysts say that buying from abroad lifted the mood. More to come.

KARACHI: The index gained.

ISLAMABAD: The ministry was pleased.$$),
('name of the page, advertisement, short last sentence', NULL, $$Shares open higher in thin trade - The Daily Paper
Shares open higher in thin trade
3 min read
5 Jan 2025, 12:30 (GMT+5)
Shares opened higher on Friday, tracking gains abroad.
Advertisement
They closed flat.
Related news
Another market falls$$),
('site name above the byline', NULL, $$Business Recorder
Reuters Updated 22 Oct 2021
ST. PETERSBURG, Russia (AP) — The river froze.$$),
('author alone above the date', NULL, $$River freezes early this year, say fishermen
Sana Mir
Published March 3, 2023 10:15am
By the river, fishermen mended their nets.$$),
('published wins over updated and header', '2025', $$Mar 5, 2023
Markets
River freezes early this year, say fishermen
Updated March 4, 2023 11:00am
Published March 3, 2023 10:15am
KARACHI, March 2, 2023 – By the river, fishermen mended their nets.$$),
('dateline wins over updated', NULL, $$River freezes early this year, say fishermen
Updated March 4, 2023 11:00am
KARACHI, March 2, 2023 – By the river, fishermen mended their nets.$$),
('no article of any kind', NULL, 'Hello world'),
('nothing', NULL, '');

CREATE TEMP VIEW page AS
SELECT n, name, concat(lines || E'\n', content) AS content
FROM sample LEFT JOIN strip ON strip.epoch = CASE sample.epoch WHEN '2021' THEN '2020' ELSE sample.epoch END;

-- The article of each.  A bar in the body is an empty line between paragraphs, a slash a line end.
SELECT n, name, title, byline, place, published_at, published_precision AS precision,
       replace(replace(body, E'\n\n', ' | '), E'\n', ' / ') AS body
FROM page, parse_page(content) ORDER BY n;

-- Why each line was taken as it was.
SELECT n, line_no, kind, rule, line FROM page, page_lines(content) WHERE kind NOT IN ('ticker', 'blank') ORDER BY n, line_no;
SELECT kind, count(*) FROM page, page_lines(content) GROUP BY kind ORDER BY kind;

-- Nothing is lost: the lines joined are the content, and the body is made of its lines.
SELECT n FROM page WHERE content <> (SELECT string_agg(line, E'\n' ORDER BY line_no) FROM page_lines(content));
SELECT n FROM page, parse_page(content)
WHERE regexp_replace(body, '\s+', '', 'g') IS DISTINCT FROM
      (SELECT regexp_replace(string_agg(line, '' ORDER BY line_no), '\s+', '', 'g')
       FROM page_lines(content) WHERE kind IN ('dateline', 'body'));

-- Damage changes neither the lines' kinds nor the fields: line ends, a byte order mark, hard blanks, invisible characters, entities.
CREATE TEMP VIEW damaged AS
SELECT n, damage, damaged FROM page,
LATERAL (VALUES ('crlf', replace(content, E'\n', E'\r\n')), ('cr', replace(content, E'\n', E'\r')), ('bom', U&'\FEFF' || content),
  ('nbsp', replace(content, ' ', U&'\00A0')), ('entity', replace(content, ' ', '&nbsp;')), ('zero width', replace(content, 'a', U&'a\200B')),
  ('tabs', replace(content, ' ', E' \t ')), ('indent', replace(content, E'\n', E'\n   '))) d(damage, damaged)
WHERE name NOT LIKE 'crawler prefix%' OR damage <> 'tabs' /* tabs make cells of that line */;
SELECT d.n, damage FROM damaged d JOIN page USING (n), parse_page(content) a, parse_page(damaged) b
WHERE (a.byline, a.place, a.published_at, a.published_precision) IS DISTINCT FROM (b.byline, b.place, b.published_at, b.published_precision)
   OR (a.title IS NULL) <> (b.title IS NULL) OR (a.body IS NULL) <> (b.body IS NULL) ORDER BY 1, 2;
SELECT d.n, damage FROM damaged d JOIN page USING (n)
WHERE (SELECT array_agg(kind ORDER BY line_no) FROM page_lines(content)) <> (SELECT array_agg(kind ORDER BY line_no) FROM page_lines(damaged))
ORDER BY 1, 2;

-- The rules given are the whole truth.
SELECT count(*), count(DISTINCT rule), min(match), max(match) FROM boilerplate_rules();
SELECT n FROM page WHERE (SELECT array_agg(l) FROM page_lines(content) l) <>
  (SELECT array_agg(l) FROM page_lines(content, 'en', (SELECT array_agg(concat_ws(E'\t', rule, match, pattern)) FROM boilerplate_rules())) l);
\set text 'PARIS: One.\nTwo of 12 and 345.\nEnd of story 7\nShare\nA b  c, all of it.'
SELECT line_no, kind, rule, line FROM page_lines(:'text', 'en', '{}');
SELECT line_no, kind, rule, line FROM page_lines(:'text', 'en',
  ARRAY[E'numbers\tprefix\ttwo of # AND #', E'end\tsuffix\tstory #', E'alphabet\tcontains\tB c,', E'never\tline\tparis', E'late\tcontains\t345']);
SELECT line_no, kind, rule FROM page_lines(E'12 345\n12345\n1 2', 'en', ARRAY[E'one\tline\t#', E'two\tline\t# #']);
SELECT parse_page('x', 'xx', '{}');
SELECT parse_page('x', 'en', ARRAY['share']);
SELECT parse_page('x', 'en', ARRAY[E'share\tline\tShare', E'share\tregexp\tS.*']);
SELECT parse_page('x', 'en', ARRAY[E'\tline\tShare']);
SELECT parse_page('x', 'en', ARRAY[E'share\tline\t']);
SELECT parse_page('x', 'en', ARRAY[E'share\tline\t \u00A0']);
SELECT parse_page('x', 'en', ARRAY[NULL::text]);
SELECT parse_page('x', 'en', ARRAY[E'share\tline\t' || repeat('x', 256)]);
SELECT parse_page('x', 'en', array_fill(E'share\tline\tx'::text, ARRAY[10001]));
-- each row its own rules
SELECT rule FROM (VALUES (1, ARRAY[E'a\tline\tx']), (2, ARRAY[E'b\tline\tx']), (3, '{}')) v(i, rules), page_lines('x', 'en', rules) ORDER BY i;
-- the number format of the source
SELECT kind, rule FROM page_lines('BMWX 88,10 ▲ 0,45 (0,51%)', 'de', '{}');
SELECT kind, rule FROM page_lines('BMWX 88,10 ▲ 0,45 (0,51%)');

-- Large pages take time by their size.
SELECT count(*), sum(length(line)) FROM page_lines(repeat(E'\n', 1000000));
SELECT length(body) FROM parse_page(repeat('KARACHI: a story of one line. ', 100000));
SELECT length(body) FROM parse_page(repeat(E'A paragraph of a long story, with a stop.\n\n', 50000));
SELECT kind FROM page_lines(repeat('1', 1000000) || ' y', 'en', ARRAY[E'number\tcontains\t# x', E'number\tsuffix\tx #']);
SELECT count(*) FROM page_lines(repeat(E'a teaser that never ends, of some words...\n', 50000));
