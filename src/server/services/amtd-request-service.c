/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-request-service.h"

#include "amt-text.h"
#include "amtd-document-store.h"
#include "amtd-journal-store.h"
#include "amtd-policy.h"
#include "amtd-request-search-store.h"
#include "amtd-request-store.h"

typedef struct
{
  const char *id;
  const char *text;    /* (nullable) which file of it */
  AmtRequest *request; /* (owned) */
} Read;

/* The read and its line in the journal are one transaction: nothing is shown that is not written down. */
static bool
read_change (AmtdTransaction *tx, void *data, GError **error)
{
  Read *read = data;
  g_autoptr (AmtdCase) found = amtd_request_store_load (amtd_transaction_get_database (tx),
                                                        amtd_transaction_get_actor (tx), read->id, error);
  AmtdJournalLine line = {.action = "read", .text = read->text};

  if (found == NULL)
    return false;
  line.authority_id = found->request->authority_id;
  line.request_id = found->request->id;
  read->request = amt_request_ref (found->request);
  return amtd_transaction_journal (tx, &line, error);
}

static AmtRequest *
read_and_journal (AmtdServer *server, const AmtdActor *actor, const char *id, const char *text, GError **error)
{
  Read read = {id, text, NULL};

  if (!amtd_writer_run (server->writer, actor, read_change, &read, error))
    g_clear_pointer (&read.request, amt_request_unref);
  return read.request;
}

AmtRequest *
amtd_request_service_read (AmtdServer *server, const AmtdActor *actor, const char *id, GError **error)
{
  return read_and_journal (server, actor, id, NULL, error);
}

bool
amtd_request_service_check (AmtDatabase *db, const AmtdActor *actor, const char *id, GError **error)
{
  g_autoptr (AmtdCase) found = amtd_request_store_load (db, actor, id, error);

  return found != NULL;
}

char *
amtd_request_service_search (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, const char *q,
                             const char *cursor, int limit, GError **error)
{
  g_autofree char *words = q != NULL ? amt_text_fold (q) : NULL;
  g_autofree char *next = NULL;
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autoptr (GPtrArray) found = NULL;

  if (!amtd_actor_check_member (actor, authority_id, error))
    return NULL;
  found = amtd_request_search_store_find (db, actor, authority_id, words, cursor, limit, &next, error);
  if (found == NULL)
    return NULL;

  amt_json_writer_begin_object (out);
  amt_json_writer_name (out, "items");
  amt_json_writer_begin_array (out);
  for (guint i = 0; i < found->len; i++)
    amt_json_writer_raw (out, g_ptr_array_index (found, i));
  amt_json_writer_end_array (out);
  if (next != NULL)
    amt_json_writer_set_string (out, "next", next);
  amt_json_writer_end_object (out);
  return amt_json_writer_steal_string (out);
}

GPtrArray *
amtd_request_service_list_journal (AmtDatabase *db, const AmtdActor *actor, const char *id, GError **error)
{
  g_autoptr (AmtdCase) found = amtd_request_store_load (db, actor, id, error);

  if (found == NULL)
    return NULL;
  return amtd_journal_store_list (db, id, amtd_policy_shows_readers (actor, found->request) ? NULL : actor->id, error);
}

AmtJournalHead *
amtd_request_service_get_journal_head (AmtDatabase *db, const AmtdActor *actor, const char *authority_id,
                                       GError **error)
{
  return amtd_actor_check_member (actor, authority_id, error) ? amtd_journal_store_head (db, authority_id, error)
                                                              : NULL;
}

/* A file of a request in scope, once it is written down who reads it. */
static GBytes *
read_file (AmtdServer *server, const AmtdActor *actor, const char *request_id, const char *file_id, const char *name,
           GError **error)
{
  g_autoptr (AmtRequest) request = read_and_journal (server, actor, request_id, name, error);

  return request != NULL ? amtd_file_store_read (amtd_domain_get_files (server->domain), file_id, error) : NULL;
}

GBytes *
amtd_request_service_read_attachment (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *id,
                                      const char *attachment_id, char **type, GError **error)
{
  g_autoptr (AmtdCase) found = amtd_request_store_load (db, actor, id, error);

  for (guint i = 0; found != NULL && i < found->request->attachments->len; i++)
    {
      const AmtAttachment *attachment = g_ptr_array_index (found->request->attachments, i);

      if (!g_str_equal (attachment->id, attachment_id))
        continue;
      *type = g_strdup (attachment->type);
      return read_file (server, actor, id, attachment_id, attachment->name, error);
    }
  return found != NULL ? amtd_store_not_found (error) : NULL;
}

GBytes *
amtd_request_service_read_document (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor,
                                    const char *document_id, GError **error)
{
  g_autofree char *request_id = amtd_document_store_find_request (db, document_id, error);
  g_autoptr (AmtdCase) found = request_id != NULL ? amtd_request_store_load (db, actor, request_id, error) : NULL;

  for (guint i = 0; found != NULL && i < found->request->documents->len; i++)
    {
      const AmtDocument *document = g_ptr_array_index (found->request->documents, i);

      if (g_str_equal (document->id, document_id))
        return read_file (server, actor, request_id, document_id, document->title, error);
    }
  return found != NULL ? amtd_store_not_found (error) : NULL;
}
