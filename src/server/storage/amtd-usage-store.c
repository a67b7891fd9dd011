/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-usage-store.h"

bool
amtd_usage_store_count_orders (AmtDatabase *db, const char *account_id, int64_t since, int64_t *count, GError **error)
{
  return amt_database_query_int (db, error, count,
                                 "SELECT count(*) FROM requests WHERE account_id = $1 AND received_at > $2", "tn",
                                 account_id, since);
}

bool
amtd_usage_store_count_open (AmtDatabase *db, const char *account_id, int64_t *count, GError **error)
{
  return amt_database_query_int (
      db, error, count,
      "SELECT count(*) FROM requests WHERE account_id = $1 AND state NOT IN ('issued', 'rejected', 'withdrawn')", "t",
      account_id);
}

bool
amtd_usage_store_sum_uploads (AmtDatabase *db, const char *account_id, int64_t since, int64_t *bytes, GError **error)
{
  return amt_database_query_int (
      db, error, bytes,
      "SELECT coalesce(sum(a.size), 0) FROM requests r JOIN attachments a ON a.request_id = r.id "
      "WHERE r.account_id = $1 AND a.by_id IS NULL AND a.at > $2",
      "tn", account_id, since);
}
