/*
 * utf8_text.c
 *	  Texts as core reads them.
 */
#include "utf8_text.h"

#include "mb/pg_wchar.h"

char *
text_in_utf8(text *content, const char *function, Size *length)
{
	char *bytes = VARDATA_ANY(content);
	int encoding = GetDatabaseEncoding();
	char *utf8;

	*length = VARSIZE_ANY_EXHDR(content);
	if (encoding == PG_UTF8)
		return bytes;
	/* SQL_ASCII counts bytes and does not say what they mean; a character of these others may be two code points */
	if (encoding == PG_EUC_JIS_2004 || encoding == PG_MULE_INTERNAL || encoding == PG_SQL_ASCII)
	{
		for (Size i = 0; i < *length; i++)
		{
			if (IS_HIGHBIT_SET(bytes[i]))
				ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
								errmsg("%s is not supported for database encoding \"%s\"", function,
									   GetDatabaseEncodingName()),
								errdetail("The text holds characters beyond ASCII.")));
		}
		return bytes;
	}
	utf8 = pg_server_to_any(bytes, (int) *length, PG_UTF8);
	if (utf8 != bytes)
		*length = strlen(utf8);
	return utf8;
}
