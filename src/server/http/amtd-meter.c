/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-meter.h"

struct _AmtdMeter
{
  GFilterOutputStream parent_instance;
  int64_t written;
};

static void pollable_init (GPollableOutputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmtdMeter, amtd_meter, G_TYPE_FILTER_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM, pollable_init))

static GPollableOutputStream *
get_base (gpointer self)
{
  return G_POLLABLE_OUTPUT_STREAM (g_filter_output_stream_get_base_stream (self));
}

static gssize
count (AmtdMeter *self, gssize n)
{
  if (n > 0)
    self->written += n;
  return n;
}

static gssize
meter_write (GOutputStream *stream, const void *data, gsize size, GCancellable *cancellable, GError **error)
{
  return count (AMTD_METER (stream),
                g_output_stream_write (G_OUTPUT_STREAM (get_base (stream)), data, size, cancellable, error));
}

static gboolean
meter_can_poll (GPollableOutputStream *stream)
{
  return g_pollable_output_stream_can_poll (get_base (stream));
}

static gboolean
meter_is_writable (GPollableOutputStream *stream)
{
  return g_pollable_output_stream_is_writable (get_base (stream));
}

static GSource *
meter_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base = g_pollable_output_stream_create_source (get_base (stream), cancellable);

  return g_pollable_source_new_full (stream, base, NULL);
}

static gssize
meter_write_nonblocking (GPollableOutputStream *stream, const void *data, gsize size, GError **error)
{
  return count (AMTD_METER (stream),
                g_pollable_output_stream_write_nonblocking (get_base (stream), data, size, NULL, error));
}

static void
pollable_init (GPollableOutputStreamInterface *iface)
{
  iface->can_poll = meter_can_poll;
  iface->is_writable = meter_is_writable;
  iface->create_source = meter_create_source;
  iface->write_nonblocking = meter_write_nonblocking;
}

static void
amtd_meter_class_init (AmtdMeterClass *klass)
{
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = meter_write;
}

static void
amtd_meter_init (AmtdMeter *self)
{
}

AmtdMeter *
amtd_meter_new (GOutputStream *base)
{
  return g_object_new (AMTD_TYPE_METER, "base-stream", base, "close-base-stream", FALSE, NULL);
}

int64_t
amtd_meter_get_written (AmtdMeter *self)
{
  return self->written;
}
