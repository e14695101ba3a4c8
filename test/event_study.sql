-- Event studies against published and computed tables, and against the same formulas in plain SQL.
BEGIN;
SELECT plan(14);

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

-- The same in plain SQL, on random data with returns missing
SELECT setseed(0.25);
CREATE TEMP TABLE r AS
SELECT 'I' AS symbol, date '2020-01-01' + 3 * n AS session, (random() - 0.5) / 20 AS ret FROM generate_series(1, 400) AS n;
INSERT INTO r
SELECT 'F' || f, i.session, CASE WHEN random() > 0.02 THEN i.ret * (0.3 + f / 10.0) + (random() - 0.5) / 10 END
FROM generate_series(1, 15) AS f CROSS JOIN (SELECT session, ret FROM r WHERE symbol = 'I' ORDER BY session) i ORDER BY f, session;
CREATE TEMP TABLE ev AS
SELECT n AS id, n::text AS event_id, 'F' || (n % 15 + 1) AS symbol, date '2020-01-01' + 200 + (random() * 850)::integer AS session FROM generate_series(1, 120) AS n;
\set study '''SELECT event_id, symbol, session FROM ev ORDER BY id'', ''SELECT * FROM r'', ''I'', ''[-60,-6]'', ''[-2,2]'''

CREATE TEMP TABLE day AS SELECT session, ret AS m, row_number() OVER (ORDER BY session) AS i FROM r WHERE symbol = 'I';
CREATE TEMP TABLE placed AS
SELECT e.*, d.i AS day0 FROM ev e CROSS JOIN LATERAL (SELECT i FROM day WHERE day.session >= e.session ORDER BY session LIMIT 1) d;
CREATE TEMP TABLE pair AS
SELECT p.event_id, d.i - p.day0 AS rel, d.session, r.ret, d.m
FROM placed p JOIN day d ON d.i - p.day0 BETWEEN -60 AND -6 OR d.i - p.day0 BETWEEN -2 AND 2
LEFT JOIN r ON r.symbol = p.symbol AND r.session = d.session;
CREATE TEMP TABLE twin_model AS
SELECT event_id, count(ret)::integer AS n, regr_intercept(ret, m) AS alpha, regr_slope(ret, m) AS beta, avg(m) FILTER (WHERE ret IS NOT NULL) AS mean, regr_sxx(ret, m) AS sxx,
       sqrt((regr_syy(ret, m) - regr_sxy(ret, m) ^ 2 / regr_sxx(ret, m)) / (count(ret) - 2)) AS sigma, regr_r2(ret, m) AS r2
FROM pair WHERE rel < -5 GROUP BY event_id;
CREATE TEMP TABLE twin AS
SELECT event_id, rel, session, ret, m, n, sigma, mean, sxx, ret - alpha - beta * m AS ar, (ret - alpha - beta * m) / (sigma * sqrt(1 + 1.0 / n + (m - mean) ^ 2 / sxx)) AS sar
FROM pair JOIN twin_model USING (event_id);
CREATE TEMP TABLE kept AS
SELECT event_id FROM placed p
WHERE (SELECT count(ret) FROM pair WHERE pair.event_id = p.event_id AND rel >= -2) = 5
  AND NOT EXISTS (SELECT FROM placed o WHERE o.symbol = p.symbol AND o.day0 = p.day0 AND o.id < p.id);

CREATE FUNCTION pg_temp.near(a double precision, b double precision) RETURNS boolean LANGUAGE sql IMMUTABLE AS
  'SELECT a IS NOT DISTINCT FROM b OR abs(a - b) <= 1e-9 * greatest(abs(a), abs(b), 1e-3)';
CREATE TEMP TABLE ours AS SELECT * FROM event_study(:study);
SELECT results_eq('SELECT DISTINCT event_id FROM ours WHERE reason IS NULL ORDER BY 1', 'SELECT event_id FROM kept ORDER BY 1', 'the same events are kept');
SELECT is_empty($$
  SELECT * FROM ours o FULL JOIN (SELECT twin.* FROM twin JOIN kept USING (event_id) WHERE rel >= -2) t USING (event_id, rel)
  WHERE (o.reason IS NULL OR t.event_id IS NOT NULL)
    AND NOT coalesce(o.session = t.session AND o.n_est = t.n AND pg_temp.near(o.ret, t.ret) AND pg_temp.near(o.ar, t.ar) AND pg_temp.near(o.sar, t.sar), false)
$$, 'with the same abnormal returns');
SELECT ok((SELECT count(*) FILTER (WHERE reason = 'window_gap') > 3 AND count(*) FILTER (WHERE n_est < 55) > 20 FROM ours), 'though many have gaps');
SELECT is_empty(format($$
  SELECT * FROM event_model(%s) o JOIN twin_model t USING (event_id)
  WHERE NOT (o.n = t.n AND pg_temp.near(o.alpha, t.alpha) AND pg_temp.near(o.beta, t.beta) AND pg_temp.near(o.sigma, t.sigma) AND pg_temp.near(o.r2, t.r2))
$$, :'study'), 'and the same models');
SELECT is((SELECT string_agg(event_id, ' ' ORDER BY event_id) FROM ours WHERE flags = 'overlap' AND rel = 0),
  (SELECT string_agg(event_id, ' ' ORDER BY event_id) FROM placed p JOIN kept USING (event_id)
   WHERE EXISTS (SELECT FROM placed o WHERE o.symbol = p.symbol AND o.day0 <> p.day0 AND abs(o.day0 - p.day0) < 5)), 'and the same overlaps');

CREATE TEMP TABLE span AS
SELECT rel_from, rel_to FROM (VALUES (-2, -2), (-1, -1), (0, 0), (1, 1), (2, 2), (-2, 2), (0, 1)) AS v (rel_from, rel_to);
CREATE TEMP TABLE rank AS
SELECT event_id, rel, (rank() OVER least_first + (count(*) OVER ties - 1) / 2.0)::double precision / (count(*) OVER whole + 1) - 0.5 AS u
FROM twin JOIN kept USING (event_id) WHERE ar IS NOT NULL
WINDOW least_first AS (PARTITION BY event_id ORDER BY ar), ties AS (PARTITION BY event_id, ar), whole AS (PARTITION BY event_id);
CREATE TEMP TABLE mean_rank AS SELECT rel, avg(u) AS u FROM rank GROUP BY rel;
CREATE TEMP TABLE one AS
SELECT s.rel_from, s.rel_to, s.rel_to - s.rel_from + 1 AS w, t.event_id, t.n, sum(t.ar) AS car, sum(t.sar) AS sars,
       sum(t.ar) / (t.sigma * sqrt(count(*) + count(*) ^ 2 / t.n + sum(t.m - t.mean) ^ 2 / t.sxx)) AS scar,
       exp(sum(ln(1 + t.ret))) - exp(sum(ln(1 + t.m))) AS bhar
FROM span s JOIN twin t ON t.rel BETWEEN s.rel_from AND s.rel_to JOIN kept USING (event_id)
GROUP BY s.rel_from, s.rel_to, t.event_id, t.n, t.sigma, t.sxx;
CREATE TEMP TABLE shared AS
SELECT (SELECT stddev_samp(aar) FROM (SELECT avg(ar) AS aar FROM twin JOIN kept USING (event_id) WHERE rel < -5 GROUP BY rel) s) AS spread,
       (SELECT avg(share) FROM (SELECT avg((ar > 0)::integer) AS share FROM twin JOIN kept USING (event_id) WHERE rel < -5 AND ar IS NOT NULL GROUP BY event_id) s) AS share,
       (SELECT sqrt(avg(u ^ 2)) FROM mean_rank) AS rank_spread,
       (SELECT (sum(z ^ 2) - n) / (n * (n - 1)) FROM (
          SELECT sum(ar / length) AS z, (SELECT count(*) FROM kept)::double precision AS n
          FROM (SELECT rel, ar, sqrt(sum(ar ^ 2) OVER (PARTITION BY event_id)) AS length FROM twin JOIN kept USING (event_id) WHERE rel < -5) s GROUP BY rel) s GROUP BY n) AS rho;
CREATE TEMP TABLE twin_summary AS
SELECT o.rel_from, o.rel_to, v.statistic, v.value
FROM (SELECT rel_from, rel_to, w, count(*)::double precision AS n, avg(car) AS mean, avg(car) * sqrt(count(*)) / stddev_samp(car) AS csect,
             sum(sars) / sqrt(sum(w * (n - 2.0) / (n - 4.0))) AS patell, avg(scar) * sqrt(count(*)) / stddev_samp(scar) AS bmp,
             count(*) FILTER (WHERE car > 0) AS positive, avg(bhar) * sqrt(count(*)) / stddev_samp(bhar) AS bhar
      FROM one GROUP BY rel_from, rel_to, w) o
CROSS JOIN shared h
CROSS JOIN LATERAL (VALUES
  (CASE w WHEN 1 THEN 'aar' ELSE 'caar' END, o.mean), ('n', o.n), ('csect_t', o.csect), ('bw1985_t', o.mean / (h.spread * sqrt(o.w))), ('patell_z', o.patell), ('bmp_t', o.bmp),
  ('kp_bmp_t', o.bmp * sqrt((1 - h.rho) / (1 + (o.n - 1) * h.rho))), ('kp_patell_z', o.patell / sqrt(1 + (o.n - 1) * h.rho)),
  ('corrado_rank_z', (SELECT sqrt(o.w) * avg(u) / h.rank_spread FROM mean_rank WHERE rel BETWEEN o.rel_from AND o.rel_to)),
  ('sign_z', (o.positive - o.n / 2) / sqrt(o.n / 4)), ('gsign_z', (o.positive - o.n * h.share) / sqrt(o.n * h.share * (1 - h.share))), ('bhar_csect_t', o.bhar)) AS v (statistic, value);
SELECT is_empty(format($$
  SELECT * FROM event_study_summary(%s, windows => '{"[-2,2]","[0,1]"}') o FULL JOIN twin_summary t USING (rel_from, rel_to, statistic)
  WHERE NOT coalesce(pg_temp.near(o.value, t.value), false)
$$, :'study'), 'all statistics are those of plain SQL');
SELECT is_empty(format($$
  SELECT * FROM event_study_summary(%s, windows => '{"[-2,2]"}') AS o
  WHERE (p IS NULL) <> (statistic IN ('aar', 'caar', 'n')) OR (df IS NULL) <> (statistic NOT LIKE '%%\_t') OR p NOT BETWEEN 0 AND 1 OR n <> (SELECT count(*) FROM kept)
$$, :'study'), 'tests have a p, those by Student''s distribution a df');

-- The other models
CREATE TEMP TABLE other_model AS
SELECT v.model, event_id, count(v.x) AS n, stddev_samp(v.x) AS sigma, avg(ret) AS mean, CASE v.model WHEN 'mean' THEN 1.0 / count(v.x) ELSE 0 END AS c
FROM pair CROSS JOIN LATERAL (VALUES ('mean', ret), ('market-adjusted', ret - m)) AS v (model, x) WHERE rel < -5 GROUP BY v.model, event_id;
CREATE TEMP TABLE other AS
SELECT o.model, event_id, p.rel, o.n, o.c, o.sigma, p.ret - CASE o.model WHEN 'mean' THEN o.mean ELSE p.m END AS ar
FROM pair p JOIN kept USING (event_id) JOIN other_model o USING (event_id) WHERE p.rel >= -2;
SELECT is_empty(format($$
  SELECT * FROM (VALUES ('mean'), ('market-adjusted')) AS m (model) CROSS JOIN LATERAL event_study(%s, model => m.model) o JOIN other t USING (model, event_id, rel)
  WHERE NOT coalesce(o.n_est = t.n AND pg_temp.near(o.ar, t.ar) AND pg_temp.near(o.sar, t.ar / (t.sigma * sqrt(1 + t.c))), false)
$$, :'study'), 'so are the abnormal returns of the other models');
CREATE TEMP TABLE other_summary AS
SELECT model, v.statistic, v.value
FROM (SELECT model, avg(car) AS mean, avg(car) * sqrt(count(*)) / stddev_samp(car) AS csect, sum(sars) / sqrt(sum(5 * (n - 2.0) / (n - 4.0))) AS patell,
             avg(scar) * sqrt(count(*)) / stddev_samp(scar) AS bmp
      FROM (SELECT model, n, sum(ar) AS car, sum(ar / (sigma * sqrt(1 + c))) AS sars, sum(ar) / (sigma * sqrt(5 + 25 * c)) AS scar
            FROM other GROUP BY model, event_id, n, c, sigma) AS one
      GROUP BY model) AS o
CROSS JOIN LATERAL (VALUES ('caar', o.mean), ('csect_t', o.csect), ('patell_z', o.patell), ('bmp_t', o.bmp)) AS v (statistic, value);
SELECT is_empty(format($$
  SELECT * FROM other_summary t
  LEFT JOIN (SELECT * FROM (VALUES ('mean'), ('market-adjusted')) AS m (model) CROSS JOIN LATERAL event_study_summary(%s, model => m.model, windows => '{"[-2,2]"}')
             WHERE rel_from < rel_to) o USING (model, statistic)
  WHERE NOT coalesce(pg_temp.near(o.value, t.value), false)
$$, :'study'), 'and what they come to');

-- In closed form: abnormal returns of 1, 2, 3 and 6 on one day, two of five positive in the estimation
CREATE TEMP TABLE closed AS
SELECT s.symbol, date '2024-03-04' + d AS session, (CASE WHEN s.symbol = 'M' THEN 0 WHEN d = 5 THEN s.ret WHEN (d + s.ret) % 5 IN (0, 1) THEN 3 ELSE -2 END)::float8 AS ret
FROM (VALUES ('M', 0), ('F1', 1), ('F2', 2), ('F3', 3), ('F6', 6)) AS s (symbol, ret), generate_series(0, 5) AS d;
SELECT results_eq($$
  SELECT statistic, n, df, round(value::numeric, 12)
  FROM event_study_summary('SELECT symbol AS event_id, symbol, date ''2024-03-09'' AS session FROM closed WHERE symbol <> ''M'' GROUP BY symbol', 'TABLE closed', 'M', '[-5,-1]', '[0,0]', 'mean')
  WHERE statistic IN ('aar', 'csect_t', 'sign_z', 'gsign_z')
$$, $$VALUES ('aar', 4, NULL::double precision, 3::numeric), ('csect_t', 4, 3, round(sqrt(54 / 7.0), 12)), ('sign_z', 4, NULL, 2), ('gsign_z', 4, NULL, round(sqrt(6.0), 12))$$,
'the tests across events are those of the closed form');

SELECT * FROM finish();
ROLLBACK;
