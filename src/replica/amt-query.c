/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-query.h"

static const char *const queue_nicks[] = {"unclaimed", "mine",        "waiting",    "due-soon",   "done", "all",
                                          "to-sign",   "in-approval", "follow-ups", "everything", NULL};
const AmtEnum amt_queue_enum = {"queue", queue_nicks};

static const char *const sort_nicks[] = {"due", "received", "name", "service", "changed", NULL};
const AmtEnum amt_sort_enum = {"sort", sort_nicks};

static const char *const due_nicks[] = {"any", "late", "today", "soon", "week", "none", NULL};
const AmtEnum amt_due_enum = {"due", due_nicks};

G_STATIC_ASSERT (G_N_ELEMENTS (queue_nicks) == AMT_N_QUEUES + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (sort_nicks) == AMT_N_SORTS + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (due_nicks) == AMT_N_DUES + 1);

AmtQuery *
amt_query_new (AmtQueue queue)
{
  AmtQuery *self = g_new0 (AmtQuery, 1);

  self->queue = queue;
  self->state = AMT_QUERY_ANY;
  self->identity = AMT_QUERY_ANY;
  self->payment = AMT_QUERY_ANY;
  return self;
}

AmtQuery *
amt_query_copy (const AmtQuery *self)
{
  AmtQuery *copy = g_memdup2 (self, sizeof *self);

  copy->authority_id = g_strdup (self->authority_id);
  copy->team_id = g_strdup (self->team_id);
  copy->service_id = g_strdup (self->service_id);
  copy->text = g_strdup (self->text);
  return copy;
}

void
amt_query_free (AmtQuery *self)
{
  g_free (self->authority_id);
  g_free (self->team_id);
  g_free (self->service_id);
  g_free (self->text);
  g_free (self);
}

bool
amt_query_equal (const AmtQuery *a, const AmtQuery *b)
{
  return a->queue == b->queue && a->state == b->state && a->identity == b->identity && a->payment == b->payment &&
         a->due == b->due && a->sort == b->sort && a->reversed == b->reversed &&
         g_strcmp0 (a->authority_id, b->authority_id) == 0 && g_strcmp0 (a->team_id, b->team_id) == 0 &&
         g_strcmp0 (a->service_id, b->service_id) == 0 && g_strcmp0 (a->text, b->text) == 0;
}

bool
amt_query_is_filtered (const AmtQuery *self)
{
  return self->service_id != NULL || self->state != AMT_QUERY_ANY || self->identity != AMT_QUERY_ANY ||
         self->payment != AMT_QUERY_ANY || self->due != AMT_DUE_ANY || (self->text != NULL && *self->text != '\0');
}
