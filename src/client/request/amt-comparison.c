/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-comparison.h"

#include <glib/gi18n.h>

#include "amt-field-text.h"
#include "amt-labels.h"
#include "amt-text.h"

static const struct
{
  const char *word;
  const char *icon;
} marks[] = {
    [AMT_COMPARISON_SAME] = {NC_ ("comparison", "same"), "object-select-symbolic"},
    [AMT_COMPARISON_DIFFERENT] = {NC_ ("comparison", "differs"), "dialog-warning-symbolic"},
    [AMT_COMPARISON_REGISTER] = {NC_ ("comparison", "only in the register"), "list-add-symbolic"},
    [AMT_COMPARISON_STATED] = {NC_ ("comparison", "not in the register"), "dialog-information-symbolic"},
};

const char *
amt_comparison_word (AmtComparisonVerdict verdict)
{
  return g_dpgettext2 (NULL, "comparison", marks[verdict].word);
}

const char *
amt_comparison_icon (AmtComparisonVerdict verdict)
{
  return marks[verdict].icon;
}

void
amt_comparison_free (AmtComparison *self)
{
  g_free (self->id);
  g_free (self->label);
  g_free (self->stated);
  g_free (self->entered);
  g_free (self);
}

static bool
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static AmtComparisonVerdict
judge (const char *stated, const char *entered)
{
  if (is_empty (stated))
    return AMT_COMPARISON_REGISTER;
  if (is_empty (entered))
    return AMT_COMPARISON_STATED;
  return amt_text_same (stated, entered) ? AMT_COMPARISON_SAME : AMT_COMPARISON_DIFFERENT;
}

static AmtComparison *
compare_field (const AmtRequest *request, const AmtService *service, const AmtFormField *field)
{
  const char *source = is_empty (field->compare) ? field->id : field->compare;
  const AmtFormField *asked = amt_service_find_field (service->form, source);
  g_autofree char *stated = amt_request_stated (request, source);
  g_autofree char *entered = amt_field_raw (request->extract->fields, field->id);
  AmtComparison *self;

  if (is_empty (stated) && is_empty (entered))
    return NULL;
  self = g_new0 (AmtComparison, 1);
  self->id = g_strdup (field->id);
  self->label = g_strdup (amt_words_get (field->label, amt_label_language ()));
  self->stated = amt_field_display (asked != NULL ? asked : field, stated);
  self->entered = amt_field_display (field, entered);
  self->verdict = judge (self->stated, self->entered);
  return self;
}

GPtrArray *
amt_comparison_list (const AmtRequest *request, const AmtService *service)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_comparison_free);

  if (request->extract == NULL)
    return list;
  for (unsigned i = 0; i < service->extract->len; i++)
    {
      const AmtFormField *field = service->extract->pdata[i];
      AmtComparison *row;

      if (amt_field_in_variant (field, request->variant) && (row = compare_field (request, service, field)) != NULL)
        g_ptr_array_add (list, row);
    }
  return list;
}

unsigned
amt_comparison_count (GPtrArray *list)
{
  unsigned n = 0;

  for (unsigned i = 0; i < list->len; i++)
    {
      const AmtComparison *row = list->pdata[i];

      n += row->verdict == AMT_COMPARISON_DIFFERENT || row->verdict == AMT_COMPARISON_STATED;
    }
  return n;
}
