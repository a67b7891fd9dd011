/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-request-search-store.h"

#include "amt-error.h"

#include <string.h>

#define MAX_WORDS 4

/* The words as patterns of LIKE; those that are missing match everything. */
static void
patterns_init (char *patterns[MAX_WORDS], const char *words)
{
  g_auto (GStrv) split = g_strsplit_set (words != NULL ? words : "", " \t\n", -1);
  int n = 0;

  for (gsize i = 0; split[i] != NULL && n < MAX_WORDS; i++)
    {
      g_autoptr (GString) pattern = g_string_new (split[i]);

      if (pattern->len == 0)
        continue;
      g_string_replace (pattern, "!", "!!", 0);
      g_string_replace (pattern, "%", "!%", 0);
      g_string_replace (pattern, "_", "!_", 0);
      patterns[n++] = g_strdup_printf ("%%%s%%", pattern->str);
    }
  while (n < MAX_WORDS)
    patterns[n++] = g_strdup ("%");
}

/* "1763800000000000.0193…": the place of the last row of the page before. */
static bool
cursor_parse (const char *cursor, int64_t *at, const char **id, GError **error)
{
  char *end = NULL;

  *at = G_MAXINT64;
  *id = "";
  if (cursor == NULL)
    return true;

  *at = g_ascii_strtoll (cursor, &end, 10);
  if (end == cursor || *end != '.' || strlen (end + 1) != 36)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "bad-cursor", "cursor", "This is no place in the list");
      return false;
    }
  *id = end + 1;
  return true;
}

GPtrArray *
amtd_request_search_store_find (AmtDatabase *db, const AmtdActor *scope, const char *authority_id, const char *words,
                                const char *cursor, int limit, char **next, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmtCursor) row = NULL;
  g_autofree char *last = NULL;
  char *patterns[MAX_WORDS];
  const char *after_id;
  int64_t after;

  if (!cursor_parse (cursor, &after, &after_id, error))
    return NULL;

  patterns_init (patterns, words);
  row = amt_database_query (
      db, error,
      "SELECT summary, received_at, id FROM requests WHERE authority_id = $1 "
      "AND team_id IN (SELECT m.team_id FROM memberships m JOIN role_permissions p ON p.role_id = m.role_id "
      "WHERE m.person_id = $2 AND m.authority_id = $1 AND p.permission = 'read') "
      "AND (received_at < $3 OR (received_at = $3 AND id < $4)) "
      "AND search_text LIKE $5 ESCAPE '!' AND search_text LIKE $6 ESCAPE '!' AND search_text LIKE $7 ESCAPE '!' "
      "AND search_text LIKE $8 ESCAPE '!' ORDER BY received_at DESC, id DESC LIMIT $9",
      "ttntttttn", authority_id, scope->id, after, after_id, patterns[0], patterns[1], patterns[2], patterns[3],
      (int64_t) limit + 1);
  for (int i = 0; i < MAX_WORDS; i++)
    g_free (patterns[i]);
  if (row == NULL)
    return NULL;

  *next = NULL;
  while (amt_cursor_next (row))
    {
      if (found->len == (guint) limit)
        {
          *next = g_steal_pointer (&last);
          break;
        }
      g_ptr_array_add (found, amt_cursor_dup_text (row, 0));
      g_free (last);
      last = g_strdup_printf ("%" G_GINT64_FORMAT ".%s", amt_cursor_get_int (row, 1), amt_cursor_get_text (row, 2));
    }
  return amt_cursor_finish (row, error) ? g_steal_pointer (&found) : NULL;
}

GPtrArray *
amtd_request_search_store_own (AmtDatabase *db, const AmtdActor *scope, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error, "SELECT id FROM requests WHERE account_id = $1 ORDER BY received_at DESC, id DESC LIMIT 200", "t",
      scope->id);

  if (row == NULL)
    return NULL;
  while (amt_cursor_next (row))
    g_ptr_array_add (ids, amt_cursor_dup_text (row, 0));
  return amt_cursor_finish (row, error) ? g_steal_pointer (&ids) : NULL;
}
