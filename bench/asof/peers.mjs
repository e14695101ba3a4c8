// bench/asof/peers.mjs: the join of bench/asof/asof.sql by the as-of joins of DuckDB and ClickHouse.
import { compare, openClickhouse, openDuckdb } from '../peer.mjs';

const join = `FROM article a ASOF LEFT JOIN quote q ON q.key = a.key AND q.ts <= a.ts`;

const duckdb = await openDuckdb();
await duckdb.run(`CREATE TABLE article AS
  SELECT i AS id, 'K' || i * 7919 % 500 AS key, TIMESTAMP '2024-01-01' + to_seconds(i * 104729 % 3000000) AS ts FROM range(1, 1000001) AS t (i)`);
await duckdb.run(`CREATE TABLE quote AS
  SELECT i AS id, 'K' || i * 31 % 500 AS key, TIMESTAMP '2024-01-01' + to_milliseconds(i * 300) AS ts FROM range(1, 10000001) AS t (i)`);
await compare('asof', 'DuckDB: ASOF JOIN', 1000000, duckdb, `SELECT concat_ws(' ', count(q.id), sum(q.id)) ${join}`);
duckdb.close();

const clickhouse = await openClickhouse();
await clickhouse.run(`CREATE TABLE article ENGINE = Memory AS
  SELECT toInt64(number + 1) AS id, concat('K', toString(id * 7919 % 500)) AS key,
    toDateTime64('2024-01-01', 6, 'UTC') + toIntervalSecond(id * 104729 % 3000000) AS ts FROM numbers(1000000)`);
await clickhouse.run(`CREATE TABLE quote ENGINE = Memory AS
  SELECT toInt64(number + 1) AS id, concat('K', toString(id * 31 % 500)) AS key,
    toDateTime64('2024-01-01', 6, 'UTC') + toIntervalMillisecond(id * 300) AS ts FROM numbers(10000000)`);
await clickhouse.run('SET join_use_nulls = 1');
await compare('asof', 'ClickHouse: ASOF JOIN', 1000000, clickhouse, `SELECT concat(count(q.id), ' ', sum(q.id)) ${join}`);
clickhouse.close();
