/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk file: what arose on this workstation. Belongs to the main thread. Private to src/replica. */

#pragma once

#include "amt-database.h"
#include "amt-feed.h"

G_BEGIN_DECLS

/* What fetched requests and contents may take together. */
#define AMT_DESK_QUOTA (64 * 1024 * 1024)
/* A larger attachment is fetched each time. */
#define AMT_DESK_MAX_CONTENT (8 * 1024 * 1024)

/* Whether it is this person's at this server. */
bool amt_desk_belongs_to (AmtDatabase *desk, const char *server, const char *person_id);
/* Whose it is; what somebody else left is deleted. */
bool amt_desk_claim (AmtDatabase *desk, const char *server, const char *person_id, GError **error);
/* Deletes everything, and from the journal too. */
bool amt_desk_wipe (AmtDatabase *desk, GError **error);
/* Deletes what came from the server of one request. */
bool amt_desk_forget_request (AmtDatabase *desk, const char *request_id, GError **error);

/* The version last looked at; 0: never. */
int64_t amt_desk_get_seen (AmtDatabase *desk, const char *request_id);
bool amt_desk_set_seen (AmtDatabase *desk, const char *request_id, int64_t version, GError **error);

AmtRequest *amt_desk_get_request (AmtDatabase *desk, const char *request_id, int64_t *fetched_at);
bool amt_desk_put_request (AmtDatabase *desk, const AmtRequest *request, GError **error);
/* (transfer full): ids of the requests of which anything fetched is kept. */
GPtrArray *amt_desk_list_fetched (AmtDatabase *desk);
GBytes *amt_desk_get_content (AmtDatabase *desk, const char *id);
bool amt_desk_put_content (AmtDatabase *desk, const char *id, const char *request_id, GBytes *content, GError **error);

char *amt_desk_get_kept (AmtDatabase *desk, const char *name);
bool amt_desk_put_kept (AmtDatabase *desk, const char *name, const char *json, GError **error);

char *amt_desk_get_composition (AmtDatabase *desk, const char *key);
bool amt_desk_set_composition (AmtDatabase *desk, const char *key, const char *text, GError **error);
bool amt_desk_clear_compositions (AmtDatabase *desk, const char *prefix, GError **error);

/* @id is also the idempotency key under which it is sent. */
bool amt_desk_add_note (AmtDatabase *desk, const char *id, const char *request_id, const char *text, GError **error);
/* The same with the moment it was written. */
bool amt_desk_keep_note (AmtDatabase *desk, const char *id, const char *request_id, int64_t at, const char *text,
                         GError **error);
bool amt_desk_remove_note (AmtDatabase *desk, const char *id, GError **error);
/* (transfer full): of AmtDeskNote, oldest first; those of @request_id (nullable). */
GPtrArray *amt_desk_list_notes (AmtDatabase *desk, const char *request_id);
unsigned amt_desk_count_notes (AmtDatabase *desk);

typedef struct
{
  char *id;
  char *request_id;
  char *text;
  int64_t at;
} AmtDeskNote;

/* The number of the head seen last; 0: none. */
int64_t amt_desk_get_head (AmtDatabase *desk, const char *authority_id);
/* FALSE with UNTRUSTED "journal-shortened" or "journal-changed"; else @head is remembered. */
bool amt_desk_check_head (AmtDatabase *desk, const char *authority_id, const AmtJournalHead *head, GError **error);

/* Whether all that was typed can be read; else the error that says why not. */
bool amt_desk_check (AmtDatabase *desk, GError **error);
/* Copies what was typed, what waits to be sent and the journal's heads from a damaged @from, as far as
 * they can be read. @carried (out): how many texts. Returns: whether that was all of them. */
bool amt_desk_carry_over (AmtDatabase *from, AmtDatabase *to, unsigned *carried);

G_END_DECLS
