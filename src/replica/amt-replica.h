/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workstation's encrypted copy of what the server's feed shows this person: summaries of the requests of one's own
 * teams. Lists, counts and search read it and never wait for the network.
 *
 * An #AmtReplica belongs to the main thread. A worker thread of its own follows the feed and the live channel and is the
 * only one that writes what comes from the server; signals arrive on the main thread. */

#pragma once

#include "amt-api.h"
#include "amt-query.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_REPLICA_OFFLINE,    /* the copy is shown; "last-sync" says of when */
  AMT_REPLICA_SYNCING,    /* first sync or catching up: "fraction" */
  AMT_REPLICA_UP_TO_DATE, /* the live channel is open and everything has been read */
  AMT_REPLICA_REBUILDING, /* it was damaged, from another server or too old: read anew; "fraction" */
  AMT_REPLICA_REMOVED,    /* one is no longer with the office, whichever call heard it: everything was deleted */
  AMT_REPLICA_SIGNED_OUT, /* the token is no longer valid; the copy stays readable, sign in again */
} AmtReplicaStatus;

#define AMT_TYPE_REPLICA_STATUS (amt_replica_status_get_type ())
GType amt_replica_status_get_type (void) G_GNUC_CONST;

#define AMT_TYPE_REPLICA (amt_replica_get_type ())
G_DECLARE_FINAL_TYPE (AmtReplica, amt_replica, AMT, REPLICA, GObject)

/* Opens (or makes) the replica of @user at @api's server below @directory (made 0700). Takes a few milliseconds.
 * @key: 32 bytes, amt_secrets_ensure_key(). A damaged file, one of another server or person or of a newer program is
 * made anew (AMT_REPLICA_REBUILDING); what is not yet sent and what was typed is carried over if it can be read, and
 * the file it stood in is kept aside.
 * @session: (nullable): NULL when started without network: the one seen last is used.
 * NULL with FAILED "disk-full", "not-writable"; NOT_FOUND "no-session" when there is neither session nor copy.
 *
 * Properties: "status" (AmtReplicaStatus), "fraction" (0 … 1), "last-sync" (int64 µs, 0 never), "problem" (boxed GError,
 * nullable: why it is offline, with the slugs of amt-api.h), "waiting" (uint: notes and claims not yet sent).
 *
 * Signals:
 *   "request-changed" (const char *id, const char *action, const char *by_name): one request is another now; @action is
 *     a nick, both nullable. Comes for changes of others and one's own, not during a first sync.
 *   "request-gone" (const char *id): no longer visible to this person.
 *   "changed": after every batch; lists listen to it.
 *   "counts-changed": the numbers of amt_replica_count() are others.
 *   "desk-damaged": what was typed could not be read; see amt_replica_take_damage(). */
AmtReplica *amt_replica_open (const char *directory, AmtApi *api, const char *user, AmtSession *session, GBytes *key,
                              GError **error);

/* Begins to follow the server; again after AMT_REPLICA_SIGNED_OUT (the api has a new token then). */
void amt_replica_start (AmtReplica *self);
/* Looks at once instead of at the next try (key Ctrl+R, network came back). */
void amt_replica_sync_now (AmtReplica *self);
/* Stops the worker and waits for it (milliseconds). Dispose does the same. */
void amt_replica_stop (AmtReplica *self);
/* "Sign out and forget": stops, then deletes the files. Delete the key first (amt_secrets_forget()). */
bool amt_replica_forget (AmtReplica *self, GError **error);

/* Deletes what a replica of @user at @server left below @directory, without opening it. */
bool amt_replica_delete (const char *directory, const char *server, const char *user, GError **error);

/* TRUE once after what was typed could not be read, or not all of it. @carried (out): how many texts could; @kept_at (out)
 * (transfer full): where the damaged file lies, encrypted as before. */
bool amt_replica_take_damage (AmtReplica *self, unsigned *carried, char **kept_at);

AmtReplicaStatus amt_replica_get_status (AmtReplica *self);
double amt_replica_get_fraction (AmtReplica *self);
int64_t amt_replica_get_last_sync (AmtReplica *self);
/* (nullable) */
const GError *amt_replica_get_problem (AmtReplica *self);
unsigned amt_replica_get_waiting (AmtReplica *self);
AmtSession *amt_replica_get_session (AmtReplica *self);
AmtApi *amt_replica_get_api (AmtReplica *self);

/* --- reading: from the file, without the network --- */
/* How many requests are in @queue, in @team_id only when not NULL. Kept in a table: costs nothing. */
unsigned amt_replica_count (AmtReplica *self, AmtQueue queue, const char *team_id);
/* Of AMT_QUEUE_DUE_SOON or any other queue: how many are late. */
unsigned amt_replica_count_late (AmtReplica *self, AmtQueue queue, const char *team_id);
/* (transfer full) (nullable) */
AmtSummary *amt_replica_get_summary (AmtReplica *self, const char *request_id);
/* (transfer full) (nullable): as it was when last fetched on this workstation. @fetched_at (out) (optional). */
AmtRequest *amt_replica_get_request (AmtReplica *self, const char *request_id, int64_t *fetched_at);
/* Keeps a fetched request so that it is shown at once next time, also offline. Oldest go first beyond the quota
 * (64 MB). Also moves the row at once if it is newer than the feed's. */
void amt_replica_put_request (AmtReplica *self, const AmtRequest *request);
/* (transfer full) (nullable): attachments and documents kept under the same quota, by id. */
GBytes *amt_replica_get_content (AmtReplica *self, const char *id);
void amt_replica_put_content (AmtReplica *self, const char *id, const char *request_id, GBytes *content);
/* (transfer full) (nullable): any other answer worth having offline: "catalogue/ID", "colleagues/ID". */
char *amt_replica_get_kept (AmtReplica *self, const char *name);
void amt_replica_put_kept (AmtReplica *self, const char *name, const char *json);

/* --- "changed since you looked" --- */
void amt_replica_mark_seen (AmtReplica *self, const char *request_id);
bool amt_replica_is_unread (AmtReplica *self, const char *request_id);

/* --- what waits to be sent --- */
/* A claim (or release, …) on its way shows as pending in the lists: @pending while the call runs, off afterwards. */
void amt_replica_set_pending (AmtReplica *self, const char *request_id, bool pending);
/* Keeps the note and sends it now or when the network is back. Appears in amt_replica_list_waiting_notes() until the
 * server has it. FALSE with UNAVAILABLE "not-kept" when it cannot be kept; then it is not sent either. */
bool amt_replica_add_note (AmtReplica *self, const char *request_id, const char *text, GError **error);
/* (transfer full): of AmtNote, with ids of the outbox; those of one request when @request_id is not NULL.
 * Signal "outbox-changed" when it changes. */
GPtrArray *amt_replica_list_waiting_notes (AmtReplica *self, const char *request_id);
/* (transfer full) (nullable): the request a waiting note is for; NULL: it does not wait (any more). */
char *amt_replica_get_waiting_request (AmtReplica *self, const char *note_id);
/* Throws a waiting note away. FALSE with CONFLICT "on-its-way" while it is being sent, NOT_FOUND "not-found" when it does
 * not wait any more. */
bool amt_replica_discard_note (AmtReplica *self, const char *note_id, GError **error);
/* Signal "outbox-refused" (const char *request_id, const char *text, const GError *error): the server will never take
 * it; the text has been kept as the composition "note/REQUEST-ID". */

/* --- what was typed and not yet sent; saved at once, kept until it is cleared --- */
/* @key: "note/ID", "ask/ID", "extract/ID/field", …; @text NULL or "" clears. */
void amt_replica_set_composition (AmtReplica *self, const char *key, const char *text);
/* (transfer full) (nullable) */
char *amt_replica_get_composition (AmtReplica *self, const char *key);
/* Clears every key that begins with @prefix. */
void amt_replica_clear_compositions (AmtReplica *self, const char *prefix);

/* --- the journal's head as this workstation last saw it --- */
/* FALSE with UNTRUSTED "journal-shortened" when @head has a smaller number than the last one seen, or "journal-changed"
 * when the number is the same and the hash is not; else remembers @head. */
bool amt_replica_check_journal_head (AmtReplica *self, const char *authority_id, const AmtJournalHead *head,
                                     GError **error);
/* Asks the server for it: of AmtJournalHead. Rejects with the same, or with what stands in the way of
 * amt_api_get_journal_head(). The replica looks by itself whenever it reaches the server anew, and every hour. */
DexFuture *amt_replica_check_journal (AmtReplica *self, const char *authority_id);
/* (nullable): what was wrong with a journal, in this run. Signal "journal-problem" when something was found. */
const GError *amt_replica_get_journal_problem (AmtReplica *self);

G_END_DECLS
