-- A store from nothing to an answer, and what it says when it is asked wrongly.
SET timezone = 'Asia/Karachi';
SET datestyle = 'ISO';
SELECT create_store('news');
SELECT * FROM stores() AS s (store, owner, layout_version, market) WHERE store = 'news' AND market = 'XKAR' AND layout_version = store_layout_version() AND owner = current_user \gset s_
\echo :s_store :s_market

COPY news.page (url, captured_at, content) FROM stdin;
https://www.example.com/story?utm_source=feed	2025-01-30 16:10+05	HUBC 129.32 Increased By ▲ 2.25 (1.77%)\nKEL 4.67 Decreased By ▼ -0.09 (-1.89%)\nSILK 0.99 No Change ▼ 0.00 (0%)\nPPL 1,75.79 Increased By ▲ 1.54 (0.88%)\nKSE100 112,389 Increased By 901.9 (0.81%)\n\nRegulator lowers power tariff\n\nRecorder Report Published 29 Jan, 2025 06:15pm\n\nISLAMABAD: The power regulator has lowered the tariff of K-Electric.\n\nHub Power will appeal, it said in Karachi.\n\nComments\n\nComments are closed.\n
https://example.com/undated	2025-01-31 10:00+05	A page without strip or date\n\nLAHORE: Cement prices rose in the north, said Fauji Cement.\n
\.

SELECT symbol, session, quote, quote_check, page_id FROM news.quotes ORDER BY symbol COLLATE "C";
SELECT article_id, url, title, place, published_at, date_precision, date_basis, session FROM news.article ORDER BY article_id;
SELECT article_id, tag, tag_kind, symbol, mentions FROM news.article_tags ORDER BY article_id, tag COLLATE "C";
SELECT title, session, symbol, instrument_kind, quote, mentioned FROM news.article_quotes ORDER BY symbol COLLATE "C";
SELECT line_no, line, symbol, reason FROM news.problems;
SELECT * FROM news.market_breadth;
SELECT symbol, name, percent, rank_up, rank_down FROM news.movers ORDER BY rank_up;
SELECT title, reason FROM news.undated_articles;
SELECT * FROM verify_store('news');

-- Pages with the trigger off, in committing batches
ALTER TABLE news.page DISABLE TRIGGER USER;
INSERT INTO news.page (url, captured_at, content)
SELECT 'https://example.com/late/' || n, '2025-02-03 10:00+05'::timestamptz + n * interval '1 minute', 'HUBC 130.0' || n || E' Increased By ▲ 0.68 (0.53%)\n'
FROM generate_series(1, 5) n;
SELECT * FROM verify_store('news');
ALTER TABLE news.page ENABLE TRIGGER USER;
CALL load_pages('news', 2);
CALL load_pages('news');
SELECT symbol, session, open, high, low, close, ticks FROM news.session_quotes WHERE session = '2025-02-03';

-- Rules edited, articles tagged anew
INSERT INTO news.tag (tag, kind) VALUES ('appeals', 'topic');
INSERT INTO news.alias (tag_id, alias) SELECT tag_id, 'will appeal' FROM news.tag WHERE tag = 'appeals';
CALL retag('news');
SELECT article_id, mentions FROM news.article_tags WHERE tag = 'appeals';

-- Another market has no calendar until somebody writes one.
SELECT create_store('frankfurt', 'XFRA');
SELECT session_of FROM frankfurt.session_of('XFRA', '2025-01-30 23:30+00');
SELECT drop_store('frankfurt');
-- Two come with one.
SELECT create_store('ny', 'XNYS');
SELECT reaction_session FROM ny.reaction_session('XNYS', '2025-07-03 17:30+00');
SELECT drop_store('ny');

-- Asked wrongly
\set SHOW_CONTEXT never
CALL load_pages('news', 0);
\echo :LAST_ERROR_SQLSTATE
CALL retag('nowhere');
\echo :LAST_ERROR_SQLSTATE
SELECT create_store('news');
\echo :LAST_ERROR_SQLSTATE
SELECT create_store('other', 'PSX');
\echo :LAST_ERROR_SQLSTATE
SELECT create_store('pg_other');
\echo :LAST_ERROR_SQLSTATE
SELECT drop_store('public');
\echo :LAST_ERROR_SQLSTATE
SELECT drop_store('news');
