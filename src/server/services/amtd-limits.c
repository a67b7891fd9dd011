/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-limits.h"

#include "amt-error.h"
#include "amtd-usage-store.h"

#define DAY (INT64_C (24) * 3600 * G_USEC_PER_SEC)
#define MIB (INT64_C (1024) * 1024)

bool
amtd_limits_check_order (const AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, int64_t now, GError **error)
{
  const AmtdConfig *config = server->config;
  int64_t today, open;

  if (actor->kind != AMTD_ACTOR_CITIZEN)
    return true;
  if (!amtd_usage_store_count_orders (db, actor->id, now - DAY, &today, error) ||
      !amtd_usage_store_count_open (db, actor->id, &open, error))
    return false;
  if (today >= config->orders_a_day)
    {
      amt_error_set (error, AMT_ERROR_LIMITED, "too-many-today", NULL, "At most %d orders within 24 hours",
                     config->orders_a_day);
      return false;
    }
  if (open >= config->open_requests)
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "too-many-open", NULL,
                     "At most %d requests at once: wait until one is finished, or withdraw one", config->open_requests);
      return false;
    }
  return true;
}

static int64_t
sum_sizes (const AmtRequest *request)
{
  int64_t sum = 0;

  for (guint i = 0; i < request->attachments->len; i++)
    sum += ((const AmtAttachment *) request->attachments->pdata[i])->size;
  return sum;
}

bool
amtd_limits_check_upload (const AmtdEdit *edit, int64_t size, GError **error)
{
  const AmtdConfig *config = edit->server->config;
  int64_t today;

  if (!amtd_edit_check_room (edit, "attachments", error))
    return false;
  if (sum_sizes (edit->request) + size > config->attachments_mib * MIB)
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "request-full", "attachments",
                     "The files of a request are at most %d MiB together", config->attachments_mib);
      return false;
    }
  if (edit->actor->kind != AMTD_ACTOR_CITIZEN)
    return true;
  if (!amtd_usage_store_sum_uploads (edit->db, edit->actor->id, edit->now - DAY, &today, error))
    return false;
  if (today + size <= config->uploads_mib_a_day * MIB)
    return true;
  amt_error_set (error, AMT_ERROR_LIMITED, "too-much-today", "attachments", "At most %d MiB of files within 24 hours",
                 config->uploads_mib_a_day);
  return false;
}
