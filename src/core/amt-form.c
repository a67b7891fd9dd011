/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks what was typed into a service's form. */

#include "amt-service.h"

#include "amt-error.h"
#include "amt-text.h"
#include "amt-time.h"

#include <string.h>

#define TEXT_CHARS 200
#define LONG_TEXT_CHARS 4000

/* What is wrong with a value: a slug, or NULL. */
typedef const char *(*CheckFunc) (const AmtFormField *field, const char *text);

static const char *
check_length (const AmtFormField *field, const char *text, size_t usual)
{
  size_t max = field->max_length > 0 ? (size_t) field->max_length : usual;

  if (amt_text_is_plain (text, max))
    return NULL;
  return amt_text_is_plain (text, G_MAXSIZE) ? "too-long" : "bad-text";
}

static const char *
check_text (const AmtFormField *field, const char *text)
{
  return strpbrk (text, "\n\t") ? "bad-text" : check_length (field, text, TEXT_CHARS);
}

static const char *
check_long_text (const AmtFormField *field, const char *text)
{
  return check_length (field, text, LONG_TEXT_CHARS);
}

static const char *
check_date (const AmtFormField *field, const char *text)
{
  return amt_day_is_valid (text) ? NULL : "not-a-date";
}

static const char *
check_choice (const AmtFormField *field, const char *text)
{
  for (unsigned i = 0; field->choices && i < field->choices->len; i++)
    if (g_str_equal (((const AmtChoice *) field->choices->pdata[i])->id, text))
      return NULL;
  return "unknown-value";
}

static const char *
check_boolean (const AmtFormField *field, const char *text)
{
  return g_str_equal (text, "true") || g_str_equal (text, "false") ? NULL : "unknown-value";
}

static const char *
check_number (const AmtFormField *field, const char *text)
{
  size_t whole = strspn (text, "0123456789");
  const char *rest = text + whole;
  size_t more = *rest ? strspn (rest + 1, "0123456789") : 0;

  if (whole < 1 || whole > 15)
    return "unknown-value";
  if (!*rest)
    return NULL;
  return (*rest == '.' || *rest == ',') && more >= 1 && more <= 4 && !rest[1 + more] ? NULL : "unknown-value";
}

static const CheckFunc checks[] = {
    [AMT_INPUT_TEXT] = check_text,     [AMT_INPUT_LONG_TEXT] = check_long_text, [AMT_INPUT_DATE] = check_date,
    [AMT_INPUT_CHOICE] = check_choice, [AMT_INPUT_BOOLEAN] = check_boolean,     [AMT_INPUT_NUMBER] = check_number,
};

static bool
refuse (GError **error, const char *slug, const char *path, const char *id)
{
  g_autofree char *field = g_strconcat (path, ".", id, NULL);

  amt_error_set (error, AMT_ERROR_INVALID, slug, field, "The form does not take this");
  return false;
}

static bool
is_for_variant (const AmtFormField *field, const char *variant)
{
  return !field->variants || !field->variants[0] || !variant ||
         g_strv_contains ((const char *const *) field->variants, variant);
}

static bool
check_value (GPtrArray *fields, const char *variant, const char *id, JsonNode *node, const char *path, GError **error)
{
  const AmtFormField *field = amt_service_find_field (fields, id);
  const char *text, *slug;

  if (!field || !is_for_variant (field, variant))
    return refuse (error, "unknown-field", path, id);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, "wrong-type", path, id);
  text = json_node_get_string (node);
  if (!*text)
    return true;
  slug = checks[CLAMP (field->input, AMT_INPUT_TEXT, AMT_INPUT_NUMBER)](field, text);
  return !slug || refuse (error, slug, path, id);
}

/* Only called for what check_value () took: strings. */
static bool
is_filled_in (JsonObject *values, const char *id)
{
  const char *text = json_object_get_string_member_with_default (values, id, "");

  return text && strspn (text, " \n\t") < strlen (text);
}

static bool
check_required (GPtrArray *fields, const char *variant, JsonObject *values, const char *path, GError **error)
{
  for (unsigned i = 0; fields && i < fields->len; i++)
    {
      const AmtFormField *field = fields->pdata[i];

      if (field->required && is_for_variant (field, variant) && !is_filled_in (values, field->id))
        return refuse (error, "missing-field", path, field->id);
    }
  return true;
}

bool
amt_form_check (GPtrArray *fields, const char *variant, JsonObject *values, const char *path, bool complete,
                GError **error)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, values);
  while (json_object_iter_next_ordered (&iter, &id, &node))
    if (!check_value (fields, variant, id, node, path, error))
      return false;
  return !complete || check_required (fields, variant, values, path, error);
}
