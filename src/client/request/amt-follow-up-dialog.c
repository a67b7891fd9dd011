/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-follow-up-dialog.h"

#include <glib/gi18n.h>

#include "amt-field-text.h"
#include "amt-request-ui.h"
#include "amt-term.h"
#include "amt-time.h"

struct _AmtFollowUpDialog
{
  AmtCaseDialog parent_instance;

  char *today; /* (owned) */

  AdwEntryRow *day_row;
  AdwEntryRow *text_row;
  GtkCalendar *calendar;
  GtkPopover *calendar_popover;
};

G_DEFINE_FINAL_TYPE (AmtFollowUpDialog, amt_follow_up_dialog, AMT_TYPE_CASE_DIALOG)

/* (transfer full) (nullable) */
static char *
get_day (AmtFollowUpDialog *self)
{
  return amt_field_parse_coming_day (gtk_editable_get_text (GTK_EDITABLE (self->day_row)));
}

/* In the way that is read again in every language. */
static void
set_day (AmtFollowUpDialog *self, const char *day)
{
  int year = 0, month = 0, dom = 0;
  g_autofree char *text = NULL;

  if (sscanf (day, "%d-%d-%d", &year, &month, &dom) == 3)
    text = g_strdup_printf ("%02d.%02d.%04d", dom, month, year);
  gtk_editable_set_text (GTK_EDITABLE (self->day_row), text != NULL ? text : "");
}

static void
update_blocked (AmtFollowUpDialog *self)
{
  g_autofree char *day = get_day (self);
  const char *why = NULL;

  if (day == NULL)
    why = _ ("Write a day like 24.11.2026.");
  else if (amt_day_distance (self->today, day) < 1)
    why = _ ("The day must lie in the future.");
  amt_case_dialog_set_blocked (AMT_CASE_DIALOG (self), why);
}

static void
on_day_selected (AmtFollowUpDialog *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char *day = g_date_time_format (date, "%Y-%m-%d");

  set_day (self, day);
  gtk_popover_popdown (self->calendar_popover);
}

static void
set_in (AmtFollowUpDialog *self, int days)
{
  g_autofree char *day = amt_day_add (self->today, days);

  set_day (self, day);
}

static void
on_tomorrow (AmtFollowUpDialog *self)
{
  set_in (self, 1);
}

static void
on_week (AmtFollowUpDialog *self)
{
  set_in (self, 7);
}

static void
on_month (AmtFollowUpDialog *self)
{
  set_in (self, 30);
}

static void
amt_follow_up_dialog_confirm (AmtCaseDialog *dialog, AmtCase *amt_case)
{
  AmtFollowUpDialog *self = AMT_FOLLOW_UP_DIALOG (dialog);
  g_autoptr (AmtFollowUpInput) input = amt_follow_up_input_new ();
  g_autoptr (AmtAttempt) attempt = NULL;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text_row))));

  input->on = get_day (self);
  input->text = *text != '\0' ? g_steal_pointer (&text) : NULL;
  attempt = amt_attempt_new_follow_up (input);
  amt_case_dialog_wait (dialog, amt_case_send (amt_case, attempt), "follow-up", _ ("Follow-up saved"));
}

static void
amt_follow_up_dialog_constructed (GObject *object)
{
  AmtFollowUpDialog *self = AMT_FOLLOW_UP_DIALOG (object);
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));
  const AmtRequest *request = amt_case_get_request (amt_case);

  G_OBJECT_CLASS (amt_follow_up_dialog_parent_class)->constructed (object);
  self->today = amt_today (amt_case_get_zone (amt_case));
  if (request != NULL && request->follow_up != NULL)
    {
      set_day (self, request->follow_up->on);
      gtk_editable_set_text (GTK_EDITABLE (self->text_row),
                             request->follow_up->text != NULL ? request->follow_up->text : "");
    }
  else
    on_week (self);
  amt_case_keep_buffer (amt_case, "follow-up", G_OBJECT (self->text_row));
  g_signal_connect_object (self->day_row, "notify::text", G_CALLBACK (update_blocked), self, G_CONNECT_SWAPPED);
  update_blocked (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->day_row));
}

static void
amt_follow_up_dialog_dispose (GObject *object)
{
  g_clear_pointer (&AMT_FOLLOW_UP_DIALOG (object)->today, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_FOLLOW_UP_DIALOG);
  G_OBJECT_CLASS (amt_follow_up_dialog_parent_class)->dispose (object);
}

static void
amt_follow_up_dialog_class_init (AmtFollowUpDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = amt_follow_up_dialog_constructed;
  G_OBJECT_CLASS (klass)->dispose = amt_follow_up_dialog_dispose;
  AMT_CASE_DIALOG_CLASS (klass)->confirm = amt_follow_up_dialog_confirm;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-follow-up-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtFollowUpDialog, day_row);
  gtk_widget_class_bind_template_child (widget_class, AmtFollowUpDialog, text_row);
  gtk_widget_class_bind_template_child (widget_class, AmtFollowUpDialog, calendar);
  gtk_widget_class_bind_template_child (widget_class, AmtFollowUpDialog, calendar_popover);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_tomorrow);
  gtk_widget_class_bind_template_callback (widget_class, on_week);
  gtk_widget_class_bind_template_callback (widget_class, on_month);
}

static void
amt_follow_up_dialog_init (AmtFollowUpDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
