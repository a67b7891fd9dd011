/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of the interface: what is sent, what is expected, and the fiber that does it. Private to src/api. */

#pragma once

#include "amt-api.h"

G_BEGIN_DECLS

typedef struct _AmtCall AmtCall;

/* What an answer becomes. Sets @value (initialised here) or returns FALSE with the error set. */
typedef bool (*AmtCallParse) (AmtCall *call, GBytes *body, GValue *value, GError **error);

struct _AmtCall
{
  GWeakRef api;         /* the call must not keep it alive: dispose cancels */
  SoupSession *session; /* (owned) */
  char *base_url;
  char *token;               /* (nullable) */
  GCancellable *cancellable; /* (owned) of this call alone */
  unsigned deadline_source;
  bool timed_out;
  bool write;

  const char *method;
  char *path;
  GBytes *body; /* (nullable) */
  GFile *file;  /* (nullable) sent instead of a body */
  int64_t file_size;
  const char *body_type; /* of what is sent */
  char *disposition;     /* (nullable) the file's name as Content-Disposition */
  const char *type;      /* of what is expected */
  char *if_match;        /* (nullable) */
  char *if_none_match;   /* (nullable) */
  char *act;             /* (nullable) names the act of the user, for the idempotency key */
  char *key;             /* (nullable) Idempotency-Key */
  size_t max;
  unsigned deadline_seconds;

  AmtCallParse parse;
  const AmtRecordType *record; /* for records and lists */
  GType boxed;                 /* for records */
  SoupMessage *message;        /* (owned) the last one sent */
};

/* (transfer full). @method is a literal; @path by printf, its pieces escaped by the caller or known to be ids. */
AmtCall *amt_call_new (AmtApi *api, const char *method, const char *format, ...) G_GNUC_PRINTF (3, 4);
void amt_call_free (AmtCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtCall, amt_call_free)

/* Fill in; each returns @self. */
AmtCall *amt_call_send_record (AmtCall *self, const AmtRecordType *type, const void *record);
AmtCall *amt_call_send_bytes (AmtCall *self, GBytes *body, const char *type);
AmtCall *amt_call_if_match (AmtCall *self, int64_t version);
AmtCall *amt_call_expect_record (AmtCall *self, const AmtRecordType *type, GType boxed);
AmtCall *amt_call_expect_list (AmtCall *self, const AmtRecordType *type);
AmtCall *amt_call_expect_bytes (AmtCall *self);
AmtCall *amt_call_expect_nothing (AmtCall *self);

#define AMT_CALL_EXPECT_REQUEST(call) amt_call_expect_record (call, &amt_request_type, AMT_TYPE_REQUEST)

/* Starts it. @call: (transfer full). (transfer full): the future of the answer. */
DexFuture *amt_call_run (AmtCall *call);
DexFuture *amt_call_reject (GError *error);

G_END_DECLS
