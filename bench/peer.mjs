// peer.mjs: DuckDB and ClickHouse, in memory and on one thread, and how what they are asked is timed; imported by the peers.mjs of a part.

export async function openDuckdb() {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  return {
    run: (sql) => connection.run(sql),
    value: async (sql) => (await connection.runAndReadAll(sql)).getRows()[0]?.[0],
    close: () => connection.closeSync(),
  };
}

export async function openClickhouse() {
  const { Session } = await import('chdb');
  const session = new Session();
  session.query('SET max_threads = 1');
  return {
    run: async (sql) => session.query(sql),
    value: async (sql) => session.query(sql, 'TabSeparatedRaw').split('\n')[0],
    close: () => session.close(),
  };
}

// The fastest of several runs, in seconds.
export async function best(peer, query, runs = 3) {
  let seconds = Infinity;
  for (let i = 0; i < runs; i++) {
    const start = process.hrtime.bigint();
    await peer.value(query);
    seconds = Math.min(seconds, Number(process.hrtime.bigint() - start) / 1e9);
  }
  return seconds;
}

// Prints a row of bench.result; `answer` is what the other sides have to give as well.
export function report(part, subject, bytes, items, seconds, answer = '\\N') {
  console.log([part, subject, bytes, items, seconds, answer].join('\t'));
}

// Times a query of one value, which is the answer; the twin of bench.compare().
export async function compare(part, subject, items, peer, query, runs = 3) {
  const answer = await peer.value(query);
  report(part, subject, 0, items, await best(peer, query, runs), answer);
}
