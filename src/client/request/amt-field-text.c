/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-field-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "amt-labels.h"
#include "amt-time.h"

static char *
join_array (JsonArray *array)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (unsigned i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (parts, (gpointer) json_node_get_string (node));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

static char *
node_text (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return join_array (json_node_get_array (node));
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return json_node_dup_string (node);
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return g_strdup_printf ("%g", json_node_get_double (node));
    default:
      return NULL;
    }
}

char *
amt_field_raw (JsonObject *values, const char *id)
{
  JsonNode *node = values != NULL ? json_object_get_member (values, id) : NULL;

  return node != NULL ? node_text (node) : NULL;
}

/* @century: what two digits of a year are added to; 0 when all four have to be written. */
static char *
parse_day (const char *text, int century)
{
  g_autofree char *clean = g_strstrip (g_strdup (text));
  g_autoptr (GRegex) regex = g_regex_new ("^(\\d{1,2})\\. ?(\\d{1,2})\\. ?(\\d{2}|\\d{4})$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *day = NULL;
  bool is_short;

  if (amt_day_is_valid (clean))
    return g_steal_pointer (&clean);
  if (!g_regex_match (regex, clean, 0, &match))
    return NULL;
  parts = g_match_info_fetch_all (match);
  is_short = strlen (parts[3]) == 2;
  if (is_short && century == 0)
    return NULL;
  day = g_strdup_printf ("%04d-%02d-%02d", atoi (parts[3]) + (is_short ? century : 0), atoi (parts[2]),
                         atoi (parts[1]));
  return amt_day_is_valid (day) ? g_steal_pointer (&day) : NULL;
}

char *
amt_field_parse_day (const char *text)
{
  return parse_day (text, 0);
}

char *
amt_field_parse_coming_day (const char *text)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return parse_day (text, g_date_time_get_year (now) / 100 * 100);
}

static const char *
choice_label (const AmtFormField *field, const char *raw)
{
  for (unsigned i = 0; i < field->choices->len; i++)
    {
      const AmtChoice *choice = field->choices->pdata[i];

      if (g_str_equal (choice->id, raw))
        return amt_words_get (choice->label, amt_label_language ());
    }
  return raw;
}

char *
amt_field_display (const AmtFormField *field, const char *raw)
{
  if (raw == NULL)
    return g_strdup ("");
  if (field == NULL)
    return g_strdup (raw);
  switch ((AmtInput) field->input)
    {
    case AMT_INPUT_DATE:
      return amt_day_is_valid (raw) ? amt_label_day (raw, NULL) : g_strdup (raw);
    case AMT_INPUT_BOOLEAN:
      return g_strdup (g_str_equal (raw, "true") ? _ ("yes") : _ ("no"));
    case AMT_INPUT_CHOICE:
      return g_strdup (choice_label (field, raw));
    default:
      return g_strdup (raw);
    }
}

static char *
party_text (const AmtParty *party, const char *id)
{
  if (party == NULL)
    return NULL;
  for (const AmtField *field = amt_party_type.fields; field->name != NULL; field++)
    if (g_str_equal (field->name, id) && (field->kind == AMT_FIELD_STRING || field->kind == AMT_FIELD_DATE))
      return g_strdup (*(char *const *) ((const char *) party + field->offset));
  return NULL;
}

char *
amt_request_stated (const AmtRequest *request, const char *id)
{
  char *typed = amt_field_raw (request->form, id);

  return typed != NULL ? typed : party_text (request->subject != NULL ? request->subject : request->applicant, id);
}

bool
amt_field_parse_money (const char *text, int64_t *cents)
{
  g_autoptr (GRegex) regex = g_regex_new ("^\\s*(\\d{1,7})(?:[.,](\\d{1,2}))?\\s*€?\\s*$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *euros = NULL;
  g_autofree char *rest = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return false;
  euros = g_match_info_fetch (match, 1);
  rest = g_match_info_fetch (match, 2);
  *cents = g_ascii_strtoll (euros, NULL, 10) * 100;
  if (rest != NULL && *rest != '\0')
    *cents += g_ascii_strtoll (rest, NULL, 10) * (rest[1] == '\0' ? 10 : 1);
  return true;
}

bool
amt_field_in_variant (const AmtFormField *field, const char *variant)
{
  return field->variants == NULL || field->variants[0] == NULL || variant == NULL ||
         g_strv_contains ((const char *const *) field->variants, variant);
}
