--
-- sparkline: numbers as a line of block characters
--
SELECT sparkline(i) FROM generate_series(1, 8) AS i;
SELECT sparkline(value ORDER BY day) FROM (VALUES (1, 193.5), (2, 194.1), (3, NULL), (4, 192.0), (5, 193.8)) AS s (day, value);
SELECT sparkline(value ORDER BY day DESC) FROM (VALUES (1, 193.5), (2, 194.1), (3, NULL), (4, 192.0), (5, 193.8)) AS s (day, value);
SELECT sparkline(7) AS one, sparkline('{3,3,3}'::float8[]) AS equal, '[' || sparkline('{}'::float8[]) || ']' AS empty;
SELECT sparkline(1) IS NULL AS no_rows WHERE false;
SELECT sparkline(i) IS NULL AS no_rows FROM generate_series(1, 0) AS i;
SELECT sparkline(NULL::double precision[]) IS NULL AS of_null, '[' || sparkline('{NULL,NULL}'::float8[]) || ']' AS nulls;
-- What is no number is no extreme either
SELECT '[' || sparkline('{1,NaN,Infinity,-Infinity,2}'::float8[]) || ']' AS not_finite;
-- The ends of the range
SELECT sparkline('{-1.7e308,0,1.7e308}'::float8[]), sparkline('{0,5e-324}'::float8[]), sparkline('{1,1.0000000000000002}'::float8[]);
-- Each height is an eighth of the range; the highest number is on top
SELECT i, sparkline(ARRAY[0, i / 100.0, 16]) FROM unnest('{199,200,399,400,1399,1400,1599,1600}'::int[]) AS i;
-- As a window
SELECT i, sparkline(i * i) OVER (ORDER BY i) FROM generate_series(1, 4) AS i;
