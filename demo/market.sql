-- Two years of an invented market, 2023 and 2024, for docs/analysis.md: daily strips of six shares and an index, and news of which the effect is known.
-- News that the power tariff was raised lifts HUBC by 1.5 percent in the session that can react to it, and nothing else does anything. It has the faults
-- that scraped data has. Run it in a database with a new store: SELECT create_store('news'); \i demo/market.sql
SET client_min_messages = warning;

-- Fixed numbers that look random: twelve bytes of an MD5 add up to something near the normal distribution, mean 0, standard deviation 1, exact.
-- Another number than 23 makes another market of the same kind.
CREATE FUNCTION pg_temp.noise(seed text) RETURNS numeric LANGUAGE sql IMMUTABLE AS
$$SELECT round((sum(get_byte(decode(md5(seed || ' 23'), 'hex'), n)) - 1530) / 256.0, 4) FROM generate_series(0, 11) AS n$$;

CREATE TEMP TABLE day AS
SELECT session, row_number() OVER (ORDER BY session)::integer AS i
FROM news.market_session WHERE mic = 'XKAR' AND session BETWEEN '2023-01-01' AND '2024-12-31';

-- 25 stories of the tariff, each with the session that can react to it. Those of even number come out in the morning of that session, the others after the close of the
-- session before, or at noon of a day without trading. Of six the site tells the date alone. Four are told by five sites.
CREATE TEMP TABLE story AS
SELECT n, d.i, d.session,
       CASE WHEN n % 2 = 0 THEN d.session + time '11:00' WHEN d.session > b.session + 1 THEN b.session + 1 + time '12:00' ELSE b.session + time '18:00' END AS published,
       n IN (2, 3, 6, 7, 10, 11) AS day_only,
       CASE WHEN n IN (1, 9, 16, 20) THEN 5 ELSE 1 END AS sites
FROM generate_series(0, 24) AS n
JOIN day d ON d.i = 75 + 16 * n + n * n % 9
JOIN day b ON b.i = d.i - 1;

-- Faults of the strips: sessions in which the site still showed the strip of the session before, and sessions whose strip leaves HUBC out.
CREATE TEMP TABLE stale_day AS SELECT i FROM story WHERE n IN (5, 14) UNION SELECT unnest(ARRAY[33, 212, 401]);
CREATE TEMP TABLE gap_day AS SELECT i FROM story WHERE n IN (8, 17, 21)
UNION SELECT i FROM day WHERE i % 4 = 2 AND NOT EXISTS (SELECT FROM story y WHERE day.i - y.i BETWEEN -10 AND 10);

-- Moves in percent, and prices that follow from each other.
CREATE TEMP TABLE change AS
SELECT d.i, s.symbol, s.start,
       round(s.beta * (pg_temp.noise('market' || d.i) + 0.05) + s.spread * pg_temp.noise(s.symbol || d.i)
             + CASE WHEN s.symbol = 'HUBC' AND d.i IN (SELECT i FROM story) THEN 1.5 ELSE 0 END, 2) AS percent
FROM day d
CROSS JOIN (VALUES ('KSE100', 40400, 1.0, 0.0), ('HUBC', 65.00, 1.1, 0.8), ('KEL', 30.00, 0.8, 1.5), ('OGDC', 80.00, 0.9, 1.1), ('PAEL', 22.00, 1.2, 1.6),
                   ('SSGC', 19.00, 1.0, 1.5), ('HUMNL', 16.00, 0.5, 1.7)) AS s (symbol, start, beta, spread);
CREATE TEMP TABLE quoted AS
WITH RECURSIVE path AS (
  SELECT c.i, c.symbol, c.start AS before, round(c.start * (1 + c.percent / 100), scale(c.start)) AS price FROM change c WHERE c.i = 1
  UNION ALL
  SELECT c.i, c.symbol, p.price, round(p.price * (1 + c.percent / 100), scale(p.price)) FROM path p JOIN change c ON c.symbol = p.symbol AND c.i = p.i + 1
)
SELECT i, symbol, format('%s %s %s By %s (%s%%)', symbol, price, CASE WHEN price < before THEN 'Decreased' ELSE 'Increased' END, abs(price - before),
                         round(abs(100 * (price - before) / before), 2)) AS line
FROM path;

INSERT INTO news.page (url, captured_at, content)
SELECT 'https://www.example.com/', (d.session + time '17:00') AT TIME ZONE 'Asia/Karachi', string_agg(q.line, E'\n' ORDER BY q.symbol) || E'\n'
FROM day d
LEFT JOIN stale_day s ON s.i = d.i
JOIN quoted q ON q.i = d.i - CASE WHEN s.i IS NULL THEN 0 ELSE 1 END
WHERE q.symbol <> 'HUBC' OR d.i NOT IN (SELECT i FROM gap_day)
GROUP BY d.session;

-- A site that tells the date alone gives midnight.
INSERT INTO news.page (url, captured_at, published_at, title, content)
SELECT format('https://%s.example.com/news/tariff-%s', CASE site WHEN 1 THEN 'www' ELSE 'site' || site END, n), (published + site * interval '40 minutes') AT TIME ZONE 'Asia/Karachi',
       CASE WHEN day_only THEN date_trunc('day', published) ELSE published + (site - 1) * interval '10 minutes' END AT TIME ZONE 'Asia/Karachi',
       'Regulator raises power tariff again', format(E'The power tariff goes up by Rs%s a unit. Hub Power sells at that price, analysts said.\n', n + 1)
FROM story CROSS JOIN generate_series(1, sites) AS site;

-- Nineteen other topics, which move nothing.
INSERT INTO news.page (url, captured_at, published_at, title, content)
SELECT format('https://www.example.com/news/%s-%s', replace(t.topic, ' ', '-'), k), (d.session + time '12:00') AT TIME ZONE 'Asia/Karachi', (d.session + time '11:00') AT TIME ZONE 'Asia/Karachi',
       initcap(t.topic) || ' in the news', format(E'There was talk of %s. It concerns %s, analysts said.\n', t.topic, (ARRAY['K-Electric', 'OGDC', 'PAEL', 'SSGC', 'HUMNL'])[1 + (t.no + k) % 5])
FROM unnest(ARRAY['inflation', 'exchange rate', 'remittances', 'privatisation', 'aviation', 'railways', 'cryptocurrency', 'pharmaceuticals', 'telecom', 'automobile', 'textile', 'fertiliser',
                  'agriculture', 'real estate', 'merger', 'pandemic', 'terrorism', 'circular debt', 'climate change']) WITH ORDINALITY AS t (topic, no)
CROSS JOIN generate_series(1, 15) AS k
JOIN day d ON d.i = 75 + (25 * k + t.no * t.no * 7 + k * k) % 400;

DROP FUNCTION pg_temp.noise;
DROP TABLE day, story, stale_day, gap_day, change, quoted;
RESET client_min_messages;
