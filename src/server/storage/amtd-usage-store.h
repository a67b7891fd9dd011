/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much one citizen has of what is limited. */

#pragma once

#include "amt-database.h"

G_BEGIN_DECLS

/* Requests of the account that came in after @since. */
bool amtd_usage_store_count_orders (AmtDatabase *db, const char *account_id, int64_t since, int64_t *count,
                                    GError **error);
/* Requests of the account that are not finished. */
bool amtd_usage_store_count_open (AmtDatabase *db, const char *account_id, int64_t *count, GError **error);
/* Bytes of the files the account sent after @since. */
bool amtd_usage_store_sum_uploads (AmtDatabase *db, const char *account_id, int64_t since, int64_t *bytes,
                                   GError **error);

G_END_DECLS
