-- Articles under several addresses: what an article is does not depend on how many pages a statement brings.
BEGIN;
SELECT plan(8);
SET LOCAL check_function_bodies = off;

CREATE FUNCTION pg_temp.story(words text, published text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
  SELECT concat(E'Hub Power plans repairs\n\n', E'Recorder Report Published ' || published || E'\n\n',
    E'KARACHI: Hub Power said that it would repair ', words, E' before the summer, when demand for electricity is highest in the country.\n\n',
    E'Its engineers have ordered parts from abroad, and the company expects them within weeks; output will not suffer meanwhile, it said.\n')
$$;

-- Captures in order of time
CREATE TABLE pg_temp.capture (case_no integer, minute integer, path text, content text, published_at timestamptz);
INSERT INTO capture
SELECT c.case_no, c.minute, c.path, pg_temp.story(c.words, c.published), c.published_at
FROM (VALUES
  -- Without a date, on several days: one article.
  (1, 0, 'a', 'a boiler', NULL, NULL::timestamptz), (1, 1440, 'b', 'a boiler', NULL, NULL), (1, 2880, 'c', 'a boiler', NULL, NULL),
  -- A date makes another address the better capture.
  (2, 0, 'a', 'a boiler', NULL, NULL), (2, 1440, 'b', 'a boiler', '5 Mar, 2025 09:00am', NULL),
  -- The same text on two days is two articles; the one without a date is the first.
  (3, 0, 'a', 'a boiler', '3 Mar, 2025 09:00am', NULL), (3, 1440, 'b', 'a boiler', NULL, NULL), (3, 2880, 'c', 'a boiler', '5 Mar, 2025 09:00am', NULL),
  (4, 0, 'a', 'a boiler', NULL, NULL), (4, 1440, 'b', 'a boiler', '4 Mar, 2025 09:00am', NULL), (4, 2880, 'c', 'a boiler', '5 Mar, 2025 09:00am', NULL),
  -- A page that changed its text, and the new text under another address.
  (5, 0, 'a', 'a boiler', '3 Mar, 2025 09:00am', NULL), (5, 10, 'a', 'two boilers', '3 Mar, 2025 09:00am', NULL), (5, 20, 'b', 'two boilers', '3 Mar, 2025 09:00am', NULL),
  -- The scraper's date is better than the page's.
  (6, 0, 'a', 'a boiler', '3 Mar, 2025 09:00am', NULL), (6, 1440, 'b', 'a boiler', '3 Mar, 2025 09:00am', '2025-03-03 09:00:30+05')
) AS c (case_no, minute, path, words, published, published_at);

-- The articles of a case, each with its addresses.
CREATE FUNCTION pg_temp.articles(case_no integer, OUT url text, OUT session date, OUT date_basis text, OUT urls text) RETURNS SETOF record LANGUAGE sql AS $$
  SELECT right(a.url, 1), a.session, a.date_basis, (SELECT string_agg(right(u.url, 1), ',' ORDER BY u.url) FROM news.article_url u WHERE u.article_id = a.article_id)
  FROM news.article a WHERE a.url LIKE format('https://case%s.%%', case_no) ORDER BY a.url
$$;
CREATE FUNCTION pg_temp.insert_captures(first_no integer, last_no integer) RETURNS void LANGUAGE sql AS $$
  INSERT INTO news.page (url, captured_at, content, published_at)
  SELECT format('https://case%s.example.com/%s', n.case_no, n.path), '2025-03-03 12:00+05'::timestamptz + n.minute * interval '1 minute', n.content, n.published_at
  FROM (SELECT c.*, row_number() OVER (ORDER BY c.case_no, c.minute) AS capture_no FROM capture c) n WHERE n.capture_no BETWEEN first_no AND last_no
$$;

SELECT create_store('news');
SELECT lives_ok($$SELECT pg_temp.insert_captures(n, n) FROM generate_series(1, 16) AS n$$, 'captures come one by one');
CREATE TEMP TABLE one_by_one AS SELECT c.case_no, a.* FROM generate_series(1, 6) AS c (case_no), pg_temp.articles(c.case_no) a;
SELECT results_eq('SELECT case_no::integer, url, session, date_basis, urls FROM one_by_one ORDER BY case_no, url', $$VALUES
  (1, 'a', '2025-03-03'::date, 'captured', 'a,b,c'),
  (2, 'b', '2025-03-05', 'page', 'a,b'),
  (3, 'a', '2025-03-03', 'page', 'a,b'), (3, 'c', '2025-03-05', 'page', 'c'),
  (4, 'b', '2025-03-04', 'page', 'a,b'), (4, 'c', '2025-03-05', 'page', 'c'),
  (5, 'a', '2025-03-03', 'page', 'a'), (5, 'b', '2025-03-03', 'page', 'b'),
  (6, 'b', '2025-03-03', 'given', 'a,b')$$, 'and give so many articles');
SELECT drop_store('news');

SELECT create_store('news');
SELECT lives_ok($$SELECT pg_temp.insert_captures(1, 16)$$, 'captures come all at once');
SELECT results_eq('SELECT c.case_no, a.* FROM generate_series(1, 6) AS c (case_no), pg_temp.articles(c.case_no) a ORDER BY 1, 2',
  'SELECT case_no, url, session, date_basis, urls FROM one_by_one ORDER BY 1, 2', 'and give the same articles');
SELECT drop_store('news');

SELECT create_store('news');
SELECT lives_ok($$SELECT pg_temp.insert_captures(n, n + 1) FROM generate_series(1, 16, 2) AS n$$, 'captures come by twos');
SELECT results_eq('SELECT c.case_no, a.* FROM generate_series(1, 6) AS c (case_no), pg_temp.articles(c.case_no) a ORDER BY 1, 2',
  'SELECT case_no, url, session, date_basis, urls FROM one_by_one ORDER BY 1, 2', 'and give the same articles');
SELECT drop_store('news');

SELECT create_store('news');
SELECT lives_ok($$SELECT pg_temp.insert_captures(1, 1), pg_temp.insert_captures(2, 12), pg_temp.insert_captures(13, 14), pg_temp.insert_captures(15, 16)$$,
  'captures come in batches that cut the cases');
SELECT results_eq('SELECT c.case_no, a.* FROM generate_series(1, 6) AS c (case_no), pg_temp.articles(c.case_no) a ORDER BY 1, 2',
  'SELECT case_no, url, session, date_basis, urls FROM one_by_one ORDER BY 1, 2', 'and give the same articles');

SELECT * FROM finish();
ROLLBACK;
