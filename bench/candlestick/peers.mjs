// bench/candlestick/peers.mjs: the candlesticks of bench/candlestick/candlestick.sql by DuckDB and ClickHouse.
import { compare, openClickhouse, openDuckdb } from '../peer.mjs';

const duckdb = await openDuckdb();
await duckdb.run(`CREATE TABLE tick AS
  SELECT 'K' || i * 31 % 500 AS symbol, TIMESTAMP '2024-01-01' + to_milliseconds(i * 300) AS ts, ((i * 7919 % 100000 + 1000)::DECIMAL(18, 2) / 100)::DECIMAL(18, 2) AS price
  FROM range(1, 10000001) AS t (i)`);
await compare('candlestick', 'DuckDB: arg_min(price, ts), max, min, arg_max', 10000000, duckdb,
  `SELECT concat_ws(' ', count(*), (100 * sum(open))::BIGINT, (100 * sum(high))::BIGINT, (100 * sum(low))::BIGINT, (100 * sum(close))::BIGINT, sum(ticks))
   FROM (SELECT arg_min(price, ts) AS open, max(price) AS high, min(price) AS low, arg_max(price, ts) AS close, count(*) AS ticks FROM tick GROUP BY symbol)`);
duckdb.close();

const clickhouse = await openClickhouse();
await clickhouse.run(`CREATE TABLE tick ENGINE = Memory AS
  SELECT concat('K', toString(i * 31 % 500)) AS symbol, toDateTime64('2024-01-01', 6, 'UTC') + toIntervalMillisecond(i * 300) AS ts,
    toDecimal64(i * 7919 % 100000 + 1000, 2) / 100 AS price FROM (SELECT toInt64(number + 1) AS i FROM numbers(10000000))`);
await compare('candlestick', 'ClickHouse: argMin(price, ts), max, min, argMax', 10000000, clickhouse,
  `SELECT concat(count(), ' ', toInt64(100 * sum(open)), ' ', toInt64(100 * sum(high)), ' ', toInt64(100 * sum(low)), ' ', toInt64(100 * sum(close)), ' ', sum(ticks))
   FROM (SELECT argMin(price, ts) AS open, max(price) AS high, min(price) AS low, argMax(price, ts) AS close, count() AS ticks FROM tick GROUP BY symbol)`);
clickhouse.close();
