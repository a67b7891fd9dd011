/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-difference.h"

#include <glib/gi18n.h>

#include "amt-field-text.h"
#include "amt-labels.h"
#include "amt-request-words.h"

void
amt_difference_free (AmtDifference *self)
{
  g_free (self->label);
  g_free (self->yours);
  g_free (self->theirs);
  g_free (self);
}

static void
add (GPtrArray *list, const char *label, const char *yours, const char *theirs)
{
  AmtDifference *difference;

  if (g_strcmp0 (yours, theirs) == 0)
    return;
  difference = g_new0 (AmtDifference, 1);
  difference->label = g_strdup (label);
  difference->yours = g_strdup (yours != NULL && *yours != '\0' ? yours : "–");
  difference->theirs = g_strdup (theirs != NULL && *theirs != '\0' ? theirs : "–");
  g_ptr_array_add (list, difference);
}

static void
add_fields (GPtrArray *list, GPtrArray *fields, JsonObject *before, JsonObject *now)
{
  for (unsigned i = 0; i < fields->len; i++)
    {
      const AmtFormField *field = fields->pdata[i];
      g_autofree char *raw_before = amt_field_raw (before, field->id);
      g_autofree char *raw_now = amt_field_raw (now, field->id);
      g_autofree char *yours = amt_field_display (field, raw_before);
      g_autofree char *theirs = amt_field_display (field, raw_now);

      add (list, amt_words_get (field->label, amt_label_language ()), yours, theirs);
    }
}

static void
add_gates (GPtrArray *list, const AmtRequest *before, const AmtRequest *now)
{
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    {
      const AmtGate *one = amt_request_get_gate (before, kind);
      const AmtGate *other = amt_request_get_gate (now, kind);

      if (one != NULL && other != NULL)
        add (list, amt_label_gate (kind), amt_label_gate_status (amt_gate_effective (before, one)),
             amt_label_gate_status (amt_gate_effective (now, other)));
    }
}

/* What somebody else has recorded of the fee while the gate stays open: a payment in part, a refused exemption. */
static void
add_money (GPtrArray *list, const AmtRequest *before, const AmtRequest *now, const AmtService *service)
{
  g_autofree char *fee_before = amt_label_money (before->fee_cents);
  g_autofree char *fee_now = amt_label_money (now->fee_cents);
  g_autofree char *paid_before = amt_label_money (before->paid_cents);
  g_autofree char *paid_now = amt_label_money (now->paid_cents);
  g_autofree char *exemption_before = amt_exemption_sentence (before, service);
  g_autofree char *exemption_now = amt_exemption_sentence (now, service);

  add (list, _ ("Fee"), fee_before, fee_now);
  add (list, _ ("Exemption"), exemption_before, exemption_now);
  add (list, _ ("Paid"), paid_before, paid_now);
}

GPtrArray *
amt_difference_list (const AmtRequest *before, const AmtRequest *now, const AmtService *service)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_difference_free);

  add (list, _ ("Handled by"), before->handler != NULL ? before->handler->name : _ ("nobody"),
       now->handler != NULL ? now->handler->name : _ ("nobody"));
  add (list, _ ("State"), amt_label_state (before->state), amt_label_state (now->state));
  if (service != NULL)
    {
      add_fields (list, service->form, before->form, now->form);
      add_fields (list, service->extract, before->extract != NULL ? before->extract->fields : NULL,
                  now->extract != NULL ? now->extract->fields : NULL);
    }
  add_gates (list, before, now);
  add_money (list, before, now, service);
  return list;
}
