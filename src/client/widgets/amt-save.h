/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of a document or attachment in a file that somebody chooses. */

#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Asks for a place, proposing @name, and keeps @bytes there. @callback gets the result for amt_save_finish (). */
void amt_save_ask (GBytes *bytes, const char *name, GtkWidget *parent, GAsyncReadyCallback callback, gpointer data);
/* Keeps @bytes in @file, readable by its owner only: the whole of them or, with an error, what was there before. */
void amt_save_to (GBytes *bytes, GFile *file, GAsyncReadyCallback callback, gpointer data);
/* FALSE ⇒ @error: GTK_DIALOG_ERROR when the question was dismissed, else for amt_sentence_for_saving (). */
bool amt_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
