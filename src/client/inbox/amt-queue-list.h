/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queues and teams of the sidebar, with their counts. Only those that this person can use. */

#pragma once

#include "amt-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_QUEUE_LIST (amt_queue_list_get_type ())
G_DECLARE_FINAL_TYPE (AmtQueueList, amt_queue_list, AMT, QUEUE_LIST, AdwBin)

/* Signal "selected" (int queue, const char *team_id, const char *team_name), the last two nullable. */
void amt_queue_list_attach (AmtQueueList *self, AmtReplica *replica);
/* Selects without a signal. Returns: whether there is such a row. */
bool amt_queue_list_select (AmtQueueList *self, AmtQueue queue, const char *team_id);
/* As if the @number-th row (from 1) had been clicked. */
bool amt_queue_list_activate (AmtQueueList *self, unsigned number);
/* (nullable) (transfer none): what the @number-th row (from 1) is called. */
const char *amt_queue_list_get_title (AmtQueueList *self, unsigned number);
/* (nullable) (transfer none): the name of a team shown here. */
const char *amt_queue_list_get_team_name (AmtQueueList *self, const char *team_id);

G_END_DECLS
