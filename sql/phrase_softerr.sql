-- phrasebook: soft errors (PostgreSQL 16 and later; expected/phrase_softerr_1.out is what earlier ones say)
SELECT pg_input_is_valid('1 upper dots: PIA', 'phrasebook');
SELECT * FROM pg_input_error_info('1 uper: a', 'phrasebook');
SELECT * FROM pg_input_error_info('a', 'phrasebook');
SELECT * FROM pg_input_error_info('1: -', 'phrasebook');
SELECT sql_error_code FROM pg_input_error_info('1: ' || repeat('ab ', 342), 'phrasebook');
