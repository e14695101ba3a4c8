-- tagbook: soft errors (PostgreSQL 16 and later; expected/tag_softerr_1.out is what earlier ones say)
SELECT pg_input_is_valid(E'tag 1 place\nalias 1 none 2: Karachi', 'tagbook');
SELECT * FROM pg_input_error_info('tags 1', 'tagbook');
SELECT * FROM pg_input_error_info(E'tag 1 place\nalias 1 none 2 loud: Karachi', 'tagbook');
SELECT * FROM pg_input_error_info(E'tag 1 place\nrule 3 1 - 1', 'tagbook');
SELECT sql_error_code FROM pg_input_error_info('weight lead 1001', 'tagbook');
SELECT sql_error_code FROM pg_input_error_info('sign 1: ' || repeat('ab ', 342), 'tagbook');
