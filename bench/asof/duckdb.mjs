// bench/asof/duckdb.mjs: the join of bench/asof/run by DuckDB's ASOF JOIN, one thread.  Prints name, seconds, result.
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();
await connection.run(`CREATE TABLE article AS
  SELECT i AS id, 'K' || i * 7919 % 500 AS key, TIMESTAMP '2024-01-01' + to_seconds(i * 104729 % 3000000) AS ts FROM range(1, 1000001) AS t (i)`);
await connection.run(`CREATE TABLE quote AS
  SELECT i AS id, 'K' || i * 31 % 500 AS key, TIMESTAMP '2024-01-01' + to_milliseconds(i * 300) AS ts FROM range(1, 10000001) AS t (i)`);
const start = process.hrtime.bigint();
const rows = (await connection.runAndReadAll(
  'SELECT count(q.id), sum(q.id) FROM article a ASOF LEFT JOIN quote q ON q.key = a.key AND q.ts <= a.ts')).getRows();
console.log(['DuckDB: ASOF JOIN', Number(process.hrtime.bigint() - start) / 1e9, rows[0].join('|')].join('\t'));
