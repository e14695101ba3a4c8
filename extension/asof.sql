-- asof: rows of two queries paired by key and time.

CREATE FUNCTION asof_join(left_query text, right_query text, direction text DEFAULT 'backward', strict boolean DEFAULT false, max_age interval DEFAULT NULL, min_age interval DEFAULT NULL)
RETURNS TABLE (left_id bigint, right_id bigint, matched_ts timestamptz, age interval)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 100000 COST 100000 AS 'MODULE_PATHNAME', 'newstape_asof_join';
COMMENT ON FUNCTION asof_join(text, text, text, boolean, interval, interval) IS
  'For each row of one query the row of another that has its key and is nearest in time: backward the last at or before it, forward the first at or after it, nearest the closer of the two '
  '(of two equally close ones the earlier). Each query gives id bigint, key text, ts timestamptz and, if it likes, seq bigint, which orders its rows of one time; further columns are ignored. '
  'Every left row comes back once, with NULLs where nothing matches; in no order. age = left ts - matched_ts, negative where the match is later. '
  'strict leaves out rows of the very time. max_age and min_age bound the distance, in either direction, bounds included; a day in them is 24 hours. '
  'Of right rows of one time, backward takes the last by (seq, id), forward the first; a NULL seq is the last. seq of the left query has no effect. Keys match if their bytes are equal. '
  'A NULL key or time, or an infinite time, matches nothing. The queries run with the caller''s rights, read only, and see what the calling query sees. '
  'The rows of the right query are not kept, nor have they to be in order, though in order of time or of (key, ts) they are found faster. Those of the left query are kept, 48 bytes each (72 for nearest), '
  'a batch at a time where they exceed the larger of maintenance_work_mem and work_mem * hash_mem_multiplier: the right query then runs once for every batch. '
  'Errors: 22023 unknown direction, a bound that is negative or has months, a query that gives no rows; 22004 a NULL query, id, direction or switch; 42703, 42702, 42804 a column that is missing, there twice, or of another type; 22008 an age beyond what bigint microseconds hold; what the queries themselves raise.';

CREATE FUNCTION window_join(left_query text, right_query text, before interval, after interval, prevailing boolean DEFAULT false)
RETURNS TABLE (left_id bigint, right_id bigint, matched_ts timestamptz, age interval)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 1000000 COST 100000 AS 'MODULE_PATHNAME', 'newstape_window_join';
COMMENT ON FUNCTION window_join(text, text, interval, interval, boolean) IS
  'Each row of one query with every row of another that has its key and a time in [ts - before, ts + after], ends included. '
  'With prevailing, also the one row that prevails when the window begins: the last before it by (ts, seq, id), unless a row lies at its very beginning; its age is more than before. '
  'A left row without any comes back once, with NULLs, as from asof_join(); in no order. Queries, columns, keys, NULLs, age, rights and memory are as of asof_join(). '
  'Errors: 22023 before or after negative or with months; 22004 a NULL argument or id; the others of asof_join().';
