-- The store's own record: which layout it has, and which market a page belongs to whose site is not in "source".
CREATE TABLE @store@.market (
  mic        text PRIMARY KEY CHECK (mic ~ '^[A-Z0-9]{4}$'),
  name       text NOT NULL,
  -- The cast fails for a zone that the server does not know, so a typing error is caught here rather than in every date.
  time_zone  text NOT NULL CHECK (('2000-01-01 00:00+00'::timestamptz AT TIME ZONE time_zone) IS NOT NULL),
  currency   text NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);
COMMENT ON TABLE @store@.market IS 'An exchange, by its market identifier code (ISO 10383).';
COMMENT ON COLUMN @store@.market.name IS 'name of the exchange';
COMMENT ON COLUMN @store@.market.mic IS 'market identifier code, ISO 10383; the key';
COMMENT ON COLUMN @store@.market.time_zone IS 'IANA time zone; every date of the market is a date there';
COMMENT ON COLUMN @store@.market.currency IS 'ISO 4217 code of quoted prices';

CREATE TABLE @store@.store_info (
  singleton        boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  layout_version   integer NOT NULL,
  market           text NOT NULL REFERENCES @store@.market,
  ruleset_version  bigint NOT NULL DEFAULT 1,
  starter_version  integer
);
COMMENT ON TABLE @store@.store_info IS 'The store''s own record: exactly one row.';
COMMENT ON COLUMN @store@.store_info.singleton IS 'true: there is one row';
COMMENT ON COLUMN @store@.store_info.layout_version IS 'the layout that the store was built with or upgraded to';
COMMENT ON COLUMN @store@.store_info.market IS 'market of pages whose site is not in "source"';
COMMENT ON COLUMN @store@.store_info.ruleset_version IS 'counts the edits of tags and their rules; articles carry the version that they were tagged with';
COMMENT ON COLUMN @store@.store_info.starter_version IS 'the newest starter set that load_starter() has filled the store with; NULL for none';
