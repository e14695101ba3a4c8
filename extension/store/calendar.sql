-- Trading hours and holidays as people write them, and the sessions that follow from them.
CREATE TABLE @store@.market_hours (
  mic         text NOT NULL REFERENCES @store@.market,
  weekday     smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens       time NOT NULL,
  closes      time NOT NULL CHECK (closes > opens),
  valid_from  date NOT NULL DEFAULT '-infinity',
  valid_to    date NOT NULL DEFAULT 'infinity' CHECK (valid_to >= valid_from),
  remark      text,
  PRIMARY KEY (mic, weekday, valid_from, opens)
);
COMMENT ON TABLE @store@.market_hours IS 'Trading hours of a weekday, in the market''s local time; several rows where the day has a break. '
  'Of the rows valid on a day, those with the latest valid_from count, so a Ramadan row replaces the regular ones; a half day is a row valid on that day alone.';
COMMENT ON COLUMN @store@.market_hours.mic IS 'market';
COMMENT ON COLUMN @store@.market_hours.opens IS 'local time of the opening';
COMMENT ON COLUMN @store@.market_hours.closes IS 'local time of the close';
COMMENT ON COLUMN @store@.market_hours.remark IS 'anything worth knowing';
COMMENT ON COLUMN @store@.market_hours.weekday IS 'ISO day of the week, 1 = Monday';
COMMENT ON COLUMN @store@.market_hours.valid_from IS 'first day on which the row holds';
COMMENT ON COLUMN @store@.market_hours.valid_to IS 'last day on which the row holds';

CREATE TABLE @store@.market_holiday (
  mic     text NOT NULL REFERENCES @store@.market,
  day     date NOT NULL,
  name    text,
  remark  text,
  PRIMARY KEY (mic, day)
);
COMMENT ON TABLE @store@.market_holiday IS 'A day without trading. Moon-dated days move by a day: edit them, and the sessions follow.';
COMMENT ON COLUMN @store@.market_holiday.mic IS 'market';
COMMENT ON COLUMN @store@.market_holiday.day IS 'the day, a date of the market';
COMMENT ON COLUMN @store@.market_holiday.name IS 'what is kept';
COMMENT ON COLUMN @store@.market_holiday.remark IS 'anything worth knowing, such as a doubt';

-- Derived, and kept: every lookup of a session is an index descent here.
CREATE TABLE @store@.market_session (
  mic        text NOT NULL REFERENCES @store@.market,
  session    date NOT NULL,
  opens_at   timestamptz NOT NULL,
  closes_at  timestamptz NOT NULL,
  PRIMARY KEY (mic, session),
  UNIQUE (mic, opens_at),
  UNIQUE (mic, closes_at)
);
COMMENT ON TABLE @store@.market_session IS 'The trading sessions that follow from market_hours and market_holiday, from 1970 to 2100. Derived: do not edit.';
COMMENT ON COLUMN @store@.market_session.mic IS 'market';
COMMENT ON COLUMN @store@.market_session.session IS 'the trading day, a date of the market''s time zone';
COMMENT ON COLUMN @store@.market_session.opens_at IS 'first opening of the day';
COMMENT ON COLUMN @store@.market_session.closes_at IS 'last close of the day; a break between the two belongs to the session';

-- @code@
CREATE OR REPLACE FUNCTION @store@.sessions_by_rule(market_code text)
RETURNS TABLE (session date, opens_at timestamptz, closes_at timestamptz)
LANGUAGE sql STABLE ROWS 30000 SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT DISTINCT ON (d.day) d.day,
         (d.day + h.opens) AT TIME ZONE m.time_zone,
         (d.day + h.closes) AT TIME ZONE m.time_zone
  FROM @store@.market m
  CROSS JOIN (SELECT date '1970-01-01' + n AS day FROM generate_series(0, date '2100-12-31' - date '1970-01-01') AS n) d
  JOIN (SELECT mic, weekday, valid_from, valid_to, min(opens) AS opens, max(closes) AS closes
        FROM @store@.market_hours GROUP BY mic, weekday, valid_from, valid_to) h
    ON h.mic = m.mic AND h.weekday = extract(isodow FROM d.day) AND d.day BETWEEN h.valid_from AND h.valid_to
  WHERE m.mic = market_code
    AND NOT EXISTS (SELECT FROM @store@.market_holiday o WHERE o.mic = m.mic AND o.day = d.day)
  ORDER BY d.day, h.valid_from DESC
$function$;
COMMENT ON FUNCTION @store@.sessions_by_rule(text) IS 'The sessions that hours and holidays give, 1970 to 2100.';

CREATE OR REPLACE FUNCTION @store@.market_clocks(market_codes text[], moments timestamptz[])
RETURNS TABLE (mic text, moment timestamptz, session date, is_open boolean, coming_session date, opens_today boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
  -- No session to come and the last one before today, or none yet and the first one after today: today is outside the calendar.
  SELECT d.mic, d.moment,
         CASE WHEN l.session < d.today AND c.session IS NULL THEN d.today ELSE coalesce(l.session, d.today) END,
         coalesce(l.closes_at > d.moment, false),
         CASE WHEN c.session > d.today AND l.session IS NULL THEN d.today ELSE coalesce(c.session, d.today) END,
         coalesce(c.session = d.today, false)
  FROM (SELECT DISTINCT n.mic, n.moment, (n.moment AT TIME ZONE m.time_zone)::date AS today
        FROM unnest(market_codes, moments) AS n (mic, moment) JOIN @store@.market m ON m.mic = n.mic) d
  LEFT JOIN LATERAL (
    SELECT s.session, s.closes_at FROM @store@.market_session s
    WHERE s.mic = d.mic AND s.opens_at <= d.moment ORDER BY s.opens_at DESC LIMIT 1) l ON true
  LEFT JOIN LATERAL (
    SELECT s.session FROM @store@.market_session s
    WHERE s.mic = d.mic AND s.opens_at > d.moment ORDER BY s.opens_at LIMIT 1) c ON true
$function$;
COMMENT ON FUNCTION @store@.market_clocks(text[], timestamptz[]) IS
  'What markets are doing at moments, two arrays of one length; a row for each different pair: the session whose prices are shown (the last that has opened), '
  'whether it is open still (a break included), the coming session, and whether that one opens on the same day. Where a market has no hours, and before the first and after the last day of its calendar, every local date is a session.';

CREATE OR REPLACE FUNCTION @store@.market_clock(market_code text, moment timestamptz)
RETURNS TABLE (session date, is_open boolean, coming_session date, opens_today boolean)
LANGUAGE sql STABLE ROWS 1 SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT c.session, c.is_open, c.coming_session, c.opens_today FROM @store@.market_clocks(ARRAY[market_code], ARRAY[moment]) c
$function$;
COMMENT ON FUNCTION @store@.market_clock(text, timestamptz) IS 'The same for one market and moment, see market_clocks().';

-- Sessions at moments and around days. These functions are one call without a setting of their own, so that the planner puts the call in their
-- place; it reads the calendar once a query. The store's name stands between dollar quotes, as a name with an apostrophe needs.
CREATE OR REPLACE FUNCTION @store@.session_of(market_code text, moment timestamptz)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_session_of($store$@store@$store$::pg_catalog.regnamespace, market_code, moment)
$function$;
COMMENT ON FUNCTION @store@.session_of(text, timestamptz) IS
  'The session whose prices are shown at a moment: the last one that has opened. Where the market has no hours, and before the first and after the last day of its calendar, the local date. '
  'NULL for NULL. Error: 22023 an unknown market.';

CREATE OR REPLACE FUNCTION @store@.session_of(moment timestamptz)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_session_of($store$@store@$store$::pg_catalog.regnamespace, moment)
$function$;
COMMENT ON FUNCTION @store@.session_of(timestamptz) IS
  'session_of() of the store''s own market.';

CREATE OR REPLACE FUNCTION @store@.article_session(market_code text, moment timestamptz, day_only boolean)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_article_session($store$@store@$store$::pg_catalog.regnamespace, market_code, moment, day_only)
$function$;
COMMENT ON FUNCTION @store@.article_session(text, timestamptz, boolean) IS
  'The session that an article is dated by when it is loaded: reaction_session() by the calendar alone, so that it does not depend on what has been loaded. '
  'Where the market has no hours, and before the first and after the last day of its calendar, the local date. NULL for NULL. Error: 22023 an unknown market.';

CREATE OR REPLACE FUNCTION @store@.reaction_session(market_code text, moment timestamptz, day_only boolean DEFAULT false)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_reaction_session($store$@store@$store$::pg_catalog.regnamespace, market_code, moment, day_only)
$function$;
COMMENT ON FUNCTION @store@.reaction_session(text, timestamptz, boolean) IS
  'The first session that closes after a moment, so the first that could react to news of it; known only to the day (day_only): that day''s session or the next. '
  'Before the first and after the last day of the calendar, every local date is a session. Where the market has no hours, the first session on or after the local date in which something was quoted; where there is none, the local date. '
  'NULL for NULL. Error: 22023 an unknown market.';

CREATE OR REPLACE FUNCTION @store@.reaction_session(moment timestamptz)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_reaction_session($store$@store@$store$::pg_catalog.regnamespace, moment, false)
$function$;
COMMENT ON FUNCTION @store@.reaction_session(timestamptz) IS
  'reaction_session() of the store''s own market. Of a moment known only to the day, session_offset(day, 0) is the reaction session.';

CREATE OR REPLACE FUNCTION @store@.previous_session(market_code text, moment timestamptz)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_previous_session($store$@store@$store$::pg_catalog.regnamespace, market_code, moment)
$function$;
COMMENT ON FUNCTION @store@.previous_session(text, timestamptz) IS
  'The last session that had closed at a moment, the very moment of the close included: its closing prices were known. Where the market has no hours, the last session before the local date in which something was quoted. '
  'Where there is none, and before the first and after the last day of the calendar, the day before the local date. NULL for NULL. Error: 22023 an unknown market.';

CREATE OR REPLACE FUNCTION @store@.previous_session(moment timestamptz)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_previous_session($store$@store@$store$::pg_catalog.regnamespace, moment)
$function$;
COMMENT ON FUNCTION @store@.previous_session(timestamptz) IS
  'previous_session() of the store''s own market.';

CREATE OR REPLACE FUNCTION @store@.session_offset(market_code text, day date, sessions integer)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_session_offset($store$@store@$store$::pg_catalog.regnamespace, market_code, day, sessions)
$function$;
COMMENT ON FUNCTION @store@.session_offset(text, date, integer) IS
  'The session so many sessions after a day, or before it where negative. 0 is the day itself or, if it is no session, the next one; -1 is the last before the day: as in sessions_around(). '
  'NULL where the calendar has no such session. Where the market has no hours, the sessions in which something was quoted count; where nothing was, every date from 1970 to 2100. '
  'NULL for NULL. Error: 22023 an unknown market.';

CREATE OR REPLACE FUNCTION @store@.session_offset(day date, sessions integer)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_session_offset($store$@store@$store$::pg_catalog.regnamespace, day, sessions)
$function$;
COMMENT ON FUNCTION @store@.session_offset(date, integer) IS
  'session_offset() of the store''s own market.';

CREATE OR REPLACE FUNCTION @store@.session_number(market_code text, day date)
RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_session_number($store$@store@$store$::pg_catalog.regnamespace, market_code, day)
$function$;
COMMENT ON FUNCTION @store@.session_number(text, date) IS
  'The number of a session of the market, from 1 and without gaps: the difference of two is how many sessions lie between them. Of a day that is no session, the number of the next one; NULL where there is none. '
  'An edit of the calendar changes the numbers: compare them, do not store them. Where the market has no hours, the sessions in which something was quoted count; where nothing was, every date from 1970 to 2100. '
  'NULL for NULL. Error: 22023 an unknown market.';

CREATE OR REPLACE FUNCTION @store@.session_number(day date)
RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
AS $function$
  SELECT @extschema@.calendar_session_number($store$@store@$store$::pg_catalog.regnamespace, day)
$function$;
COMMENT ON FUNCTION @store@.session_number(date) IS
  'session_number() of the store''s own market.';

CREATE OR REPLACE FUNCTION @store@.sessions_between(market_code text, first_day date, last_day date)
RETURNS TABLE (session date, session_number integer)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 250
AS $function$
  SELECT s.session, s.session_number FROM @extschema@.calendar_sessions_between($store$@store@$store$::pg_catalog.regnamespace, market_code, first_day, last_day) s
$function$;
COMMENT ON FUNCTION @store@.sessions_between(text, date, date) IS
  'The sessions from one day to another, both included, in order, with their numbers (see session_number()). No rows where the first day is the later one, or either is NULL. '
  'Where the market has no hours, the sessions in which something was quoted count; where nothing was, every date from 1970 to 2100. Error: 22023 an unknown market.';

CREATE OR REPLACE FUNCTION @store@.sessions_between(first_day date, last_day date)
RETURNS TABLE (session date, session_number integer)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 250
AS $function$
  SELECT s.session, s.session_number FROM @extschema@.calendar_sessions_between($store$@store@$store$::pg_catalog.regnamespace, first_day, last_day) s
$function$;
COMMENT ON FUNCTION @store@.sessions_between(date, date) IS
  'sessions_between() of the store''s own market.';

CREATE OR REPLACE FUNCTION @store@.refresh_sessions(market_code text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
  first_changed date;
  last_changed date;
BEGIN
  LOCK TABLE @store@.store_info IN SHARE UPDATE EXCLUSIVE MODE;
  WITH wanted AS MATERIALIZED (
    SELECT * FROM @store@.sessions_by_rule(market_code)
  ), gone AS (
    DELETE FROM @store@.market_session s
    WHERE s.mic = market_code
      AND NOT EXISTS (SELECT FROM wanted w WHERE (w.session, w.opens_at, w.closes_at) = (s.session, s.opens_at, s.closes_at))
    RETURNING s.session
  ), missing AS (
    SELECT w.session FROM wanted w
    WHERE NOT EXISTS (SELECT FROM @store@.market_session s
                      WHERE s.mic = market_code AND (w.session, w.opens_at, w.closes_at) = (s.session, s.opens_at, s.closes_at))
  )
  SELECT min(c.session), max(c.session) INTO first_changed, last_changed
  FROM (SELECT session FROM gone UNION ALL SELECT session FROM missing) c;
  IF first_changed IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO @store@.market_session (mic, session, opens_at, closes_at)
  SELECT market_code, w.session, w.opens_at, w.closes_at
  FROM @store@.sessions_by_rule(market_code) w
  ON CONFLICT DO NOTHING;
  -- A moment's session depends on the calendar of the days around it, never further away than a long holiday.
  PERFORM @store@.redate_quotes(market_code, first_changed - 30, last_changed + 30);
  PERFORM @store@.redate_articles(market_code, first_changed - 30, last_changed + 30);
END
$function$;
COMMENT ON FUNCTION @store@.refresh_sessions(text) IS
  'Derives a market''s sessions anew and re-dates the ticks and articles around those that changed.';

-- Hours or holidays edited: the sessions, and what was dated by them, follow.
CREATE OR REPLACE FUNCTION @store@.calendar_changed()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  market_code text;
BEGIN
  FOR market_code IN SELECT DISTINCT mic FROM changed LOOP
    PERFORM @store@.refresh_sessions(market_code);
  END LOOP;
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION @store@.calendar_changed() IS 'Trigger on market_hours and market_holiday: refreshes the sessions of the markets concerned.';

DROP TRIGGER IF EXISTS changed_insert_new ON @store@.market_hours;
CREATE TRIGGER changed_insert_new AFTER INSERT ON @store@.market_hours REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.calendar_changed();
DROP TRIGGER IF EXISTS changed_update_old ON @store@.market_hours;
CREATE TRIGGER changed_update_old AFTER UPDATE ON @store@.market_hours REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.calendar_changed();
DROP TRIGGER IF EXISTS changed_update_new ON @store@.market_hours;
CREATE TRIGGER changed_update_new AFTER UPDATE ON @store@.market_hours REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.calendar_changed();
DROP TRIGGER IF EXISTS changed_delete_old ON @store@.market_hours;
CREATE TRIGGER changed_delete_old AFTER DELETE ON @store@.market_hours REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.calendar_changed();
DROP TRIGGER IF EXISTS changed_insert_new ON @store@.market_holiday;
CREATE TRIGGER changed_insert_new AFTER INSERT ON @store@.market_holiday REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.calendar_changed();
DROP TRIGGER IF EXISTS changed_update_old ON @store@.market_holiday;
CREATE TRIGGER changed_update_old AFTER UPDATE ON @store@.market_holiday REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.calendar_changed();
DROP TRIGGER IF EXISTS changed_update_new ON @store@.market_holiday;
CREATE TRIGGER changed_update_new AFTER UPDATE ON @store@.market_holiday REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.calendar_changed();
DROP TRIGGER IF EXISTS changed_delete_old ON @store@.market_holiday;
CREATE TRIGGER changed_delete_old AFTER DELETE ON @store@.market_holiday REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.calendar_changed();
