CREATE FUNCTION canonical_url(url text)
RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_canonical_url';
COMMENT ON FUNCTION canonical_url(text) IS
  'An address without what does not name the article: scheme http, user name, default port, host labels www, m, mobile, amp, path segments amp, '
  'doubled and trailing slashes, tracking parameters, fragment; digits after a percent sign are in capitals (RFC 3986, 6.2.2.1). What is no address, having no host or a blank inside, is only trimmed. canonical_url(canonical_url(x)) = canonical_url(x).';

CREATE FUNCTION url_host(url text)
RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_url_host';
COMMENT ON FUNCTION url_host(text) IS 'The host of an address, in lower case, without user name and port; empty where there is none.';
