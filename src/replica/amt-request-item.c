/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-request-item.h"

#include "amt-boxed.h"
#include "amt-request-item-private.h"

struct _AmtRequestItem
{
  GObject parent_instance;

  AmtSummary *summary; /* (owned) */
  bool unread;
  bool pending;
};

typedef enum
{
  PROP_ID = 1,
  PROP_SUMMARY,
  PROP_UNREAD,
  PROP_PENDING
} AmtRequestItemProperty;
static GParamSpec *properties[PROP_PENDING + 1];

G_DEFINE_FINAL_TYPE (AmtRequestItem, amt_request_item, G_TYPE_OBJECT)

static void
amt_request_item_finalize (GObject *object)
{
  AmtRequestItem *self = AMT_REQUEST_ITEM (object);

  g_clear_pointer (&self->summary, amt_summary_unref);
  G_OBJECT_CLASS (amt_request_item_parent_class)->finalize (object);
}

static void
amt_request_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmtRequestItem *self = AMT_REQUEST_ITEM (object);

  switch ((AmtRequestItemProperty) id)
    {
    case PROP_ID:
      g_value_set_string (value, self->summary->id);
      break;
    case PROP_SUMMARY:
      g_value_set_boxed (value, self->summary);
      break;
    case PROP_UNREAD:
      g_value_set_boolean (value, self->unread);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amt_request_item_class_init (AmtRequestItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amt_request_item_finalize;
  object_class->get_property = amt_request_item_get_property;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_SUMMARY] = g_param_spec_boxed ("summary", NULL, NULL, AMT_TYPE_SUMMARY, flags);
  properties[PROP_UNREAD] = g_param_spec_boolean ("unread", NULL, NULL, FALSE, flags);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
amt_request_item_init (AmtRequestItem *self)
{
}

AmtRequestItem *
amt_request_item_new (AmtSummary *summary, bool unread, bool pending)
{
  AmtRequestItem *self = g_object_new (AMT_TYPE_REQUEST_ITEM, NULL);

  self->summary = amt_summary_ref (summary);
  self->unread = unread;
  self->pending = pending;
  return self;
}

void
amt_request_item_update (AmtRequestItem *self, AmtSummary *summary, bool unread, bool pending)
{
  bool other_summary = !amt_record_equal (&amt_summary_type, self->summary, summary);
  bool other_unread = self->unread != unread;
  bool other_pending = self->pending != pending;

  if (other_summary)
    {
      g_autoptr (AmtSummary) old = self->summary;

      self->summary = amt_summary_ref (summary);
    }
  self->unread = unread;
  self->pending = pending;
  if (other_summary)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
  if (other_unread)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
  if (other_pending)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

const char *
amt_request_item_get_id (AmtRequestItem *self)
{
  return self->summary->id;
}

const AmtSummary *
amt_request_item_get_summary (AmtRequestItem *self)
{
  return self->summary;
}

bool
amt_request_item_get_unread (AmtRequestItem *self)
{
  return self->unread;
}

bool
amt_request_item_get_pending (AmtRequestItem *self)
{
  return self->pending;
}
