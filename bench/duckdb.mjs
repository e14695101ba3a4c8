// bench/duckdb.mjs DATA: the same lines by DuckDB's regular expressions (RE2), one thread.  Prints results as bench/inside does.
import { DuckDBInstance } from '@duckdb/node-api';
import { statSync } from 'node:fs';

const data = process.argv[2];
const pattern = String.raw`^(\S+) ([0-9,]+(?:\.[0-9]+)?) (Increased By|Decreased By|No Change) (?:[▲▼] )?(-?[0-9.]+) \((-?[0-9.]+)%\)$`;
const names = `['symbol', 'price', 'move', 'delta', 'percent']`;
const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();

async function best(query, runs = 3) {
  let seconds = Infinity;
  for (let i = 0; i < runs; i++) {
    const start = process.hrtime.bigint();
    await connection.runAndReadAll(query);
    seconds = Math.min(seconds, Number(process.hrtime.bigint() - start) / 1e9);
  }
  return seconds;
}

await connection.run(`CREATE TABLE line AS SELECT line FROM read_csv('${data}/lines', header = false, delim = '\x01', quote = '', escape = '',
  columns = {'line': 'VARCHAR'})`);
await connection.run(`CREATE TABLE page AS SELECT string_agg(line, chr(10) ORDER BY n) AS content
  FROM (SELECT line, (row_number() OVER () - 1) // 34 AS page, row_number() OVER () AS n FROM line) GROUP BY page`);
const items = Number((await connection.runAndReadAll('SELECT count(*) FROM line')).getRows()[0][0]);
const bytes = statSync(`${data}/lines`).size - items;
const report = (part, subject, seconds) => console.log([part, subject, bytes, items, seconds].join('\t'));

const extract = `regexp_extract(line, '${pattern}', ${names})`;
report('lines', 'DuckDB: regexp_extract(line, …), text pieces',
  await best(`SELECT count(*) FILTER (e.symbol <> '') FROM (SELECT ${extract} AS e FROM line)`));
report('lines', 'DuckDB: regexp_extract(line, …), pieces cast to decimal',
  await best(`SELECT count(replace(e.price, ',', '')::DECIMAL(18, 2)), count(e.delta::DECIMAL(18, 2)), count(e.percent::DECIMAL(9, 2))
    FROM (SELECT ${extract} AS e FROM line)`));
report('pages', 'DuckDB: lines of string_split(content), regexp_extract',
  await best(`SELECT count(*) FILTER (e.symbol <> '') FROM (SELECT ${extract} AS e
    FROM (SELECT unnest(string_split(content, chr(10))) AS line FROM page))`));
