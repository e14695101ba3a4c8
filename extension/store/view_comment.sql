-- @code@
-- A comment on every view and column. A column means the same in every view, so each is explained once.
DO $do$
DECLARE
  store text := $store$@store@$store$;
  meaning record;
  explained record;
BEGIN
  FOR meaning IN
    SELECT * FROM (VALUES
      ('quotes', 'Every quote seen, reset strips included. Key: mic, symbol, captured_at.'),
      ('session_quotes', 'A symbol''s trading session as seen: open, high, low and close, and the close''s own change. Key: mic, symbol, session.'),
      ('article_tags', 'What articles are tagged with. Key: article_id, tag.'),
      ('article_quotes', 'Every tagged article beside every closing quote of its reaction session, from whichever page captured them. Key: article_id, symbol.'),
      ('tag_quotes', 'Every tag of an article beside every closing quote of the article''s reaction session. Key: tag, article_id, symbol. Leave date_basis = captured out of statistics.'),
      ('market_breadth', 'How many symbols rose and fell in a session, indices left out. Key: mic, session.'),
      ('movers', 'The symbols of a session by their change, indices and unknown changes left out. Key: mic, session, symbol.'),
      ('tag_activity', 'How often a tag was in the news of a session; articles without a date of publication are left out. Key: tag, session.'),
      ('quote_gap', 'Where the previous close that a session shows is not the close that was seen before: a missing session or a corporate action. Key: mic, symbol, session.'),
      ('undated_articles', 'Articles dated by their capture for want of better; they wait for a person. Key: article_id.'),
      ('problems', 'Lines and pages that could not be used, and where they came from. Key: problem_id.')
    ) AS v (view_name, meaning)
  LOOP
    EXECUTE format('COMMENT ON VIEW %s.%I IS %L', store, meaning.view_name, meaning.meaning);
  END LOOP;

  FOR explained IN
    SELECT c.relname, a.attname, coalesce(own.meaning, general.meaning) AS meaning
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN (VALUES
      ('quotes.delta', 'change against the reference price, in price units'),
      ('quotes.percent', 'change against the reference price, in percent, as shown'),
      ('quotes.session', 'session that the quote is of; of a reset quote the coming one'),
      ('session_quotes.open', 'price of the first quote seen'),
      ('session_quotes.close', 'price of the last quote seen'),
      ('movers.session', 'trading day, a date of the market''s time zone'),
      ('movers.percent', 'change of the close in percent; computed from the delta where the site shows none'),
      ('tag_activity.mentions', 'mentions of the tag in those articles'),
      ('market_breadth.session', 'trading day, a date of the market''s time zone'),
      ('session_quotes.session', 'trading day, a date of the market''s time zone'),
      ('quote_gap.session', 'trading day, a date of the market''s time zone'),
      ('undated_articles.reason', 'why there is no date'),
      ('undated_articles.captured_at', 'when the page was captured'),
      ('problems.captured_at', 'when the page was captured'),
      ('undated_articles.page_id', 'the capture that the article was taken from'),
      ('problems.url', 'the address as captured'),
      ('problems.page_id', 'the capture that it is in'),
      ('problems.symbol', 'the symbol, where one was read'),
      ('article_tags.symbol', 'of an instrument its symbol; NULL for tags of other kinds')
    ) AS own (name, meaning) ON own.name = c.relname || '.' || a.attname
    LEFT JOIN (VALUES
      ('mic', 'market identifier code, ISO 10383'),
      ('symbol', 'symbol as the site writes it'),
      ('captured_at', 'when it was seen'),
      ('session', 'reaction session of the article: the first that closes after publication, a date of the market''s time zone'),
      ('price', 'price or index level, exact'),
      ('open', 'price of the first quote seen'),
      ('high', 'highest price seen'),
      ('low', 'lowest price seen'),
      ('close', 'price of the last quote seen in the session'),
      ('delta', 'change of the close against the reference price, in price units'),
      ('percent', 'change of the close against the reference price, in percent, as shown'),
      ('previous_close', 'the reference price: price less delta'),
      ('direction', '1 up, -1 down, 0 unchanged, NULL unknown'),
      ('quote_check', 'whether delta and percent agree: ok, sign, size or unknown'),
      ('page_id', 'the capture that showed it'),
      ('reset', 'from a reset strip: the reference price of the coming session, not a trade'),
      ('quote', 'the quote as the site showed it'),
      ('close_quote', 'the close as the site showed it'),
      ('ticks', 'different quotes seen'),
      ('first_seen', 'when the open was seen'),
      ('last_seen', 'when the close was last seen'),
      ('article_id', 'the article, see table article'),
      ('url', 'canonical address of the article'),
      ('title', 'title of the article'),
      ('place', 'place of the dateline'),
      ('published_at', 'when it was published; the beginning of the local day where only the day is known'),
      ('date_basis', 'where published_at is from: given, page or captured (the capture''s day stands in: use it in no statistic)'),
      ('date_precision', 'second, minute or day'),
      ('tags', 'tags of the article, by name, separated by a comma and a blank'),
      ('instrument_kind', 'equity, index, ...; NULL where the symbol is not in table instrument'),
      ('mentioned', 'whether the article names this instrument'),
      ('tag', 'name of the tag'),
      ('tag_kind', 'instrument, organisation, person, place or topic'),
      ('mentions', 'how often the article shows the tag'),
      ('relevance', '0 to 100, how central the tag is to the article; NULL: not computed by this version'),
      ('novelty', '0 to 100, how new the story is for the tag: 100 for its first telling, then 75, 56, 42 and so on; NULL where the date is that of the capture'),
      ('chain_id', 'the chain of tellings of the story for the tag, by article_id of the first; NULL where novelty is'),
      ('similar_days', 'whole days since the telling before; NULL for the first'),
      ('advancers', 'symbols that rose'),
      ('decliners', 'symbols that fell'),
      ('unchanged', 'symbols that did not move'),
      ('unknown', 'symbols whose change is unknown'),
      ('net', 'advancers less decliners'),
      ('advance_share', 'advancers divided by all symbols of known change, 0 to 1 (floating point)'),
      ('rank_up', '1 for the largest rise; equal changes share a rank'),
      ('rank_down', '1 for the largest fall; equal changes share a rank'),
      ('name', 'name of the instrument'),
      ('articles', 'articles with the tag'),
      ('previous_session', 'the session in which the symbol was seen before'),
      ('previous_close_shown', 'the reference price that this session shows'),
      ('previous_close_seen', 'the close seen in the previous session'),
      ('gap', 'shown less seen'),
      ('sessions_missing', 'sessions of the market between the two, in which the symbol was not seen'),
      ('problem_id', 'the problem, see table problem'),
      ('line_no', 'line of the page, from 1; NULL where the whole page is meant'),
      ('line', 'the text that could not be used'),
      ('reason', 'what is wrong')
    ) AS general (name, meaning) ON general.name = a.attname
    WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE quote_ident(n.nspname) = store)
      AND c.relkind = 'v'
      AND c.relname IN ('quotes', 'session_quotes', 'article_tags', 'article_quotes', 'tag_quotes', 'market_breadth', 'movers', 'tag_activity',
                        'quote_gap', 'undated_articles', 'problems')
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I.%I IS %L', store, explained.relname, explained.attname, explained.meaning);
  END LOOP;
END
$do$;
