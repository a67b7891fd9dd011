/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-catalogue-store.h"

#include "amt-error.h"
#include "amtd-row.h"

bool
amtd_catalogue_store_add (AmtDatabase *db, const char *authority_id, const AmtService *service, bool *added,
                          GError **error)
{
  g_autofree char *json = amtd_row_from_record (&amt_service_type, service);

  if (!amt_database_run (db, error,
                         "INSERT INTO services (authority_id, id, version, valid_from, valid_until, json) "
                         "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (authority_id, id, version) DO NOTHING",
                         "ttnttt", authority_id, service->id, service->version, service->valid_from,
                         service->valid_until, json))
    return false;
  *added = amt_database_get_changes (db) > 0;
  return true;
}

AmtService *
amtd_catalogue_store_get (AmtDatabase *db, const char *authority_id, const char *id, int64_t version, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query_row (
      db, error, "SELECT json FROM services WHERE authority_id = $1 AND id = $2 AND version = $3", "ttn", authority_id,
      id, version);

  return row != NULL ? amtd_row_get_record (row, 0, &amt_service_type, error) : NULL;
}

int64_t
amtd_catalogue_store_find (AmtDatabase *db, const char *authority_id, const char *id, const char *day, GError **error)
{
  g_autoptr (AmtCursor)
      row = amt_database_query (db, error,
                                "SELECT version FROM services WHERE authority_id = $1 AND id = $2 AND valid_from <= $3 "
                                "AND (valid_until IS NULL OR valid_until >= $3) ORDER BY version DESC LIMIT 1",
                                "ttt", authority_id, id, day);

  if (row == NULL)
    return 0;
  if (amt_cursor_next (row))
    return amt_cursor_get_int (row, 0);
  if (amt_cursor_finish (row, error))
    amt_error_set (error, AMT_ERROR_INVALID, "unknown-service", "service_id", "There is no service “%s” on %s", id,
                   day);
  return 0;
}

GPtrArray *
amtd_catalogue_store_list (AmtDatabase *db, const char *authority_id, const char *day, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT s.json FROM services s WHERE s.authority_id = $1 AND s.valid_from <= $2 "
      "AND (s.valid_until IS NULL OR s.valid_until >= $2) "
      "AND NOT EXISTS (SELECT 1 FROM services n WHERE n.authority_id = s.authority_id AND n.id = s.id "
      "AND n.version > s.version AND n.valid_from <= $2) ORDER BY s.id",
      "tt", authority_id, day);

  if (row == NULL)
    return NULL;
  while (amt_cursor_next (row))
    g_ptr_array_add (list, amt_cursor_dup_text (row, 0));
  return amt_cursor_finish (row, error) ? g_steal_pointer (&list) : NULL;
}
