-- calendar: the sessions of a store's market, for the functions of a store that look them up.
-- A store's function is one call of these, without a setting of its own, so that the planner puts this call in its place.
-- Each has two forms: with a market's code, and without it for the store's own market.

CREATE FUNCTION calendar_session_of(store regnamespace, market_code text, moment timestamptz) RETURNS date
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_session_of';
COMMENT ON FUNCTION calendar_session_of(regnamespace, text, timestamptz) IS 'Internal: session_of() of a store.';
CREATE FUNCTION calendar_session_of(store regnamespace, moment timestamptz) RETURNS date
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_session_of';
COMMENT ON FUNCTION calendar_session_of(regnamespace, timestamptz) IS 'Internal: session_of() of a store, for its own market.';

CREATE FUNCTION calendar_article_session(store regnamespace, market_code text, moment timestamptz, day_only boolean) RETURNS date
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_article_session';
COMMENT ON FUNCTION calendar_article_session(regnamespace, text, timestamptz, boolean) IS 'Internal: article_session() of a store.';

CREATE FUNCTION calendar_reaction_session(store regnamespace, market_code text, moment timestamptz, day_only boolean) RETURNS date
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_reaction_session';
COMMENT ON FUNCTION calendar_reaction_session(regnamespace, text, timestamptz, boolean) IS 'Internal: reaction_session() of a store.';
CREATE FUNCTION calendar_reaction_session(store regnamespace, moment timestamptz, day_only boolean) RETURNS date
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_reaction_session';
COMMENT ON FUNCTION calendar_reaction_session(regnamespace, timestamptz, boolean) IS 'Internal: reaction_session() of a store, for its own market.';

CREATE FUNCTION calendar_previous_session(store regnamespace, market_code text, moment timestamptz) RETURNS date
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_previous_session';
COMMENT ON FUNCTION calendar_previous_session(regnamespace, text, timestamptz) IS 'Internal: previous_session() of a store.';
CREATE FUNCTION calendar_previous_session(store regnamespace, moment timestamptz) RETURNS date
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_previous_session';
COMMENT ON FUNCTION calendar_previous_session(regnamespace, timestamptz) IS 'Internal: previous_session() of a store, for its own market.';

CREATE FUNCTION calendar_session_offset(store regnamespace, market_code text, day date, sessions integer) RETURNS date
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_session_offset';
COMMENT ON FUNCTION calendar_session_offset(regnamespace, text, date, integer) IS 'Internal: session_offset() of a store.';
CREATE FUNCTION calendar_session_offset(store regnamespace, day date, sessions integer) RETURNS date
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_session_offset';
COMMENT ON FUNCTION calendar_session_offset(regnamespace, date, integer) IS 'Internal: session_offset() of a store, for its own market.';

CREATE FUNCTION calendar_session_number(store regnamespace, market_code text, day date) RETURNS integer
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_session_number';
COMMENT ON FUNCTION calendar_session_number(regnamespace, text, date) IS 'Internal: session_number() of a store.';
CREATE FUNCTION calendar_session_number(store regnamespace, day date) RETURNS integer
LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_calendar_session_number';
COMMENT ON FUNCTION calendar_session_number(regnamespace, date) IS 'Internal: session_number() of a store, for its own market.';

CREATE FUNCTION calendar_sessions_between(store regnamespace, market_code text, first_day date, last_day date)
RETURNS TABLE (session date, session_number integer)
LANGUAGE c STABLE STRICT PARALLEL SAFE ROWS 250 AS 'MODULE_PATHNAME', 'newstape_calendar_sessions_between';
COMMENT ON FUNCTION calendar_sessions_between(regnamespace, text, date, date) IS 'Internal: sessions_between() of a store.';
CREATE FUNCTION calendar_sessions_between(store regnamespace, first_day date, last_day date)
RETURNS TABLE (session date, session_number integer)
LANGUAGE c STABLE STRICT PARALLEL SAFE ROWS 250 AS 'MODULE_PATHNAME', 'newstape_calendar_sessions_between';
COMMENT ON FUNCTION calendar_sessions_between(regnamespace, date, date) IS 'Internal: sessions_between() of a store, for its own market.';
