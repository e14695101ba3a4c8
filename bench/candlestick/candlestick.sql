-- Quotes of 500 symbols in order of time, as they are captured.  bench/candlestick/peers.mjs makes the same table.
CREATE TABLE bench.tick AS
SELECT 'K' || i * 31 % 500 AS symbol, timestamptz '2024-01-01 00:00+00' + i * 300 * interval '1 millisecond' AS ts, quote(price) AS quote, price
FROM generate_series(1::bigint, 10000000) AS i, LATERAL (SELECT ((i * 7919 % 100000 + 1000) / 100.0)::numeric(18, 2) AS price) AS p;
VACUUM ANALYZE bench.tick;

-- In hundredths, since not everyone prints trailing zeros.
SELECT bench.compare('candlestick', 'newstape: candlestick(ts, quote)', 10000000,
  $$SELECT concat_ws(' ', count(*), (100 * sum(price(open(c))))::bigint, (100 * sum(price(high(c))))::bigint, (100 * sum(price(low(c))))::bigint,
      (100 * sum(price(close(c))))::bigint, sum(ticks(c)))
    FROM (SELECT candlestick(ts, quote) AS c FROM bench.tick GROUP BY symbol) AS s$$);
-- Twice the same array, which PostgreSQL makes once.
SELECT bench.compare('candlestick', 'PostgreSQL: first and last of array_agg(price ORDER BY ts), max, min', 10000000,
  $$SELECT concat_ws(' ', count(*), (100 * sum(open))::bigint, (100 * sum(high))::bigint, (100 * sum(low))::bigint, (100 * sum(close))::bigint, sum(ticks))
    FROM (SELECT (array_agg(price ORDER BY ts))[1] AS open, max(price) AS high, min(price) AS low,
            (array_agg(price ORDER BY ts))[count(*)] AS close, count(*) AS ticks FROM bench.tick GROUP BY symbol) AS s$$, 2);
