-- Novelty: chains of re-told stories, one tag at a time, whatever came first.
BEGIN;
SELECT plan(33);
SELECT create_store('news', starter => false);
SET LOCAL timezone = 'UTC';
INSERT INTO news.tag (tag, kind) SELECT t, 'topic' FROM unnest(ARRAY['boiler', 'kiln', 'power', 'cement', 'fog']) t;
INSERT INTO news.alias (tag_id, alias) SELECT tag_id, tag FROM news.tag;

CREATE FUNCTION pg_temp.text_of(what text, variant text) RETURNS text LANGUAGE sql AS $$
  SELECT CASE what
    WHEN 'boiler' THEN format(E'KARACHI: The %s utility said on Monday that it would repair a boiler of its power plant on the coast before the summer, when demand is highest.\n\nMore on %s.', variant, variant)
    WHEN 'kiln' THEN format(E'LAHORE: The maker of cement has shut its second kiln in the salt range until the %s rains are over, it told the exchange.\n\nMore on %s.', variant, variant)
    ELSE format(E'MULTAN: Motorways of central Punjab were closed for %s fog again, and trains from the north came hours late.\n\nMore on %s.', variant, variant) END
$$;
-- What becomes a page: where, what, when.
CREATE FUNCTION pg_temp.arrives(store name, address text, what text, variant text, published timestamptz, captured timestamptz DEFAULT '2026-06-01 12:00+05')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('INSERT INTO %I.page (url, captured_at, title, published_at, content) VALUES ($1, $2, $3, $4, $5)', store)
    USING 'https://' || address, captured, initcap(what) || ' news of the day for readers', published, pg_temp.text_of(what, variant);
END $$;
CREATE FUNCTION pg_temp.told(about text, OUT told text) LANGUAGE sql AS $$
  SELECT string_agg(format('%s:%s/%s/%s', substr(t.url, 9), t.novelty, substr(f.url, 9), t.similar_days), ' ' ORDER BY a.published_at, t.url COLLATE "C")
  FROM news.article_tags t JOIN news.article a ON a.article_id = t.article_id LEFT JOIN news.article f ON f.article_id = t.chain_id
  WHERE t.tag = about
$$;

-- The chain
SELECT pg_temp.arrives('news', 'a.example/1', 'boiler', 'northern', '2025-03-03 10:00+00');
SELECT is(pg_temp.told('boiler'), 'a.example/1:100/a.example/1/', 'the first telling is new');
SELECT pg_temp.arrives('news', 'b.example/1', 'boiler', 'southern', '2025-03-03 12:00+00');
SELECT pg_temp.arrives('news', 'c.example/1', 'boiler', 'eastern', '2025-03-04 11:00+00');
SELECT pg_temp.arrives('news', 'd.example/1', 'boiler', 'western', '2025-03-05 11:00+00');
SELECT is(pg_temp.told('boiler'), 'a.example/1:100/a.example/1/ b.example/1:75/a.example/1/0 c.example/1:56/a.example/1/0 d.example/1:42/a.example/1/1',
  'then 75, 56, 42: each within 24 hours of the one before, the end included');
SELECT is(pg_temp.told('power'), pg_temp.told('boiler'), 'the same for another tag of the same articles');
SELECT pg_temp.arrives('news', 'e.example/1', 'boiler', 'old', '2025-03-06 11:00:00.001+00');
SELECT is((SELECT novelty FROM news.article_tags WHERE url = 'https://e.example/1' AND tag = 'boiler'), 100, 'a millisecond later it is another story');
SELECT pg_temp.arrives('news', 'a.example/2', 'fog', 'dense', '2025-03-03 10:00+00');
SELECT is(pg_temp.told('fog'), 'a.example/2:100/a.example/2/', 'so is another text');
SELECT pg_temp.arrives('news', 'B.example/1', 'boiler', 'old', '2025-03-03 12:00+00');
SELECT pg_temp.arrives('news', '0.example/1', 'boiler', 'new', '2025-03-03 12:00+00');
SELECT alike(pg_temp.told('boiler'), 'a.example/1:100/a.example/1/ 0.example/1:75/a.example/1/0 b.example/1:56/%', 'those of one moment stand in the order of their addresses');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'all in order');

-- The very same text, much later
SELECT pg_temp.arrives('news', 'f.example/9', 'fog', 'dense', '2026-03-03 10:00+00');
SELECT is(pg_temp.told('fog'), 'a.example/2:100/a.example/2/ f.example/9:75/a.example/2/365', 'an equal body is the same story at any time');
SELECT pg_temp.arrives('news', 'g.example/9', 'fog', 'heavy', '2026-03-03 20:00+00');
SELECT is(pg_temp.told('fog'), 'a.example/2:100/a.example/2/ f.example/9:75/a.example/2/365 g.example/9:56/a.example/2/0', 'and what is near one of the chain belongs to it');

-- An article that comes late is put where it belongs, and makes one chain of two.
SELECT pg_temp.arrives('news', 'a.example/k1', 'kiln', 'summer', '2025-05-02 00:00+00');
SELECT pg_temp.arrives('news', 'a.example/k3', 'kiln', 'winter', '2025-05-03 12:00+00');
SELECT is(pg_temp.told('kiln'), 'a.example/k1:100/a.example/k1/ a.example/k3:100/a.example/k3/', 'two chains');
SELECT pg_temp.arrives('news', 'a.example/k2', 'kiln', 'autumn', '2025-05-02 20:00+00');
SELECT is(pg_temp.told('kiln'), 'a.example/k1:100/a.example/k1/ a.example/k2:75/a.example/k1/0 a.example/k3:56/a.example/k1/0', 'become one');
SELECT pg_temp.arrives('news', 'a.example/k0', 'kiln', 'spring', '2025-05-01 12:00+00');
SELECT is(pg_temp.told('kiln'), 'a.example/k0:100/a.example/k0/ a.example/k1:75/a.example/k0/0 a.example/k2:56/a.example/k0/0 a.example/k3:42/a.example/k0/0',
  'a new first one takes its lead');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'all in order still');

-- A tag that goes from an article, and comes back
UPDATE news.alias SET alias = 'autumn rains' WHERE alias = 'kiln';
INSERT INTO news.alias (tag_id, alias) SELECT tag_id, a FROM news.tag, unnest(ARRAY['spring rains', 'summer rains', 'winter rains']) a WHERE tag = 'kiln';
DELETE FROM news.alias WHERE alias = 'autumn rains';
SELECT news.retag_waiting(100);
SELECT is(pg_temp.told('kiln'), 'a.example/k0:100/a.example/k0/ a.example/k1:75/a.example/k0/0 a.example/k3:100/a.example/k3/', 'without the one between, two chains again');
SELECT is(pg_temp.told('cement'), 'a.example/k0:100/a.example/k0/ a.example/k1:75/a.example/k0/0 a.example/k2:56/a.example/k0/0 a.example/k3:42/a.example/k0/0',
  'tags do not meddle with each other');
INSERT INTO news.alias (tag_id, alias) SELECT tag_id, 'autumn rains' FROM news.tag WHERE tag = 'kiln';
SELECT sum((news.retag_waiting(1)).looked_at) FROM generate_series(1, 20);
SELECT is(pg_temp.told('kiln'), pg_temp.told('cement'), 'with it again, one');
DELETE FROM news.article_tag t USING news.article a WHERE a.article_id = t.article_id AND a.url = 'https://a.example/k2';
SELECT is(pg_temp.told('cement'), 'a.example/k0:100/a.example/k0/ a.example/k1:75/a.example/k0/0 a.example/k3:100/a.example/k3/', 'a tag that is taken away by hand');
DELETE FROM news.article WHERE url = 'https://a.example/k0';
SELECT is(pg_temp.told('cement'), 'a.example/k1:100/a.example/k1/ a.example/k3:100/a.example/k3/', 'an article that is deleted');
DELETE FROM news.tag WHERE tag = 'power';
SELECT is(pg_temp.told('power'), NULL, 'a tag that is deleted');

-- A better capture changes the date, or the text.
SELECT pg_temp.arrives('news', 'z.example/u', 'kiln', 'autumn', NULL);
SELECT alike(pg_temp.told('cement'), '% z.example/u://', 'without a date there is no novelty');
SELECT pg_temp.arrives('news', 'z.example/u', 'kiln', 'autumn', '2025-05-02 20:00+00', '2026-06-02 12:00+05');
SELECT is(pg_temp.told('cement'), 'a.example/k1:100/a.example/k1/ z.example/u:75/a.example/k1/0 a.example/k3:56/a.example/k1/0', 'with one it takes its place');
SELECT pg_temp.arrives('news', 'z.example/u', 'fog', 'cement', '2025-05-02 20:00+00', '2026-05-31 12:00+05');
SELECT is(pg_temp.told('cement'), 'a.example/k1:100/a.example/k1/ z.example/u:100/z.example/u/ a.example/k3:100/a.example/k3/', 'with another text it leaves');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'all in order after edits');

-- Whatever the order and the batches of loading
CREATE TEMP TABLE sample AS
SELECT 'https://' || chr(97 + n % 7) || '.example/' || n AS url, '2026-06-01 12:00+05'::timestamptz + n * interval '1 minute' AS captured_at, w.what || ' news of the day' AS title,
       CASE WHEN n % 11 > 0 THEN '2025-01-01 00:00+00'::timestamptz + (n * 7919 % 500) * interval '1 hour' END AS published_at,
       pg_temp.text_of(w.what, v.variant) AS content, n
FROM generate_series(1, 150) n
CROSS JOIN LATERAL (SELECT (ARRAY['boiler', 'kiln', 'fog'])[1 + n * 31 % 3] AS what) w
CROSS JOIN LATERAL (SELECT (ARRAY['north', 'south', 'east', 'west', 'cement', 'boiler', 'old', 'new'])[1 + n * 17 % 8] AS variant) v;
INSERT INTO sample SELECT replace(url, '.example', '.example/again'), captured_at + interval '1 day', title, published_at + interval '5 hours', content, n + 1000 FROM sample WHERE n % 3 = 0;
CREATE FUNCTION pg_temp.loaded(store name, batch integer, direction integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM create_store(store, starter => false);
  EXECUTE format($sql$ INSERT INTO %1$I.tag (tag, kind) SELECT tag, kind FROM news.tag; INSERT INTO %1$I.alias (tag_id, alias) SELECT tag_id, tag FROM %1$I.tag; $sql$, store);
  FOR i IN 0 .. 250 / batch LOOP
    EXECUTE format('INSERT INTO %I.page (url, captured_at, title, published_at, content) SELECT url, captured_at, title, published_at, content FROM
      (SELECT s.*, row_number() OVER (ORDER BY direction * n * 7 %% 401) - 1 AS o FROM sample s, (SELECT %s AS direction) d) s WHERE o / %s = %s', store, direction, batch, i);
  END LOOP;
END $$;
CREATE FUNCTION pg_temp.numbers(store name) RETURNS TABLE (url text, tag text, novelty integer, first text, similar_days integer) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format('SELECT t.url, t.tag, t.novelty, f.url, t.similar_days FROM %1$I.article_tags t LEFT JOIN %1$I.article f ON f.article_id = t.chain_id ORDER BY 1, 2', store);
END $$;
SELECT pg_temp.loaded('whole', 1000, 1), pg_temp.loaded('back', 40, -1), pg_temp.loaded('single', 1, 1), pg_temp.loaded('odd', 7, -1);
SELECT is_empty(format($$SELECT * FROM verify_store(%L)$$, s), s || ' is in order') FROM unnest(ARRAY['whole', 'back', 'single', 'odd']) s;
SELECT results_eq(format($$SELECT * FROM pg_temp.numbers(%L)$$, s), $$SELECT * FROM pg_temp.numbers('whole')$$, s || ': the same numbers by url')
FROM unnest(ARRAY['back', 'single', 'odd']) s;
SELECT cmp_ok((SELECT count(*) FROM pg_temp.numbers('whole') WHERE novelty BETWEEN 1 AND 41), '>', 20::bigint, 'among them long chains');

-- Settings
UPDATE whole.novelty_setting SET hours = 0, decay = 0.5;
SELECT is_empty($$SELECT * FROM verify_store('whole')$$, 'an edit of the settings derives all numbers anew');
SELECT is((SELECT string_agg(DISTINCT novelty::text, ' ') FROM whole.article_tag WHERE novelty > 13), '100 25 50', 'by the new decay');

SELECT * FROM finish();
ROLLBACK;
