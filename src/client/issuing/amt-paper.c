/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-paper.h"

typedef struct
{
  GBytes *pdf;         /* (owned) */
  DexPromise *promise; /* (owned) */
} Paper;

static Paper *
paper_new (GBytes *pdf, DexPromise *promise)
{
  Paper *self = g_new0 (Paper, 1);

  self->pdf = g_bytes_ref (pdf);
  self->promise = dex_ref (promise);
  return self;
}

static void
paper_free (Paper *self)
{
  g_bytes_unref (self->pdf);
  dex_unref (self->promise);
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

/* A thread of its own: GTK's file printer reads this pipe on the main thread and waits there for the next bytes, so bytes
 * that need the main loop to be written would never come. */
static void
write_all (GTask *task, gpointer out, gpointer data, GCancellable *cancellable)
{
  const Paper *self = data;
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (self->pdf);
  GError *error = NULL;

  if (g_output_stream_splice (out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, cancellable, &error) < 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, true);
}

static void
on_all_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Paper *self = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  bool written = g_task_propagate_boolean (G_TASK (result), &error);

  /* Closed here and not in the thread: GTK's stream runs the main loop until the job is done, and from a thread that never
   * owns the loop it would wait for ever. */
  if (g_output_stream_close (G_OUTPUT_STREAM (source), NULL, written ? &error : NULL) && written)
    dex_promise_resolve_boolean (self->promise, true);
  else
    dex_promise_reject (self->promise, error);
}

static void
on_printer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Paper) self = data;
  GError *error = NULL;
  g_autoptr (GOutputStream) out = gtk_print_dialog_print_finish (GTK_PRINT_DIALOG (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (out == NULL)
    {
      dex_promise_reject (self->promise, error);
      return;
    }
  task = g_task_new (out, NULL, on_all_written, NULL);
  g_task_set_task_data (task, g_steal_pointer (&self), (GDestroyNotify) paper_free);
  g_task_run_in_thread (task, write_all);
}

DexFuture *
amt_paper_print (GBytes *pdf, const char *title, GtkWidget *parent)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GtkPrintDialog) dialog = gtk_print_dialog_new ();

  gtk_print_dialog_set_title (dialog, title);
  gtk_print_dialog_print (dialog, window_of (parent), NULL, NULL, on_printer, paper_new (pdf, promise));
  return DEX_FUTURE (promise);
}

/* --- keeping --- */

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Paper) self = data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    dex_promise_resolve_boolean (self->promise, true);
  else
    dex_promise_reject (self->promise, error);
}

static void
on_place (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Paper) self = data;
  GError *error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  GBytes *pdf = self->pdf;

  if (file != NULL)
    g_file_replace_contents_bytes_async (file, pdf, NULL, false, G_FILE_CREATE_PRIVATE, NULL, on_written,
                                         g_steal_pointer (&self));
  else
    dex_promise_reject (self->promise, error);
}

DexFuture *
amt_paper_keep (GBytes *pdf, const char *name, GtkWidget *parent)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, window_of (parent), NULL, on_place, paper_new (pdf, promise));
  return DEX_FUTURE (promise);
}
