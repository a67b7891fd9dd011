/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amt-catalogue.h"
#include "amt-request-item.h"
#include "amt-request-list.h"

G_BEGIN_DECLS

/* (transfer full): a row as one sentence: "Nguyễn Thị Hương Giang, birth certificate, 4209, due tomorrow, in review,
 * payment open, changed since you looked, with Jörg Đorđević". */
char *amt_inbox_sentence (AmtRequestItem *item, AmtCatalogue *catalogue);

/* (transfer full): how many @list holds: "3 found", "16 open · 1 late". @team_id: (nullable) */
char *amt_inbox_counted (AmtRequestList *list, AmtReplica *replica, const char *team_id);

G_END_DECLS
