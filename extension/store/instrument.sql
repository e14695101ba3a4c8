-- What can be quoted.
CREATE TABLE @store@.instrument (
  mic     text NOT NULL REFERENCES @store@.market,
  symbol  text NOT NULL,
  name    text,
  kind    text NOT NULL DEFAULT 'equity',
  sector  text,
  PRIMARY KEY (mic, symbol)
);
COMMENT ON TABLE @store@.instrument IS 'A symbol on a market. A symbol without a row here is loaded all the same, as one of unknown kind.';
COMMENT ON COLUMN @store@.instrument.mic IS 'market';
COMMENT ON COLUMN @store@.instrument.symbol IS 'symbol as sites write it';
COMMENT ON COLUMN @store@.instrument.name IS 'full name';
COMMENT ON COLUMN @store@.instrument.sector IS 'sector, in the market''s own words';
COMMENT ON COLUMN @store@.instrument.kind IS 'equity, index, future, right, ...; an index takes no part in breadth, movers and the test for a reset strip';
