// bench/pages/peers.mjs DATA: the lines of bench/pages/parse.sql by DuckDB's regular expressions (RE2).
import { statSync } from 'node:fs';
import { best, openDuckdb, report } from '../peer.mjs';

const data = process.argv[2];
const pattern = String.raw`^(\S+) ([0-9,]+(?:\.[0-9]+)?) (Increased By|Decreased By|No Change) (?:[▲▼] )?(-?[0-9.]+) \((-?[0-9.]+)%\)$`;
const names = `['symbol', 'price', 'move', 'delta', 'percent']`;
const duckdb = await openDuckdb();

await duckdb.run(`CREATE TABLE line AS SELECT line FROM read_csv('${data}/lines', header = false, delim = '\x01', quote = '', escape = '',
  columns = {'line': 'VARCHAR'})`);
await duckdb.run(`CREATE TABLE page AS SELECT string_agg(line, chr(10) ORDER BY n) AS content
  FROM (SELECT line, (row_number() OVER () - 1) // 34 AS page, row_number() OVER () AS n FROM line) GROUP BY page`);
const items = Number(await duckdb.value('SELECT count(*) FROM line'));
const bytes = statSync(`${data}/lines`).size - items;
const time = async (part, subject, query) => report(part, `DuckDB: ${subject}`, bytes, items, await best(duckdb, query));

const extract = `regexp_extract(line, '${pattern}', ${names})`;
await time('lines', 'regexp_extract(line, …), text pieces', `SELECT count(*) FILTER (e.symbol <> '') FROM (SELECT ${extract} AS e FROM line)`);
await time('lines', 'regexp_extract(line, …), pieces cast to decimal',
  `SELECT count(replace(e.price, ',', '')::DECIMAL(18, 2)) + count(e.delta::DECIMAL(18, 2)) + count(e.percent::DECIMAL(9, 2))
   FROM (SELECT ${extract} AS e FROM line)`);
await time('pages', 'lines of string_split(content), regexp_extract',
  `SELECT count(*) FILTER (e.symbol <> '') FROM (SELECT ${extract} AS e FROM (SELECT unnest(string_split(content, chr(10))) AS line FROM page))`);
