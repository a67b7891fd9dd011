/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-save.h"

/* g_file_replace_contents () is no way: it ignores an error of the last step, and when the disk is full it puts the
 * half it has written in the place of the file that was there. */
static bool
write_whole (GFile *file, GBytes *bytes, GError **error)
{
  bool was_there = g_file_query_exists (file, NULL);
  g_autoptr (GFileOutputStream) out = g_file_replace (file, NULL, false, G_FILE_CREATE_PRIVATE, NULL, error);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  if (out == NULL)
    return false;
  if (g_output_stream_write_all (G_OUTPUT_STREAM (out), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                                 NULL, error) &&
      g_output_stream_close (G_OUTPUT_STREAM (out), NULL, error))
    return true;
  g_cancellable_cancel (cancelled); /* closed otherwise, it takes the old file's place */
  g_output_stream_close (G_OUTPUT_STREAM (out), cancelled, NULL);
  if (!was_there)
    g_file_delete (file, NULL, NULL);
  return false;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_whole (source, data, &error))
    g_task_return_boolean (task, true);
  else
    g_task_return_error (task, error);
}

static GTask *
task_new (gpointer source, GBytes *bytes, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (source, NULL, callback, data);

  g_task_set_source_tag (task, amt_save_to);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  return task;
}

void
amt_save_to (GBytes *bytes, GFile *file, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = task_new (file, bytes, callback, data);

  g_task_run_in_thread (task, write_in_thread);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (amt_save_finish (result, &error))
    g_task_return_boolean (task, true);
  else
    g_task_return_error (task, error);
}

static void
on_place (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  GBytes *bytes = g_task_get_task_data (task);

  if (file != NULL)
    amt_save_to (bytes, file, on_written, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
amt_save_ask (GBytes *bytes, const char *name, GtkWidget *parent, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (parent);
  g_autofree char *plain = g_strdelimit (g_strdup (name), "/", '-'); /* else a folder is looked for */

  gtk_file_dialog_set_initial_name (dialog, plain);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_place,
                        task_new (NULL, bytes, callback, data));
}

bool
amt_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
