-- Which addresses mean the same article.
SELECT url, canonical_url(url), url_host(url)
FROM unnest(ARRAY[
  'https://www.brecorder.com/news/40079155/eu-regulator-hit',
  'http://brecorder.com/news/40079155/eu-regulator-hit/',
  'https://m.brecorder.com//news/40079155/eu-regulator-hit?utm_source=feed&utm_medium=rss',
  'https://www.brecorder.com/news/amp/40079155',
  'https://amp.example.com/story/9?page=2&fbclid=x&id=7#comments',
  'HTTPS://Reader:secret@WWW.Example.COM.:443/Story?id=%7e7%2f%c3%a9',
  'www.example.com/story',
  '//example.com',
  'https://example.com:8080/story?amp',
  'https://www.com/x',
  'ftp://example.com/a',
  ' https://example.com/a ',
  'https://example.com/a?b=1&&c=2&output=amp',
  'no address at all',
  'https://',
  ''
]) AS url;

-- The canonical form is its own canonical form.
SELECT url FROM unnest(ARRAY['http://www.www.m.amp.example.com/%61mp/amp//a', 'https://a.b/%2561', 'x?%75tm_a=1&b', '/amp', '?#', 'a:80@b:443']) AS url
WHERE canonical_url(canonical_url(url)) <> canonical_url(url);
