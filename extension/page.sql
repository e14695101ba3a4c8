
-- Pages: what each line is, and the article among them.

CREATE FUNCTION boilerplate_rules(OUT rule text, OUT match text, OUT pattern text)
RETURNS SETOF record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 50
AS 'MODULE_PATHNAME', 'newstape_boilerplate_rules';

COMMENT ON FUNCTION boilerplate_rules() IS
'The built-in rules that tell boilerplate by its words, in order. match is line (the whole line), prefix, suffix or contains; lines are compared trimmed, with runs of blanks as one, ASCII letters in any case; # in a pattern stands for a whole run of digits. Rules that look at a line''s neighbours as well (site header, header date, COVID box, summary, teaser, deck, before the article, repeated title, headline link, tag line, after the article, comments section) are code and always apply.';

CREATE FUNCTION page_lines(content text, OUT line_no integer, OUT kind text, OUT line text, OUT rule text)
RETURNS SETOF record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 100
AS 'MODULE_PATHNAME', 'newstape_page_lines';

COMMENT ON FUNCTION page_lines(text) IS
'Every line of a scraped page once, in order: joined by line feeds they give the content, with CR and CR LF line ends as LF. kind is ticker, problem (sets out as a ticker line and is none), title, byline (names the author, with or without the date), published (a date alone), dateline (the paragraph that starts with a place), body, boilerplate or blank. rule names what made the line what it is: a boilerplate rule, or the reason of a problem; NULL where the line needs none. Uses number format en and the rules of boilerplate_rules().';

CREATE FUNCTION page_lines(content text, number_format text, boilerplate text[], OUT line_no integer, OUT kind text, OUT line text, OUT rule text)
RETURNS SETOF record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 100
AS 'MODULE_PATHNAME', 'newstape_page_lines';

COMMENT ON FUNCTION page_lines(text, text, text[]) IS
'The same with the number format (en, in, ch, de, fr, br) and the boilerplate rules of the page''s source, which replace the built-in ones. Each rule is name, match and pattern with tab characters between, as boilerplate_rules() has them; where several match, the first names the line. Errors: 22023 for an unknown number format or a rule that is none, 54000 for more than 10000 rules.';

CREATE FUNCTION parse_page(content text, OUT title text, OUT byline text, OUT place text, OUT published_at timestamp, OUT published_precision text, OUT body text)
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'newstape_parse_page';

COMMENT ON FUNCTION parse_page(text) IS
'The article of a scraped page. What the page does not say, or does not say for certain, is NULL. byline is the author without "By"; place is the dateline''s place as printed, without region, agency and date; labels in capitals such as NOTE: or ANALYSIS: are none. published_at is the local time printed on the page, any zone beside it left aside, to the published_precision day, minute or second: the date of publication, else the date in the dateline (if it names the year), else that of the last update, else the date in the page''s header. Dates that could be read in two ways (09/04/2024), that do not exist (February 30) or lie outside 1970..2100 are not taken. body is the lines of kind dateline and body as printed, neighbours joined by one line feed, others by an empty line.';

CREATE FUNCTION parse_page(content text, number_format text, boilerplate text[], OUT title text, OUT byline text, OUT place text, OUT published_at timestamp, OUT published_precision text, OUT body text)
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'newstape_parse_page';

COMMENT ON FUNCTION parse_page(text, text, text[]) IS
'The same with the number format and the boilerplate rules of the page''s source: see page_lines(text, text, text[]).';
