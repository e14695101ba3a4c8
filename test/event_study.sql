-- Event studies against published and computed tables, and against the same formulas in plain SQL.
BEGIN;
SELECT plan(4);

CREATE TEMP TABLE firm (symbol text, session date, ret double precision);
CREATE TEMP TABLE market (symbol text, session date, ret double precision);
CREATE TEMP TABLE addition (event_id text, symbol text, index_symbol text, session date, study text);
CREATE TEMP TABLE expected (study text, statistic text, rel_from integer, rel_to integer, value double precision, decimals integer);
CREATE TEMP TABLE expected_model (event_id text, n integer, alpha double precision, beta double precision, sigma double precision);
\copy firm FROM 'test/data/event_study/sp500_additions/firms.csv' (FORMAT csv, HEADER)
\copy market FROM 'test/data/event_study/sp500_additions/markets.csv' (FORMAT csv, HEADER)
\copy addition FROM 'test/data/event_study/sp500_additions/events.csv' (FORMAT csv, HEADER)
\copy expected (study, statistic, rel_from, rel_to, value) FROM 'test/data/event_study/sp500_additions/expected_textbook.csv' (FORMAT csv, HEADER)
\copy expected FROM 'test/data/event_study/sp500_additions/expected_published.csv' (FORMAT csv, HEADER)
\copy expected_model FROM 'test/data/event_study/sp500_additions/expected_models.csv' (FORMAT csv, HEADER)

CREATE TEMP TABLE actual AS
SELECT g.study, s.*
FROM (VALUES ('G1'), ('G2')) AS g (study),
LATERAL event_study_summary(
  format('SELECT event_id, symbol, session FROM addition WHERE study = %L', g.study),
  'SELECT symbol, session, ret FROM firm UNION ALL SELECT symbol, session, ret FROM market',
  'M1', '[-120,-6]', '[-5,5]', windows => '{"[-5,5]","[0,1]","[-1,1]"}') s;

-- The names that the tables have for statistics of windows; other dialects are left out.
UPDATE expected e SET statistic = n.ours
FROM (VALUES ('csect_car_t', 'csect_t'), ('bw1985_car_t', 'bw1985_t'), ('patell_car_z(sum SAR)', 'patell_z'),
             ('bmp_car_t(MP variance)', 'bmp_t'), ('kp_bmp_car_t(MP variance)', 'kp_bmp_t'), ('corrado_rank_car_z', 'corrado_rank_z')) AS n (theirs, ours)
WHERE e.statistic = n.theirs;

SELECT is((SELECT count(*) FROM expected e JOIN actual a USING (study, statistic, rel_from, rel_to)), 287::bigint, 'the tables have figures of ours');
SELECT is_empty($$
  SELECT e.study, e.statistic, e.rel_from, e.rel_to, e.value, a.value, a.value / nullif(e.value, 0) - 1 AS error
  FROM expected e JOIN actual a USING (study, statistic, rel_from, rel_to)
  WHERE e.decimals IS NULL AND abs(a.value - e.value) <= 1e-9 * abs(e.value) IS NOT TRUE
$$, 'every computed figure is met to 1e-9');
SELECT is_empty($$
  SELECT e.study, e.statistic, e.rel_from, e.rel_to, e.value, a.value
  FROM expected e JOIN actual a USING (study, statistic, rel_from, rel_to)
  WHERE abs(a.value - e.value) <= 0.5000001 * 10.0 ^ -e.decimals IS FALSE
$$, 'every published figure is met to half a unit of its last digit');
SELECT is_empty($$
  SELECT * FROM expected_model e
  JOIN event_model('SELECT event_id, symbol, session FROM addition', 'SELECT symbol, session, ret FROM firm UNION ALL SELECT symbol, session, ret FROM market',
                   'M1', '[-120,-6]', '[-5,5]') m USING (event_id)
  WHERE (m.n = e.n AND abs(m.alpha - e.alpha) <= 1e-9 * abs(e.alpha) AND abs(m.beta - e.beta) <= 1e-9 * abs(e.beta)
         AND abs(m.sigma - e.sigma) <= 1e-9 * e.sigma) IS NOT TRUE
$$, 'so is every model');
SELECT * FROM finish();
ROLLBACK;
