-- Pages and formats met in the wild.
\pset format unaligned
\pset null '·'
CREATE FUNCTION pg_temp.show(lines text, number_format text DEFAULT 'en')
	RETURNS TABLE (line text, symbol text, quote quote, problem text) LANGUAGE sql AS $$
	SELECT s.line, l.symbol, l.quote, l.problem
	FROM unnest(string_to_array(trim(E'\n' FROM lines), E'\n')) WITH ORDINALITY s(line, n)
	LEFT JOIN LATERAL ticker_lines(s.line, number_format) l ON true ORDER BY n, l.line_no $$;

-- Families of other sites
SELECT * FROM pg_temp.show($$
AB BREW 55.120 € (-0.31 %)     D'OREE 71.300 € (+0.21 %)
^GSPC 118.02+1.04 (+0.89%)
S&P 500 360.48-6.05 (-1.65%)
3M 162.40 1.97%
The firm (NVDX 139.95, +2.15, +1.6%) said so; others (ABCX 12.30, unch; DEFX 4.50, -0.10, -2.2%) did not.
| 加權指數 | 47,500.00 | ▲166.55 | ▲0.35% |
OGDC 205.29 ▼ 2.05 (0.99%)
NIKKEI 28190.20 -61.10 -0.22% 28455.10 28500.00
AAAX 12.40 (0.35) (2.75%)
BBBX 7.10 unch unch
MRF 1,33,410.00 ▼ -1,204.55 (-0.89%)
AAPX: $150.10 +$1.20 (+0.81%)
AAPX, 150.10, +1.20, +0.81%
AAPX	150.10	+1.20	+0.81%
AAPX 150.10 (+1.20, +0.81%)
AAPX 150.10 +0.81% +1.20
$$);

-- Nothing: prose, headings, dates, figures of other kinds
SELECT * FROM pg_temp.show($$
HUBC 129.32 was the day's winner
Dow -241.10 at 43011.72
(DJI - 34,020.15) added 145.3 points, or 0.4%
The S&P 500 rose 21.14 points, or 0.5%, to 4,462.81.
The benchmark closed at 112,389.26, up 901.9 points (+0.81%)
price of Rs 7,850 increased by Rs 20 (0.25%) per tola
Net profit increased by 12.5% to Rs 5 billion
HUBC 129.32 increased by demand
Mar 604 606¾ 597¼ 600 —4¾
トヨダ 2,801 ▲35 ▲1.23%
Kuhn + Nagler Intl 166.05 +1.15 +0.70
28190.20 -61.10 -0.22% 28455.10
13 EASTRNLUB 2 2,628.7 2,447.8 2,454.4 2 -122.2 2,069
Article 370
Page 2
KSE100 112,389
Covid 19
January 2025 3.5%
Mar 12, 2021
Inflation 2024 (+5.2%)
1824hr
3,71224hr
6.04% positivity
Rs 7, 850
1. HUBC up 2.3%
+92 21 1234567
09:32 +0.5%
Previous close116.98
Day's range 115.20 - 118.30
Bitcoin (CRYPTO: BTC) | +0.77% | $117,902.18 |
$$);

-- Marks around a quote
SELECT * FROM pg_temp.show($$
$BOP 9.88 +0.24 (+2.49%)
* BOP 9.88 +0.24 (+2.49%)
- BOP 9.88 +0.24 (+2.49%)
• BOP 9.88 Increased By ▲ 0.24 (2.49%)
1. BOP 9.88 Increased By ▲ 0.24 (2.49%)
BOP 9.88 +0.24 (+2.49%).
BOP 9.88 +0.24 (+2.49%) *
BOP 9.88 +0.24 (+2.49%) PKR
BOP 9.88 Increased By ▲ 0.24 (2.49%) 12:30
S&P 500 Index 4,462.81 +21.14 (+0.48%)
$$);

-- Headings and figures that look like quotes
SELECT * FROM pg_temp.show($$
Chapter 3 4.5 (2%)
Pakistan 250 & 125-3
Karachi 35 -2
Rate 12.5% +0.5%
ISBN 978-3-16
Section 3 (a) 5%
$$);

-- Number formats of other countries
SELECT * FROM pg_temp.show($$
DAX 10.288,40 (-0,41 Prozent)
MDAX 12 549,80 (+ 5,12 Prozent
BMW 1.234 +0,10 (+0,01%)
BMW 1234.5 +0,10 (+0,01%)
BMW 12.34 +0,10 (+0,01%)
VW 12,34 −0,10 (−0,80 %)
AIRLINK 193.80 Increased By ▲ 0.30 (0.16%)
$$, 'de');

-- French
SELECT * FROM pg_temp.show($$
ACCOR 184,10-0,66-0,36%187,40183,90
CAC 40 7 012,30 +12,10 (+0,17%)
TOTAL 51,20 € (-0,31 %)
AXA 1.234,50 +1,2 (+0,1%)
STOXX 600 512,30 (+0,20%)
$$, 'fr');

-- Brazilian
SELECT * FROM pg_temp.show($$
IBOV 123.802,11 pontos (-0,56%)
XPTO R$ 0,029 (-0,56%)
$$, 'br');

-- Swiss
SELECT * FROM pg_temp.show($$
SMI 13'102.44 +0.27% +35.28
SMI 13’102.44 +0.27% +35.28
SMI 9'841,07 -12,30 (-0,12%)
SMI 1,234 -12,30 (-0,12%)
SMI 1'23.4 -12,30 (-0,12%)
$$, 'ch');

-- Indian
SELECT * FROM pg_temp.show($$
MRF 1,33,410.00 ▼ -1,204.55 (-0.89%)
MRF 133,410.00 ▼ -1,204.55 (-0.89%)
$$, 'in');

-- However a page writes its characters
SELECT l.* FROM (VALUES
	(E'BOP\u00a09.88\u202fIncreased\u00a0By ▲ 0.24 (2.49%)'),
	('BOP&nbsp;9.88 Increased By &#9650; 0.24 (2.49&percnt;)'),
	('BOP 9.88 Decreased By &#x25BC; &minus;0.24 (&minus;2.37%)'),
	(E'BOP 9.88 Decreased By ▼ \u22120.24 (\u22122.37%)'),
	(E'\ufeffBOP 9.88 Increased By ▲\ufe0f 0.24 (2.49%)'),
	(E'BOP\u200b 9\u200b.88 Increased By ▲ 0.24 (2.49%)'),
	(E'BOP\t9.88   Increased  By\t▲  0.24  ( 2.49 % )'),
	('BOP 9.88 Increased By ⬆ 0.24 (2.49%)'),
	('BOP 9.88 Increased By▲0.24(2.49%)')) v(content), ticker_lines(content) l;
SELECT line_no, symbol, quote, problem FROM ticker_lines(E'BOP 9.88 Increased By ▲ 0.24 (2.49%)\r\nKEL 4.67 Increased By ▲ 0.09 (1.97%)\r\nx\r\nPTC 24.43 Increased By ▲ 0.36 (1.5%)\r\n');
SELECT line_no, symbol, quote, problem FROM ticker_lines(E'BOP 9.88 Increased By ▲ 0.24 (2.49%)\rKEL 4.67 Increased By ▲ 0.09 (1.97%)\rx\rPTC 24.43 Increased By ▲ 0.36 (1.5%)');

-- A prefix of the crawler; a strip on one line, with and without marks between, before an article, and cut
SELECT * FROM ticker_lines('" date 2022-11-23 AGL 9.70 Decreased By ▼ -0.05 (-0.51%)');
SELECT * FROM ticker_lines('BOP 9.88 Increased By ▲ 0.24 (2.49%) KEL 4.67 Increased By ▲ 0.09 (1.97%)PTC 24.43 Increased By ▲ 0.36 (1.5%) | SILK 1.05 No Change ▼ 0.00 (0%), TRG 66.00 Increased By ▲ 1.12 (1.73%)');
SELECT * FROM ticker_lines('Brecorder Logo BOP 9.88 Increased By ▲ 0.24 (2.49%) KSE30 35,239 Increased By 304.7 (0.87%) KARACHI: The market rose on Thursday by 2%.');
SELECT * FROM ticker_lines('BOP 9.88 Increased By ▲ 0.24 (2.49%) KEL 4.67 Increased By ▲ 0.09 (1.97%) PTC 24.43');
SELECT * FROM ticker_lines('BOP 9.88 Increased By ▲ 0.24 (2.49%) KEL 4.67 Increased By ▲ 0.09 (1.97%) PT');

-- A quote over several lines
SELECT * FROM ticker_lines(E'S&P 500\n3,042.49\n-88.80(-2.84%)\nBOP\n9.88\nIncreased By ▲ 0.24 (2.49%)\nKEL 4.67\nIncreased By ▲ 0.09\n(1.97%)\n\nArticle\n370\nends');

-- A strip cut at its end, at its start, and in its midst
SELECT * FROM ticker_lines(E'BOP 9.88 Increased By ▲ 0.24 (2.49%)\nKSE100 112,3');
SELECT * FROM ticker_lines(E'BOP 9.88 Increased By ▲ 0.24 (2.49%)\nKSE100 112,389 Increased By 90');
SELECT * FROM ticker_lines(E'BOP 9.88 Increased By ▲ 0.24 (2.49%)\nKSE1');
SELECT * FROM ticker_lines(E'reased By ▲ 0.24 (2.49%)\nKEL 4.67 Increased By ▲ 0.09 (1.97%)');
SELECT * FROM ticker_lines(E'0.24 (2.49%)\nKEL 4.67 Increased By ▲ 0.09 (1.97%)');
SELECT * FROM ticker_lines(E'BOP 9.88 Increased By ▲ 0.24 (2.49%)\nKEL 4.67\nPTC 24.43 Increased By ▲ 0.36 (1.5%)\n');
SELECT * FROM ticker_lines(E'BOP 9.88 Increased By ▲ 0.24 (2.49%)\nOil prices climb on supply fears\n\nPARIS: It is 2.5% of all.');

-- The strip printed twice; the same symbol with other numbers; a repeat that knows less
SELECT line_no, symbol, quote, problem FROM ticker_lines(E'BOP 9.88 Increased By ▲ 0.24 (2.49%)\nKEL 4.67 Increased By ▲ 0.09 (1.97%)\nBOP 9.88 Increased By ▲ 0.24 (2.49%)\nKEL 4.68 Increased By ▲ 0.10 (2.18%)\nBOP 9.880 N/A\nM&M 4.67 +0.09 (+1.97%)\nM&amp;M 4.68 +0.09 (+1.97%)');

-- Nothing at all
SELECT count(*) FROM ticker_lines('');
SELECT count(*) FROM ticker_lines(E'\n\r\n \t\n');

-- Large pages: linear in their size, however they are made
SELECT count(*), count(DISTINCT symbol), count(problem) FROM ticker_lines((SELECT string_agg('A' || i || ' 9.88 Increased By ▲ 0.24 (2.49%)', E'\n') FROM generate_series(1, 50000) i));
SELECT count(*), max(line_no), max(length(line)) FROM ticker_lines(repeat('BOP 9.88 Increased By ▲ 0.24 (2.49%) ', 50000));
SELECT count(*), max(line_no) FROM ticker_lines(repeat(E'BOP\n9.88\nIncreased By ▲ 0.24 (2.49%)\r', 50000));
SELECT count(*) FROM ticker_lines(repeat('1', 1000000));
SELECT count(*) FROM ticker_lines(repeat('A ', 500000));
SELECT count(*) FROM ticker_lines(repeat('(A 1.1, ', 200000));
SELECT count(*) FROM ticker_lines(repeat('BOP 9.88 ', 200000));
SELECT count(*) FROM ticker_lines(repeat('&#8203;', 200000));
SELECT count(*) FROM ticker_lines(repeat(E'\r', 1000000));
SELECT count(*) FROM ticker_lines(repeat('▲ - ', 200000));
