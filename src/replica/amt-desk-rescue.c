/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can still be read of a damaged desk file. */
#include "amt-desk-store.h"

#include <string.h>

/* Read from both ends: a page that cannot be read hides only what lies in it. */
static const struct
{
  const char *up;
  const char *down;
  const char *write;
  const char *types; /* a letter a column */
  bool is_typed;     /* by somebody */
} tables[] = {
    {"SELECT name, text FROM composition ORDER BY name", "SELECT name, text FROM composition ORDER BY name DESC",
     "INSERT OR IGNORE INTO composition (name, text) VALUES ($1, $2)", "tt", true},
    {"SELECT id, request_id, text, at, rowid FROM outbox ORDER BY rowid",
     "SELECT id, request_id, text, at, rowid FROM outbox ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO outbox (id, request_id, text, at, rowid) VALUES ($1, $2, $3, $4, $5)", "ttttt", true},
    {"SELECT authority_id, hash, number FROM journal_head ORDER BY authority_id",
     "SELECT authority_id, hash, number FROM journal_head ORDER BY authority_id DESC",
     "INSERT OR IGNORE INTO journal_head (authority_id, hash, number) VALUES ($1, $2, $3)", "ttt", false},
};

static const char *
column (AmtCursor *row, size_t i, size_t n)
{
  return i < n ? amt_cursor_get_text (row, (int) i) : NULL;
}

/* Numbers go as text; the columns make them numbers again. @to: (nullable): only read. */
static bool
read_through (AmtDatabase *from, AmtDatabase *to, const char *read, const char *write, const char *types,
              GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (from, error, read, "");
  size_t n = strlen (types);

  if (row == NULL)
    return false;
  while (amt_cursor_next (row))
    if (to != NULL && !amt_database_run (to, error, write, types, column (row, 0, n), column (row, 1, n),
                                         column (row, 2, n), column (row, 3, n), column (row, 4, n)))
      return false;
  return amt_cursor_finish (row, error);
}

bool
amt_desk_check (AmtDatabase *desk, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!read_through (desk, NULL, tables[i].up, NULL, tables[i].types, error))
      return false;
  return true;
}

bool
amt_desk_carry_over (AmtDatabase *from, AmtDatabase *to, unsigned *carried)
{
  bool all = true;
  int64_t count = 0;

  *carried = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!read_through (from, to, tables[i].up, tables[i].write, tables[i].types, NULL))
      {
        read_through (from, to, tables[i].down, tables[i].write, tables[i].types, NULL);
        all = all && !tables[i].is_typed;
      }
  if (amt_database_query_int (to, NULL, &count,
                              "SELECT (SELECT count (*) FROM composition) + (SELECT count (*) FROM outbox)", ""))
    *carried = (unsigned) count;
  return all;
}
