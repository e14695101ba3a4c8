-- Fingerprints: what does not count, and what is NULL.
SELECT content, simhash(content)
FROM unnest(ARRAY['gold', 'gold price', 'gold price falls', 'GOLD -- price, “falls”!', 'falls price gold', 'Цены на золото', 'ЦЕНЫ НА ЗОЛОТО', '', ' — ▲ ... ', NULL]) AS content;

-- Bits that differ
SELECT a, b, hamming_distance(a, b)
FROM (VALUES (0, 0), (0, -1), (5, 6), (-9223372036854775808, 9223372036854775807), (1, NULL), (NULL, 1)) AS v (a, b);

-- The same story told again, and other ones: headline and lead.
WITH told (n, content) AS (VALUES
  (1, E'Hub Power plans repairs of a boiler\n\nKARACHI: Hub Power said on Monday that it would repair a boiler before the summer, when demand for electricity is highest in the country.'),
  (2, E'Hub Power plans repairs of a boiler\n\nKARACHI: Hub Power announced on Monday that it would repair a boiler before the summer, when demand for electricity is highest in the country.'),
  (3, E'Hub Power plans repairs of a boiler\n\nISLAMABAD (Reuters) - Hub Power said on Monday that it would repair a boiler before the summer, when demand for electricity is highest in the country.'),
  (4, E'Fauji Cement plans repairs of a kiln\n\nKARACHI: Fauji Cement said on Monday that it would repair a kiln before the winter, when demand for cement is lowest in the country.'),
  (5, E'Met Office warns of dense fog\n\nLAHORE: The weather office has warned of dense fog on the motorways of central Punjab until Thursday and asked travellers to start late.'))
SELECT b.n, hamming_distance(simhash(a.content), simhash(b.content))
FROM told a, told b WHERE a.n = 1 ORDER BY b.n;

-- Trigrams go over the ends of the pieces in which a long text is read.
SELECT count(DISTINCT simhash(repeat('.', n) || (SELECT string_agg('word' || i, ' ' ORDER BY i) FROM generate_series(1, 1000) i))) FROM generate_series(0, 300) n;
