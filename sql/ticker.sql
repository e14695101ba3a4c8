-- Lines as they stand in pages: what is taken, flagged, taken in part, and what gives nothing.
\pset format unaligned
\pset null '·'
CREATE FUNCTION pg_temp.show(lines text, number_format text DEFAULT 'en')
	RETURNS TABLE (line text, symbol text, quote quote, problem text) LANGUAGE sql AS $$
	SELECT s.line, l.symbol, l.quote, l.problem
	FROM unnest(string_to_array(trim(E'\n' FROM lines), E'\n')) WITH ORDINALITY s(line, n)
	LEFT JOIN LATERAL ticker_lines(s.line, number_format) l ON true ORDER BY n, l.line_no $$;

-- The strip of one site: the word decides
SELECT * FROM pg_temp.show($$
AIRLINK 193.80 Increased By ▲ 0.30 (0.16%)
BOP 9.88 Increased By ▲ 0.24 (2.49%)
FFL 15.59 Decreased By ▼ -0.01 (-0.06%)
PTC 24.43 Increased By ▲ 0.36 (1.5%)
BR100 11,841 Increased By 72.7 (0.62%)
BR30 35,315 Increased By 351.3 (1%)
KSE100 112,389 Increased By 901.9 (0.81%)
SILK 1.05 No Change ▼ 0.00 (0%)
KSE30 35,239 No Change 0 (0%)
BOP 9.88 Decreased By 0.24 (2.37%)
BOP 9.88 INCREASED BY ▲ 0.24 (2.49%)
BOP 9.88 increased by ▲ 0.24 (2.49%)
BOP 9.88 Increased By 0.00 (0%)
WAVESAPP 3.49 Increased By ▲ 0.75 (27.37%)
PSX 205.29 Decreased By ▼ 2.05 (-0.99%)
$$);

-- Contradictions are problems
SELECT * FROM pg_temp.show($$
BOP 9.88 Increased By ▼ 0.24 (2.49%)
BOP 9.88 Decreased By ▲ -0.24 (-2.49%)
BOP 9.88 Increased By ▲ -0.24 (-2.49%)
BOP 9.88 Increased By ▲ 0.24 (-2.49%)
BOP 9.88 Decreased By ▼ -0.24 (2.49%)
BOP 9.88 Decreased By ▼ +0.24 (+2.49%)
BOP 9.88 No Change ▼ -0.24 (-2.49%)
BOP 9.88 No Change ▲ 0.00 (0.1%)
BOP 9.88 Increased By ▲ ▼ 0.24 (2.49%)
BOP 9.88 Increased By Decreased By 0.24 (2.49%)
BOP 9.88 +0.24 (-2.49%)
BOP 9.88 -0.24 (2.49%)
BOP 9.88 0.24 (2.49%)
AAAX 12.40 (0.35) 2.75%
$$);

-- Bad numbers
SELECT * FROM pg_temp.show($$
BOP 1,93.80 Increased By ▲ 0.24 (2.49%)
BOP 9.8.8 Increased By ▲ 0.24 (2.49%)
BOP 9,88 Increased By ▲ 0.24 (2.49%)
BOP 1,123,89 Increased By ▲ 0.24 (2.49%)
BOP 0,123 Increased By ▲ 0.24 (2.49%)
BOP 009.88 Increased By ▲ 0.24 (2.49%)
BOP 1.234,56 Increased By ▲ 0.24 (2.49%)
BOP 12 549.80 +0.24 (+2.49%)
D'OREE 3 940.000 € (+0.21 %)
BOP 12 549.80 Increased By ▲ 0.24 (2.49%)
BOP 9.88 Increased By ▲ 0,24 (2,49%)
BOP 9.88 Increased By ▲ 0.24 (2.49)
BOP 9.88 Increased By ▲ 0.24 (2.49%%)
BOP -9.88 Increased By ▲ 0.24 (2.49%)
BOP 1000000000000000000 +0.24 (+2.49%)
BOP 9.8800000001 +0.24 (+2.49%)
BOP 9.88 +0.24 (+99999999999.49%)
$$);

-- Parts missing, lines cut
SELECT * FROM pg_temp.show($$
BOP Increased By ▲ 0.24 (2.49%)
BOP N/A Increased By ▲ 0.24 (2.49%)
BOP -- --
BOP - Closed
9.88 Increased By ▲ 0.24 (2.49%)
Increased By ▲ 0.24 (2.49%)
88 +0.24 (+2.49%)
BOP 9.88 Incr
BOP 9.88 Increased By
BOP 9.88 Increased By ▲ 0.2
BOP 9.88 Increased By ▲ 0.24
KSE100 112,389 Increased By 90
BOP 9.88 Increased By ▲ 0.24 (
BOP 9.88 Increased By ▲ 0.24 (2.
BOP 9.88 Increased By ▲ 0.24 (2.4
BOP 9.88 Increased By ▲ 0.24 (2.49%
BOP 9.88 Increased By ▲ 0.24 (N/A)
BOP 9.88 Increased By ▲ N/A (2.49%)
BOP 9.88 N/A N/A
BOP 9.88 N/A
BOP 9.88 - -
BOP 9.88 Closed
BOP 9.88 Suspended
BOP 9.88 No Change
BOP 9.88 unch
BOP 9.88
$$);

-- Symbols
SELECT * FROM pg_temp.show($$
786 45.20 Increased By ▲ 0.20 (0.44%)
786 105.20 Increased By ▲ 0.20 (0.19%)
786 105.20 +0.20 (+0.19%)
7203 2,801.5 +35.0 (+1.27%)
3M 162.40 +0.20 (+0.12%)
1JANATAMF 5.20 +0.20 (+4.00%)
BRK.B 445.20 +0.20 (+0.04%)
BRK-B 445.20 +0.20 (+0.04%)
M&M 445.20 +0.20 (+0.04%)
M&amp;M 445.20 +0.20 (+0.04%)
LUCK-MAY 445.20 Increased By ▲ 0.20 (0.04%)
GTYR-CJUL 44.20 Increased By ▲ 0.20 (0.45%)
^GSPC 4,462.81 +21.14 (+0.48%)
EUR/USD 1.0812 +0.0012 (+0.11%)
BKTi 12,345 Increased By 20.2 (0.16%)
GC=F 2,012.30 -5.10 (-0.25%)
S&P 500 4,462.81 +21.14 (+0.48%)
Nikkei 225 28190.20 -61.10 (-0.22%)
STOXX 600 512.30 (+0.2%)
AB BREW 55.120 +0.100 (+0.18%)
Johnson & Johnso 162.40 1.97%
Deutsche Bank AG 12.30 +0.20 (+1.65%)
eBay 45.20 +0.30 (+0.67%)
ＢＯＰ ９.８８ Increased By ▲ ０.２４ (２.４９％)
AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEEEEEEEEEEFFFFFFFFFFGGGGG 9.88 Increased By ▲ 0.24 (2.49%)
$$);

-- Equal displays, equal quotes: the walk and the single line agree.
SELECT line, (ticker_lines(line)).quote = (parse_ticker(line)).quote AS same
FROM unnest(ARRAY['BOP 9.88 Increased By ▲ 0.24 (2.49%)', 'S&P 500 4,462.81 +21.14 (+0.48%)', 'BOP 9.88 N/A']) line;

-- parse_ticker: errors name field, place and form; try_parse_ticker gives NULL.
\set SHOW_CONTEXT never
\pset format aligned
SELECT * FROM parse_ticker('AIRLINK 193.80 Increased By ▲ 0.30 (0.16%)');
SELECT * FROM parse_ticker('" date 2022-11-23 AGL 9.70 Decreased By ▼ -0.05 (-0.51%)');
DO $$
DECLARE
	line text;
	message text;
	detail text;
	hint text;
BEGIN
	FOREACH line IN ARRAY ARRAY['BOP 9.88 Increased By ▼ 0.24 (2.49%)', 'BOP 1,93.80 Increased By ▲ 0.24 (2.49%)',
		'BOP 9.8800000001 +0.24 (+2.49%)', 'BOP 9.88', 'HUBC 129.32 was the day''s winner', '',
		'BOP 9.88 +0.24 (+2.49%) KEL 4.67 +0.09 (+1.97%)',
		repeat('A', 65) || ' 9.88 Increased By ▲ 0.24 (2.49%)']
	LOOP
		BEGIN
			PERFORM parse_ticker(line);
			RAISE NOTICE '% is taken', line;
		EXCEPTION WHEN OTHERS THEN
			GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
			RAISE INFO '% % | %', SQLSTATE, message, detail;
		END;
		IF try_parse_ticker(line) IS NOT NULL THEN
			RAISE NOTICE '% is taken', line;
		END IF;
	END LOOP;
	RAISE INFO '%', hint;
END $$;
SELECT * FROM try_parse_ticker('HUBC 129.32 was the day''s winner');
SELECT try_parse_ticker('x') IS NULL AS null_row, parse_ticker(NULL) IS NULL AS null_line, try_parse_ticker('x', NULL) IS NULL AS null_format;
\set VERBOSITY default
SELECT * FROM parse_ticker('BOP 9.88 unch', 'xx');
SELECT * FROM try_parse_ticker('BOP 9.88 unch', 'EN');
SELECT * FROM ticker_lines('BOP 9.88 unch', '');
