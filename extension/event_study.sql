-- event_study: how returns around events differ from what the market explains, one event at a time and many together.

CREATE FUNCTION @extschema@.event_study(
	events text,
	returns text,
	index_symbol text,
	estimation int4range DEFAULT '[-250,-11]',
	event_window int4range DEFAULT '[-10,10]',
	model text DEFAULT 'market',
	on_holiday text DEFAULT 'later',
	OUT event_id text, OUT symbol text, OUT rel integer, OUT session date, OUT ret double precision, OUT ar double precision, OUT sar double precision,
	OUT n_est integer, OUT reason text, OUT flags text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'newstape_event_study' LANGUAGE C STABLE;
COMMENT ON FUNCTION @extschema@.event_study(text, text, text, int4range, int4range, text, text) IS
'Abnormal returns around events, a row for each event and session of the event window. '
'events is a query of event_id text, symbol text, session date; returns one of symbol text, session date, ret float8 (0.01 is one percent); either may give flags text as well, names separated by commas. Columns are found by name, others ignored; a type is taken as well that PostgreSQL casts implicitly, as numeric for ret. The queries may only read, and run with the caller''s rights. '
'index_symbol''s sessions among the returns, NULL returns included, are the calendar that windows are counted in, from the event''s session, 0. Windows are closed; estimation has to end before event_window starts. '
'model: market, r = alpha + beta*m by least squares over the pairs where neither return is NULL; mean, r = its mean; market-adjusted, r = m. on_holiday: an event on no session goes to the later or the earlier session, or skip. '
'ar is the abnormal return r - alpha - beta*m; sar is ar/(sigma*sqrt(1+C)), C = 1/L + (m - mean)^2/Sxx for market, 1/L for mean, 0 for market-adjusted; n_est is L, the pairs used. '
'An event that is left out has one row with rel NULL and its reason, of several the first: instrument_unknown (no return of it), no_session, est_short (fewer than 3 pairs), est_constant (the index did not move), window_gap (a return is missing in the event window), duplicate_event (an event before has the same symbol and session). '
'flags of one that is kept, separated by commas, in this order: overlap (its window meets that of another event of the symbol), est_constant (the model leaves no spread, so sar is NULL), and what the queries tell: ambiguous_day0 (the news is known to the day alone), reference_gap (the reference price is not the close seen before), thin (trades on few sessions), stale (a quote shown again), limit (a move up to the price limit), quote_check (delta and percent disagree). '
'Those are of the event itself, and of the returns in its event window, the symbol''s and, but for model mean, the index''s; thin of those in its estimation window as well. A flag never leaves an event out. '
'A return that is not finite, or beyond 1e100, counts as missing. '
'Errors: 22004 a NULL argument, 22023 windows, model, on_holiday, a flag of another name, or an index without returns, 42703 and 42804 a column missing or of another type, 21000 two returns of one symbol and session, 54000 more than 10000 sessions in the windows or 67108864 rows. '
'Source: MacKinlay, Event Studies in Economics and Finance, 1997.';

CREATE FUNCTION @extschema@.event_model(
	events text,
	returns text,
	index_symbol text,
	estimation int4range DEFAULT '[-250,-11]',
	event_window int4range DEFAULT '[-10,10]',
	model text DEFAULT 'market',
	on_holiday text DEFAULT 'later',
	OUT event_id text, OUT symbol text, OUT n integer, OUT alpha double precision, OUT beta double precision, OUT sigma double precision, OUT r2 double precision,
	OUT reason text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'newstape_event_model' LANGUAGE C STABLE;
COMMENT ON FUNCTION @extschema@.event_model(text, text, text, int4range, int4range, text, text) IS
'The model of each event''s estimation window, a row for each event; arguments and errors as of event_study(). '
'n is the number of pairs; sigma the standard deviation of the residuals, by n - 2 for market and n - 1 for the others. mean has alpha = mean and beta = 0, market-adjusted alpha = 0 and beta = 1; r2 is of market alone, NULL where the instrument''s returns are constant. '
'reason: why the event is left out of event_study(); a model is given where one could be fitted.';

CREATE FUNCTION @extschema@.event_study_summary(
	events text,
	returns text,
	index_symbol text,
	estimation int4range DEFAULT '[-250,-11]',
	event_window int4range DEFAULT '[-10,10]',
	model text DEFAULT 'market',
	on_holiday text DEFAULT 'later',
	windows int4range[] DEFAULT NULL,
	OUT rel_from integer, OUT rel_to integer, OUT statistic text, OUT value double precision, OUT n integer, OUT df double precision, OUT p double precision
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'newstape_event_study_summary' LANGUAGE C STABLE;
COMMENT ON FUNCTION @extschema@.event_study_summary(text, text, text, int4range, int4range, text, text, int4range[]) IS
'Events together: twelve statistics for each session of the event window and for each of windows, which lie inside it. Arguments and errors as of event_study(). n is the number of events in a statistic, p two-sided, by Student''s t distribution where there is a df, else the normal. '
'With x for AR (a session) or CAR (a window): aar or caar, the mean of x; n; csect_t = mean*sqrt(n)/sd, df n-1; bw1985_t, crude dependence: mean/(sd of AAR over the estimation sessions*sqrt(w)), df those sessions - 1; '
'patell_z = sum of SAR/sqrt(sum of w*(L-2)/(L-4)), over events with L > 4; bmp_t, csect_t of SAR, of a window of SCAR = CAR/sqrt(sigma^2*(w + w^2/L + (sum of (m - mean))^2/Sxx)); '
'kp_bmp_t = bmp_t*sqrt((1-rho)/(1+(n-1)*rho)) and kp_patell_z = patell_z/sqrt(1+(n-1)*rho), rho the mean correlation of the estimation residuals of two events (a missing residual adds nothing); '
'corrado_rank_z = sqrt(w)*mean(U - 1/2)/S, U = rank/(T+1) over the T sessions of both windows that have a return, ties averaged, S^2 the mean over sessions of (mean U - 1/2)^2; '
'sign_z = (positive - n/2)/sqrt(n/4); gsign_z the same against the mean share p of AR > 0 in estimation; bhar_csect_t, csect_t of the product of (1+r) less that of (1+m), which needs simple returns. '
'Where a statistic is not defined (no events, no spread, fewer than 2 events for a cross-section) value, df and p are NULL. '
'Sources: Brown & Warner 1985, Patell 1976, Boehmer, Musumeci & Poulsen 1991, Kolari & Pynnonen 2010, Corrado 1989, Cowan 1992, Mikkelson & Partch 1988 (variance of CAR).';
