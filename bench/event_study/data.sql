-- 500 instruments and an index over 2600 sessions, and 10,000 events: in tables, and in files for the peer.
CREATE EXTENSION IF NOT EXISTS newstape;
SET client_min_messages = warning;
SELECT setseed(0.42);
CREATE TABLE bench_index AS
SELECT date '2015-01-01' + n AS session, (random() + random() + random() - 1.5) / 50 AS ret FROM generate_series(1, 2600) AS n;
CREATE TABLE bench_return AS
SELECT 'S' || s AS symbol, i.session, i.ret * (0.5 + s / 500.0) + (random() + random() + random() - 1.5) / 25 AS ret
FROM generate_series(1, 500) AS s CROSS JOIN bench_index i;
INSERT INTO bench_return SELECT 'INDEX', session, ret FROM bench_index;
CREATE TABLE bench_event AS
SELECT n::text AS event_id, 'S' || (n % 500 + 1) AS symbol, date '2015-01-01' + 300 + (n / 500) * 110 + (random() * 80)::integer AS session FROM generate_series(0, 9999) AS n;
VACUUM ANALYZE bench_return;
VACUUM ANALYZE bench_event;
\copy bench_return TO 'returns.csv' (FORMAT csv, HEADER)
\copy bench_event TO 'events.csv' (FORMAT csv, HEADER)
