-- asof_join() and window_join(): documented examples of others, and laws against LATERAL twins on random data.
BEGIN;
SELECT plan(76);
SET LOCAL timezone = 'UTC';

-- pandas, merge_asof: trades as of quotes by ticker
CREATE TEMP TABLE trade (id bigint, key text, ts timestamptz);
INSERT INTO trade
SELECT id, key, timestamptz '2016-05-25 13:30:00' + ms * interval '1 millisecond'
FROM (VALUES (1, 'MSFT', 23), (2, 'MSFT', 38), (3, 'GOOG', 48), (4, 'GOOG', 48), (5, 'AAPL', 48)) AS t (id, key, ms);
CREATE TEMP TABLE bid (id bigint, key text, ts timestamptz, bid numeric);
INSERT INTO bid
SELECT id, key, timestamptz '2016-05-25 13:30:00' + ms * interval '1 millisecond', bid
FROM (VALUES (1, 'GOOG', 23, 720.50), (2, 'MSFT', 23, 51.95), (3, 'MSFT', 30, 51.97), (4, 'MSFT', 41, 51.99), (5, 'GOOG', 48, 720.50), (6, 'AAPL', 49, 97.99),
             (7, 'GOOG', 72, 720.50), (8, 'MSFT', 75, 52.01)) AS q (id, key, ms, bid);
CREATE FUNCTION pg_temp.bids(strict boolean, max_age interval) RETURNS numeric[] LANGUAGE sql AS $$
  SELECT array_agg(b.bid ORDER BY j.left_id)
  FROM asof_join('SELECT * FROM trade', 'SELECT * FROM bid', 'backward', strict, max_age) j LEFT JOIN bid b ON b.id = j.right_id
$$;
SELECT is(pg_temp.bids(false, NULL), '{51.95,51.97,720.50,720.50,NULL}', 'pandas: backward');
SELECT is(pg_temp.bids(false, '2 ms'), '{51.95,NULL,720.50,720.50,NULL}', 'pandas: tolerance of 2 ms');
SELECT is(pg_temp.bids(true, '10 ms'), '{NULL,51.97,NULL,NULL,NULL}', 'pandas: tolerance of 10 ms, no exact matches');

-- pandas, merge_asof: 1, 5, 10 as of 1, 2, 3, 6, 7, as seconds
CREATE FUNCTION pg_temp.seconds(direction text, strict boolean) RETURNS bigint[] LANGUAGE sql AS $$
  SELECT array_agg(right_id ORDER BY left_id)
  FROM asof_join($q$SELECT s AS id, '' AS key, to_timestamp(s) AS ts FROM unnest('{1,5,10}'::int[]) AS s$q$,
                 $q$SELECT s AS id, '' AS key, to_timestamp(s) AS ts FROM unnest('{1,2,3,6,7}'::int[]) AS s$q$, direction, strict)
$$;
SELECT is(pg_temp.seconds('backward', false), '{1,3,7}', 'pandas: integers backward');
SELECT is(pg_temp.seconds('backward', true), '{NULL,3,7}', 'pandas: integers backward, no exact matches');
SELECT is(pg_temp.seconds('forward', false), '{1,6,NULL}', 'pandas: integers forward');
SELECT is(pg_temp.seconds('nearest', false), '{1,6,7}', 'pandas: integers nearest');

-- kdb+, window join: the highest ask and the lowest bid from 2 s before each trade to 1 s after it
CREATE TEMP TABLE ask AS
SELECT s AS id, 'ibm'::text AS key, timestamptz '2020-01-01 10:01:00' + s * interval '1 second' AS ts,
       ('{101,103,103,104,104,107,108,107,108}'::int[])[s] AS ask, ('{98,99,102,103,103,104,106,106,107}'::int[])[s] AS bid
FROM generate_series(1, 9) AS s;
CREATE FUNCTION pg_temp.ibm(prevailing boolean) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(format('%s:%s/%s', left_id, high, low), ' ' ORDER BY left_id)
  FROM (SELECT j.left_id, max(a.ask) AS high, min(a.bid) AS low
        FROM window_join($q$SELECT s AS id, 'ibm' AS key, timestamptz '2020-01-01 10:01:00' + s * interval '1 second' AS ts FROM unnest('{1,4,8}'::int[]) AS s$q$,
                         'SELECT * FROM ask', '2 s', '1 s', prevailing) j
        JOIN ask a ON a.id = j.right_id GROUP BY j.left_id) w
$$;
SELECT is(pg_temp.ibm(true), '1:103/98 4:104/99 8:108/104', 'kdb+: wj');
SELECT is(pg_temp.ibm(false), '1:103/98 4:104/99 8:108/104', 'kdb+: wj1, with a quote at each beginning the same');
-- the asks of each window, and of windows that begin between two quotes
CREATE FUNCTION pg_temp.asks(before interval, prevailing boolean) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(asks, '; ' ORDER BY left_id)
  FROM (SELECT j.left_id, string_agg(a.ask::text, ' ' ORDER BY a.ts) AS asks
        FROM window_join('SELECT id, key, ts FROM ask WHERE id IN (1, 4, 8)', 'SELECT * FROM ask', before, '1 s', prevailing) j JOIN ask a ON a.id = j.right_id GROUP BY j.left_id) w
$$;
SELECT is(pg_temp.asks('2 s', true), '101 103; 103 103 104 104; 107 108 107 108', 'kdb+: the values in the intervals');
SELECT is(pg_temp.asks('1.5 s', true), '101 103; 103 103 104 104; 107 108 107 108', 'wj: with the quote that prevails on entry');
SELECT is(pg_temp.asks('1.5 s', false), '101 103; 103 104 104; 108 107 108', 'wj1: from the entry on');

-- Random rows: many ties in time, seq and key, NULLs everywhere, and a key on either side alone
SELECT setseed(0.42);
CREATE TEMP TABLE l AS
SELECT i AS id, nullif('K' || (random() * 12)::int, 'K7') AS key, CASE WHEN random() < 0.97 THEN timestamptz '2025-01-01' + (random() * 400)::int * interval '1 s' END AS ts
FROM generate_series(1, 1500) AS i;
CREATE TEMP TABLE r AS
SELECT i AS id, nullif('K' || (3 + random() * 12)::int, 'K9') AS key, CASE WHEN random() < 0.97 THEN timestamptz '2025-01-01' + (random() * 400)::int * interval '1 s' END AS ts,
       nullif((random() * 3)::int, 3) AS seq
FROM generate_series(1, 2000) AS i;
CREATE INDEX ON r (key, ts);
ANALYZE l;
ANALYZE r;
CREATE FUNCTION pg_temp.asof_twin(direction text, strict boolean, max_age interval, min_age interval)
RETURNS TABLE (left_id bigint, right_id bigint, matched_ts timestamptz, age interval) LANGUAGE sql AS $$
  SELECT l.id, r.id, r.ts, l.ts - r.ts
  FROM l LEFT JOIN LATERAL (
    SELECT * FROM (
    (SELECT r.id, r.ts, 1 AS side FROM r
     WHERE direction IN ('backward', 'nearest') AND r.key = l.key AND r.ts <= l.ts AND NOT (strict AND r.ts = l.ts)
       AND l.ts - r.ts >= coalesce(min_age, '0') AND (max_age IS NULL OR l.ts - r.ts <= max_age)
     ORDER BY r.ts DESC, r.seq DESC, r.id DESC LIMIT 1)
    UNION ALL
    (SELECT r.id, r.ts, 2 FROM r
     WHERE direction IN ('forward', 'nearest') AND r.key = l.key AND r.ts >= l.ts AND NOT (strict AND r.ts = l.ts)
       AND r.ts - l.ts >= coalesce(min_age, '0') AND (max_age IS NULL OR r.ts - l.ts <= max_age)
     ORDER BY r.ts, r.seq, r.id LIMIT 1)) AS both_sides (id, ts, side)
    ORDER BY greatest(ts - l.ts, l.ts - ts), side LIMIT 1) r ON true
$$;
SELECT results_eq(
  format('SELECT * FROM asof_join(%L, %L, %L, %L, %L, %L) ORDER BY left_id', 'SELECT * FROM l ORDER BY ' || a.left_arrival, 'SELECT * FROM r ORDER BY ' || a.arrival,
    d.direction, s.strict, a.max_age, a.min_age),
  format('SELECT * FROM pg_temp.asof_twin(%L, %L, %L, %L) ORDER BY left_id', d.direction, s.strict, a.max_age, a.min_age),
  format('%s%s, age from %s to %s: as LATERAL, right rows by %s', d.direction, CASE WHEN s.strict THEN ' strict' ELSE '' END, coalesce(a.min_age, '-'), coalesce(a.max_age, '-'), a.arrival || ', left rows by ' || a.left_arrival))
FROM (VALUES ('backward'), ('forward'), ('nearest')) AS d (direction), (VALUES (false), (true)) AS s (strict),
     (VALUES (1, NULL, NULL, 'random()', 'id'), (2, '7 s', NULL, 'key, ts', 'key, ts'), (3, '7 s', '2 s', 'ts DESC', 'ts'), (4, '0', '0', 'id', 'ts DESC'),
             (5, '1 s', '3 s', 'ts', 'random()')) AS a (n, max_age, min_age, arrival, left_arrival)
ORDER BY d.direction, s.strict, a.n;

CREATE FUNCTION pg_temp.window_twin(before interval, after interval, prevailing boolean)
RETURNS TABLE (left_id bigint, right_id bigint, matched_ts timestamptz, age interval) LANGUAGE sql AS $$
  SELECT l.id, r.id, r.ts, l.ts - r.ts
  FROM l LEFT JOIN LATERAL (
    SELECT r.id, r.ts FROM r WHERE r.key = l.key AND r.ts BETWEEN l.ts - before AND l.ts + after
    UNION ALL
    (SELECT r.id, r.ts FROM r
     WHERE prevailing AND r.key = l.key AND r.ts < l.ts - before AND NOT EXISTS (SELECT FROM r e WHERE e.key = l.key AND e.ts = l.ts - before)
     ORDER BY r.ts DESC, r.seq DESC, r.id DESC LIMIT 1)) r ON true
$$;
SELECT results_eq(
  format('SELECT * FROM window_join(%L, %L, %L, %L, %L) ORDER BY left_id, right_id', 'SELECT * FROM l ORDER BY ' || left_arrival, 'SELECT * FROM r ORDER BY ' || arrival, before, after, prevailing),
  format('SELECT * FROM pg_temp.window_twin(%L, %L, %L) ORDER BY left_id, right_id', before, after, prevailing),
  format('window of %s before and %s after%s: as LATERAL, right rows by %s', before, after, CASE WHEN prevailing THEN ', prevailing' ELSE '' END, arrival))
FROM (VALUES ('0', '0', false, 'ts', 'id'), ('5 s', '0', false, 'random()', 'random()'), ('2 s', '3 s', false, 'id', 'key, ts'), ('2 s', '3 s', true, 'key, ts', 'ts'),
             ('0', '4 s', true, 'ts DESC', 'ts DESC'), ('0', '0', true, 'random()', 'id')) AS w (before, after, prevailing, arrival, left_arrival);

-- More left rows than memory may hold: the same, batch by batch
CREATE TEMP TABLE many AS
SELECT i AS id, 'K' || i % 16 AS key, timestamptz '2025-01-01' + (i::bigint * 7919 % 86400) * interval '5 ms' AS ts FROM generate_series(1, 70000) AS i;
CREATE TEMP TABLE in_one AS SELECT * FROM asof_join('SELECT * FROM many', 'SELECT * FROM r', 'nearest');
CREATE TEMP TABLE windows_in_one AS SELECT * FROM window_join('SELECT * FROM many', 'SELECT * FROM r', '1 s', '1 s', true);
SET LOCAL work_mem = '64kB';
SET LOCAL maintenance_work_mem = '1MB';
CREATE TEMP SEQUENCE runs;
CREATE TEMP TABLE in_many AS SELECT * FROM asof_join('SELECT * FROM many', $$SELECT * FROM r, (SELECT nextval('runs')) AS run$$, 'nearest');
SELECT cmp_ok((SELECT last_value FROM runs), '>', 2::bigint, 'the right query runs for every batch');
SELECT is_empty('(TABLE in_one EXCEPT ALL TABLE in_many) UNION ALL (TABLE in_many EXCEPT ALL TABLE in_one)', 'batches give what one gives');
CREATE TEMP TABLE windows_in_many AS SELECT * FROM window_join('SELECT * FROM many', 'SELECT * FROM r', '1 s', '1 s', true);
SELECT is_empty('(TABLE windows_in_one EXCEPT ALL TABLE windows_in_many) UNION ALL (TABLE windows_in_many EXCEPT ALL TABLE windows_in_one)', 'so they do for windows');
SET LOCAL work_mem = '4MB';

-- What is given, and what is refused
CREATE DOMAIN pg_temp.symbol AS text;
SELECT results_eq($$SELECT * FROM asof_join('SELECT 1::smallint AS id, ''A''::pg_temp.symbol AS key, timestamptz ''2025-01-02 03:00+00'' AS ts, 0 AS other',
                                            'SELECT 9 AS id, ''A''::varchar AS key, timestamptz ''2025-01-01 01:00+00'' AS ts;')$$,
                  $$VALUES (1::bigint, 9::bigint, timestamptz '2025-01-01 01:00+00', interval '1 day 2 hours')$$, 'narrow types, domains and further columns are taken');
SELECT results_eq($$SELECT left_id, right_id, age FROM asof_join('SELECT 1 AS id, ''A'' AS key, timestamptz ''2025-01-01'' AS ts', 'SELECT 9 AS id, ''A'' AS key, timestamptz ''2025-01-03'' AS ts', 'forward')$$,
                  $$VALUES (1::bigint, 9::bigint, interval '-2 days')$$, 'the age of a later match is negative');
SELECT results_eq($$SELECT left_id, right_id FROM asof_join('SELECT i AS id, ''A'' AS key, t AS ts FROM (VALUES (1, timestamptz ''infinity''), (2, ''2025-01-01'')) v (i, t)',
                                                            'SELECT 9 AS id, ''A'' AS key, timestamptz ''-infinity'' AS ts') ORDER BY 1$$,
                  $$VALUES (1::bigint, NULL::bigint), (2, NULL)$$, 'infinite times match nothing');
SELECT is_empty($$SELECT * FROM asof_join('SELECT * FROM l WHERE false', 'SELECT * FROM r')$$, 'without left rows there is nothing');
SELECT results_eq($$SELECT count(*), count(right_id) FROM asof_join('SELECT * FROM l', 'SELECT * FROM r WHERE false')$$, $$VALUES (1500::bigint, 0::bigint)$$, 'without right rows all come back');
SELECT throws_ok(format('SELECT * FROM asof_join(%L, %L%s)', coalesce(q.lefts, 'SELECT * FROM l'), coalesce(q.rights, 'SELECT * FROM r'), q.rest), q.code, q.message, q.message)
FROM (VALUES
  (NULL, NULL, ', ''sideways''', '22023', 'unknown direction: "sideways"'),
  (NULL, NULL, ', NULL', '22023', 'direction is NULL'),
  (NULL, NULL, ', strict => NULL', '22004', 'strict is NULL'),
  (NULL, NULL, ', max_age => ''-1 s''', '22023', 'max_age is negative'),
  (NULL, NULL, ', min_age => ''-1 day 1 s''', '22023', 'min_age is negative'),
  (NULL, NULL, ', max_age => ''1 month''', '22023', 'max_age is no fixed length of time'),
  (NULL, NULL, ', max_age => ''2000000000 days''', '22008', 'max_age is out of range'),
  ('SELECT 1 AS id, now() AS ts', NULL, '', '42703', 'the left query has no column "key"'),
  (NULL, 'SELECT 1 AS id, ''A'' AS key, now()::date AS ts', '', '42804', 'the right query has another type of column "ts"'),
  (NULL, 'SELECT 1 AS id, 2 AS id, ''A'' AS key, now() AS ts', '', '42702', 'the right query has more than one column "id"'),
  ('SELECT NULL::bigint AS id, ''A'' AS key, now() AS ts', NULL, '', '22004', 'the left query gives a NULL in column "id"'),
  ('SELECT 1 AS id, ''A'' AS key, ''294276-12-31''::timestamptz AS ts', 'SELECT 1 AS id, ''A'' AS key, ''4713-01-01 BC''::timestamptz AS ts', '', '22008', 'age of a matched row is out of range'),
  ('DELETE FROM l RETURNING id, key, ts', NULL, '', '0A000', 'DELETE is not allowed in a non-volatile function'),
  ('', NULL, '', '22023', '"left_query" is not a query that gives rows'),
  (NULL, 'TABLE r; TABLE r', '', '22023', '"right_query" is not a query that gives rows'),
  (NULL, 'COMMIT', '', '22023', '"right_query" is not a query that gives rows')
) AS q (lefts, rights, rest, code, message);
SELECT throws_ok($$SELECT * FROM asof_join(NULL, 'SELECT * FROM r')$$, '22004', 'the left query is NULL', 'a query is not NULL');
SELECT throws_ok($$SELECT * FROM window_join('SELECT * FROM l', 'SELECT * FROM r', '-1 s', '0')$$, '22023', 'before is negative', 'a window begins no later than its row');
SELECT throws_ok($$SELECT * FROM window_join('SELECT * FROM l', 'SELECT * FROM r', '0', NULL)$$, '22004', 'after is NULL', 'and has an end');

-- With the caller's rights
CREATE ROLE stranger;
SET LOCAL ROLE stranger;
SELECT throws_ok($$SELECT * FROM public.asof_join('SELECT 1 AS id, rolname::text AS key, now() AS ts FROM pg_catalog.pg_authid', 'SELECT 1 AS id, ''A'' AS key, now() AS ts')$$, '42501', NULL, 'nobody reads what he may not');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
