-- ticker: the quotes that stand in a scraped page.

CREATE FUNCTION @extschema@.parse_ticker(line text, number_format text DEFAULT 'en', OUT symbol text, OUT quote @extschema@.quote)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.parse_ticker(text, text) IS
'Read a line that holds one quote, such as AIRLINK 193.80 Increased By 0.30 (0.16%): symbol as written, trimmed, with HTML entities decoded; quote exact and as displayed, with unknown parts left unknown. Direction may stand in a word, an arrow, a sign, brackets or several of them, which must agree; beside No Change an arrow does not count. A symbol and a price with nothing that tells of a move are no quote. number_format says how the site writes numbers: en 1,234,567.89 or 12,34,567.89; in 12,34,567.89; ch 13''102.44 or 13''102,44; de 10.288,40 or 12 549,80; fr 12 549,80; br 123.802,11. Errors: 22P02 no such line, bad digit grouping, or parts that contradict each other; 22003 a number with too many digits; 54000 a symbol longer than 64 bytes; 22023 unknown number_format.';

CREATE FUNCTION @extschema@.try_parse_ticker(line text, number_format text DEFAULT 'en', OUT symbol text, OUT quote @extschema@.quote)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.try_parse_ticker(text, text) IS
'The same as parse_ticker, but NULL where that raises an error about the line. Error: 22023 unknown number_format.';

CREATE FUNCTION @extschema@.ticker_lines(content text, number_format text DEFAULT 'en', OUT line_no int, OUT line text, OUT symbol text, OUT quote @extschema@.quote, OUT problem text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 40;
COMMENT ON FUNCTION @extschema@.ticker_lines(text, text) IS
'Every ticker line of a page, in page order: a row for each quote (problem is NULL) and one for each line that sets out to be a quote and is none (quote is NULL, problem says why, symbol as far as it could be read). Prose and everything else gives no row. line_no counts from 1 and is that of the first line where a quote is spread over several; line is the text of the quote: its whole line, or the stretch up to its end where a line holds more. Line ends are LF, CRLF or CR. A symbol that comes again with other numbers is a problem, the first quote stands; one that comes again with the same numbers is a quote again. number_format as in parse_ticker. Errors: 22023 unknown number_format.';

CREATE FUNCTION @extschema@.ticker_lines(content text, number_format text, repeats boolean, OUT line_no int, OUT line text, OUT symbol text, OUT quote @extschema@.quote, OUT problem text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 40;
COMMENT ON FUNCTION @extschema@.ticker_lines(text, text, boolean) IS
'The same as ticker_lines(content, number_format); without repeats, a quote that the page has told before is left out, so that each symbol has one quote at most.';
