-- Articles come in no order, quotes in order of time, as they are captured.  bench/asof/peers.mjs makes the same tables.
CREATE TABLE bench.article AS
SELECT i AS id, 'K' || i * 7919 % 500 AS key, timestamptz '2024-01-01 00:00+00' + i * 104729 % 3000000 * interval '1 second' AS ts FROM generate_series(1::bigint, 1000000) AS i;
CREATE TABLE bench.quote AS
SELECT i AS id, 'K' || i * 31 % 500 AS key, timestamptz '2024-01-01 00:00+00' + i * 300 * interval '1 millisecond' AS ts FROM generate_series(1::bigint, 10000000) AS i;
CREATE INDEX ON bench.quote (key, ts, id);
VACUUM ANALYZE bench.article, bench.quote;

SELECT bench.compare('asof', 'newstape: asof_join()', 1000000,
  $$SELECT concat_ws(' ', count(right_id), sum(right_id)) FROM asof_join('TABLE bench.article', 'TABLE bench.quote')$$);
INSERT INTO bench.result
SELECT 'asof', 'newstape: asof_join(), nearest', 0, 1000000, bench.best($$SELECT count(right_id) FROM asof_join('TABLE bench.article', 'TABLE bench.quote', 'nearest')$$, 3);
SELECT bench.compare('asof', 'PostgreSQL: LATERAL ... LIMIT 1, with an index', 1000000,
  $$SELECT concat_ws(' ', count(q.id), sum(q.id)) FROM bench.article a
    LEFT JOIN LATERAL (SELECT q.id FROM bench.quote q WHERE q.key = a.key AND q.ts <= a.ts ORDER BY q.ts DESC, q.id DESC LIMIT 1) q ON true$$, 2);
