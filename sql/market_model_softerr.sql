--
-- market_model: soft errors of text input (PostgreSQL 16 and later; market_model_softerr_1.out is for the servers before)
--
SELECT text, pg_input_is_valid(text, 'market_model') AS valid, e.message, e.detail, e.sql_error_code
FROM unnest(ARRAY['n 6; index 0 28; firm 0.5 116; product 56', '', 'n 6; index 0 28', 'n 6; index 0 28; firm 0.5 116; product 57']) AS text,
	pg_input_error_info(text, 'market_model') AS e;
