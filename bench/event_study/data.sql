-- 500 instruments and an index over 2600 sessions, and 10,000 events: in tables, and in files for the peer.
SELECT setseed(0.42);
CREATE TABLE bench.index AS
SELECT date '2015-01-01' + n AS session, (random() + random() + random() - 1.5) / 50 AS ret FROM generate_series(1, 2600) AS n;
CREATE TABLE bench.return AS
SELECT 'S' || s AS symbol, i.session, i.ret * (0.5 + s / 500.0) + (random() + random() + random() - 1.5) / 25 AS ret
FROM generate_series(1, 500) AS s CROSS JOIN bench.index i;
INSERT INTO bench.return SELECT 'INDEX', session, ret FROM bench.index;
CREATE TABLE bench.event AS
SELECT n::text AS event_id, 'S' || (n % 500 + 1) AS symbol, date '2015-01-01' + 300 + (n / 500) * 110 + (random() * 80)::integer AS session FROM generate_series(0, 9999) AS n;
VACUUM ANALYZE bench.return, bench.event;
COPY bench.return TO :'returns' (FORMAT csv, HEADER);
COPY bench.event TO :'events' (FORMAT csv, HEADER);
