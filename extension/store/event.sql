-- @code@
-- What the news of a tag did to prices. The store's name is looked up, so that a renamed store still finds itself.
CREATE OR REPLACE VIEW @store@.tag_event_studies AS
SELECT t.tag,
       t.tag_kind,
       t.rel_from,
       t.rel_to,
       t.events,
       t.caar,
       t.kp_bmp_t,
       t.p,
       t.p_adjusted,
       t.tags_tested
FROM @store@.store_info i
CROSS JOIN LATERAL @extschema@.tag_event_tests(
  (SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = i.tableoid)) t;
COMMENT ON VIEW @store@.tag_event_studies IS
  'Every tag with at least 10 events beside what its event study says: mean cumulated abnormal return over the session of the news and the next, against the index KSE100 and the model of sessions -250 to -11. '
  'Key: tag. See tag_event_tests() for other windows, and tag_event_study() for the events of a tag. One tag in twenty has p below 0.05 by luck: read p_adjusted.';
COMMENT ON COLUMN @store@.tag_event_studies.tag IS 'name of the tag';
COMMENT ON COLUMN @store@.tag_event_studies.tag_kind IS 'instrument, organisation, person, place or topic';
COMMENT ON COLUMN @store@.tag_event_studies.rel_from IS 'first session of the window, counted from the reaction session, 0';
COMMENT ON COLUMN @store@.tag_event_studies.rel_to IS 'last session of the window';
COMMENT ON COLUMN @store@.tag_event_studies.events IS 'events kept: instruments named by articles with the tag, each once a session';
COMMENT ON COLUMN @store@.tag_event_studies.caar IS 'mean cumulated abnormal return over the window (0.01 is one percent)';
COMMENT ON COLUMN @store@.tag_event_studies.kp_bmp_t IS 'test of caar against 0 that allows for event-induced variance and for correlation between instruments (Kolari & Pynnonen 2010); NULL where it is not defined';
COMMENT ON COLUMN @store@.tag_event_studies.p IS 'two-sided probability of such a kp_bmp_t without an effect, taken alone';
COMMENT ON COLUMN @store@.tag_event_studies.p_adjusted IS 'p after Benjamini & Hochberg 1995 for the tags tested together: the share of false discoveries among the tags with at most this';
COMMENT ON COLUMN @store@.tag_event_studies.tags_tested IS 'how many tags were tested together';
