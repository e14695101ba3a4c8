# measure.sh: what the parts of bench/run share; sh, sourced, inside `test/cluster`, where a part can also be run by itself: `test/cluster bench/asof/run`.
#
# Begins with an empty table bench.result in a database with newstape, one thread a side (bench/setup.sql), and offers
#   run_sql ...        psql
#   run_peers SCRIPT   a script for node that prints rows of the table
#   finish             print the table, unless peers disagree
set -eu
run_sql() { psql -XAtq -v ON_ERROR_STOP=1 "$@"; }

# The packages of bench/package.json: those of the folder BENCH_MODULES, else they are fetched.
run_peers() {
  if [ ! -e bench/node_modules ]; then
    if [ "${BENCH_MODULES:-}" ]; then ln -s "$BENCH_MODULES" bench/node_modules
    else (cd bench && npm install --silent --no-audit --no-fund --cache "$scratch/npm" >&2); fi
  fi
  TMPDIR=$scratch node "$@" >"$scratch/peers"
  run_sql -c "\\copy bench.result FROM '$scratch/peers'"
}

finish() {
  run_sql -c "SELECT bench.agree()"
  run_sql -c 'COPY bench.result TO STDOUT' >&3
}

# What is printed on the way goes to the standard error.
exec 3>&1 >&2
scratch=$(mktemp -d "$PGHOST/scratch.XXXXXX")
run_sql -f bench/setup.sql
