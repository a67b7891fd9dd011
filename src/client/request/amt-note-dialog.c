/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-note-dialog.h"

#include <glib/gi18n.h>

#include "amt-request-ui.h"

struct _AmtNoteDialog
{
  AmtCaseDialog parent_instance;

  GtkTextView *text_view;
};

G_DEFINE_FINAL_TYPE (AmtNoteDialog, amt_note_dialog, AMT_TYPE_CASE_DIALOG)

static char *
get_text (AmtNoteDialog *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->text_view), "text", &text, NULL);
  return g_strstrip (text);
}

static void
update_blocked (AmtNoteDialog *self)
{
  g_autofree char *text = get_text (self);

  amt_case_dialog_set_blocked (AMT_CASE_DIALOG (self), *text == '\0' ? _ ("Write the note.") : NULL);
}

static void
amt_note_dialog_confirm (AmtCaseDialog *dialog, AmtCase *amt_case)
{
  g_autofree char *text = get_text (AMT_NOTE_DIALOG (dialog));

  amt_case_dialog_wait (dialog, amt_case_add_note (amt_case, text), "note", _ ("Note saved"));
}

static void
amt_note_dialog_constructed (GObject *object)
{
  AmtNoteDialog *self = AMT_NOTE_DIALOG (object);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);

  G_OBJECT_CLASS (amt_note_dialog_parent_class)->constructed (object);
  amt_case_keep_buffer (amt_case_dialog_get_case (AMT_CASE_DIALOG (self)), "note", G_OBJECT (buffer));
  g_signal_connect_object (buffer, "changed", G_CALLBACK (update_blocked), self, G_CONNECT_SWAPPED);
  update_blocked (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->text_view));
}

static void
amt_note_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_NOTE_DIALOG);
  G_OBJECT_CLASS (amt_note_dialog_parent_class)->dispose (object);
}

static void
amt_note_dialog_class_init (AmtNoteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = amt_note_dialog_constructed;
  G_OBJECT_CLASS (klass)->dispose = amt_note_dialog_dispose;
  AMT_CASE_DIALOG_CLASS (klass)->confirm = amt_note_dialog_confirm;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-note-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtNoteDialog, text_view);
}

static void
amt_note_dialog_init (AmtNoteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
