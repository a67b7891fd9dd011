/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-paper.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <sys/mman.h>

#include "amt-save.h"

typedef struct
{
  GBytes *pdf;         /* (owned) */
  DexPromise *promise; /* (owned) */
  int memory;          /* (owned) descriptor, -1 for none */
} Paper;

static Paper *
paper_new (GBytes *pdf, DexPromise *promise)
{
  Paper *self = g_new0 (Paper, 1);

  self->pdf = g_bytes_ref (pdf);
  self->promise = dex_ref (promise);
  self->memory = -1;
  return self;
}

static void
paper_free (Paper *self)
{
  g_bytes_unref (self->pdf);
  dex_unref (self->promise);
  g_clear_fd (&self->memory, NULL);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paper, paper_free)

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* --- printing: the bytes go to the printer as they are, by no renderer of ours --- */

static void
on_printed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Paper) self = data;
  GError *error = NULL;

  if (gtk_print_dialog_print_file_finish (GTK_PRINT_DIALOG (source), result, &error))
    dex_promise_resolve_boolean (self->promise, true);
  else
    dex_promise_reject (self->promise, error);
}

/* The bytes as a file that exists in memory only. GTK's stream to a printer is no way: its file printer waits on the
 * main thread for bytes, and closing the stream runs a loop within the loop, in which the window may go. */
static bool
keep_in_memory (Paper *self, GError **error)
{
  g_autoptr (GOutputStream) out = NULL;

  self->memory = memfd_create ("print", MFD_CLOEXEC);
  if (self->memory < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), g_strerror (errno));
      return false;
    }
  out = g_unix_output_stream_new (self->memory, FALSE);
  return g_output_stream_write_all (out, g_bytes_get_data (self->pdf, NULL), g_bytes_get_size (self->pdf), NULL, NULL,
                                    error);
}

DexFuture *
amt_paper_print (GBytes *pdf, const char *title, GtkWidget *parent)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GtkPrintDialog) dialog = gtk_print_dialog_new ();
  g_autoptr (Paper) self = paper_new (pdf, promise);
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  GError *error = NULL;

  if (!keep_in_memory (self, &error))
    {
      dex_promise_reject (promise, error);
      return DEX_FUTURE (promise);
    }
  path = g_strdup_printf ("/proc/self/fd/%d", self->memory);
  file = g_file_new_for_path (path);
  gtk_print_dialog_set_title (dialog, title);
  gtk_print_dialog_print_file (dialog, window_of (parent), NULL, file, NULL, on_printed, g_steal_pointer (&self));
  return DEX_FUTURE (promise);
}

/* --- keeping --- */

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;

  if (amt_save_finish (result, &error))
    dex_promise_resolve_boolean (promise, true);
  else
    dex_promise_reject (promise, error);
  dex_unref (promise);
}

DexFuture *
amt_paper_keep (GBytes *pdf, const char *name, GtkWidget *parent)
{
  DexPromise *promise = dex_promise_new ();

  amt_save_ask (pdf, name, parent, on_kept, dex_ref (promise));
  return DEX_FUTURE (promise);
}
