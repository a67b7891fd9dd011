/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-idle.h"

#include <stdbool.h>

struct _AmtIdle
{
  GObject parent_instance;

  GSettings *settings; /* (owned) */
  gint64 touched;      /* monotonic µs */
  unsigned source;
  bool told;
};

G_DEFINE_FINAL_TYPE (AmtIdle, amt_idle, G_TYPE_OBJECT)

enum
{
  IDLE,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static gboolean
on_check (gpointer user_data)
{
  AmtIdle *self = user_data;
  gint64 minutes = g_settings_get_uint (self->settings, "idle-minutes");

  if (minutes == 0 || self->told || g_get_monotonic_time () - self->touched < minutes * 60 * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  self->told = true;
  g_signal_emit (self, signals[IDLE], 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_event (AmtIdle *self, GdkEvent *event)
{
  amt_idle_touch (self);
  return GDK_EVENT_PROPAGATE;
}

static void
amt_idle_finalize (GObject *object)
{
  AmtIdle *self = AMT_IDLE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (amt_idle_parent_class)->finalize (object);
}

static void
amt_idle_class_init (AmtIdleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amt_idle_finalize;
  signals[IDLE] = g_signal_new ("idle", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
}

static void
amt_idle_init (AmtIdle *self)
{
  self->touched = g_get_monotonic_time ();
  self->source = g_timeout_add_seconds (1, on_check, self);
}

AmtIdle *
amt_idle_new (GtkWidget *window, GSettings *settings)
{
  AmtIdle *self = g_object_new (AMT_TYPE_IDLE, NULL);

  self->settings = g_object_ref (settings);
  amt_idle_watch (self, window);
  return self;
}

void
amt_idle_watch (AmtIdle *self, GtkWidget *widget)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  g_return_if_fail (AMT_IS_IDLE (self) && GTK_IS_WIDGET (widget));

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_object (events, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, events);
}

void
amt_idle_touch (AmtIdle *self)
{
  g_return_if_fail (AMT_IS_IDLE (self));
  self->touched = g_get_monotonic_time ();
  self->told = false;
}
