/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers news on the worker thread and hands them over on the main one. Private to src/replica. */

#pragma once

#include "amt-follower.h"

G_BEGIN_DECLS

typedef struct _AmtNewsDesk AmtNewsDesk;

AmtNewsDesk *amt_news_desk_new (AmtFollowerHandler handler, gpointer data);
/* On the main thread, after the worker has ended: nothing is handed over any more. */
void amt_news_desk_free (AmtNewsDesk *self);

/* From the worker. @problem: (transfer full) (nullable). */
void amt_news_desk_status (AmtNewsDesk *self, AmtReplicaStatus status, double fraction, GError *problem);
void amt_news_desk_session (AmtNewsDesk *self, AmtSession *session);
void amt_news_desk_changed (AmtNewsDesk *self, bool everything);
void amt_news_desk_item (AmtNewsDesk *self, const AmtFeedItem *item);
void amt_news_desk_head (AmtNewsDesk *self, const char *authority_id, AmtJournalHead *head, int64_t asked_at);
void amt_news_desk_damaged (AmtNewsDesk *self);

G_END_DECLS
