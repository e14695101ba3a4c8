-- Moments in no order, over six years.
SELECT create_store('bench_news');
CREATE TABLE bench.moment AS
SELECT timestamptz '2020-01-01 00:00+00' + i * 7919 % 190000000 * interval '1 second' AS ts FROM generate_series(1::bigint, 1000000) AS i;
VACUUM ANALYZE bench.moment;
VACUUM ANALYZE bench_news.market_session;

SELECT bench.compare('calendar reaction', 'newstape: reaction_session(market, ts)', 1000000,
  $$SELECT sum(bench_news.reaction_session('XKAR', ts) - date '2000-01-01') FROM bench.moment$$);
SELECT bench.compare('calendar reaction', 'PostgreSQL: LATERAL (SELECT ... ORDER BY closes_at LIMIT 1), with an index', 1000000,
  $$SELECT sum(s.session - date '2000-01-01') FROM bench.moment LEFT JOIN LATERAL
    (SELECT m.session FROM bench_news.market_session m WHERE m.mic = 'XKAR' AND m.closes_at > ts ORDER BY m.closes_at LIMIT 1) s ON true$$, 1);
SELECT bench.compare('calendar previous', 'newstape: previous_session(market, ts)', 1000000,
  $$SELECT sum(bench_news.previous_session('XKAR', ts) - date '2000-01-01') FROM bench.moment$$);
SELECT bench.compare('calendar previous', 'PostgreSQL: LATERAL (SELECT ... ORDER BY closes_at DESC LIMIT 1), with an index', 1000000,
  $$SELECT sum(s.session - date '2000-01-01') FROM bench.moment LEFT JOIN LATERAL
    (SELECT m.session FROM bench_news.market_session m WHERE m.mic = 'XKAR' AND m.closes_at <= ts ORDER BY m.closes_at DESC LIMIT 1) s ON true$$, 1);
