/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading half of amt-record. */

#include "amt-record.h"

#include "amt-error.h"
#include "amt-json-reader.h"
#include "amt-text.h"
#include "amt-time.h"
#include "amt-uuid.h"

#define MAX_VALUE_CHARS 4000
#define MAX_NAME_CHARS 100

typedef struct
{
  const AmtField *field;
  bool strict;
} Place;

typedef bool (*ReadFunc) (const Place *place, JsonNode *node, void *member, GError **error);

static void *read_record (const AmtRecordType *type, JsonObject *json, bool strict, GError **error);

static bool
refuse (GError **error, const char *slug, const char *what)
{
  amt_error_set (error, AMT_ERROR_INVALID, slug, NULL, "%s", what);
  return false;
}

static bool
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static bool
check_text (const char *text, size_t max_chars, bool strict, GError **error)
{
  if (!strict || amt_text_is_plain (text, max_chars))
    return true;
  if (amt_text_is_plain (text, G_MAXSIZE))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "too-long", NULL, "more than %zu characters", max_chars);
      return false;
    }
  return refuse (error, "bad-text", "control characters, or not in Unicode normalization form C");
}

static bool
get_string (JsonNode *node, const char **text, GError **error)
{
  if (!holds (node, G_TYPE_STRING))
    return refuse (error, "wrong-type", "a string is expected");
  *text = json_node_get_string (node);
  return true;
}

static bool
read_string (const Place *place, JsonNode *node, void *member, GError **error)
{
  size_t max = place->field->max ? place->field->max : AMT_RECORD_MAX_CHARS;
  const char *text;

  if (!get_string (node, &text, error) || !check_text (text, max, place->strict, error))
    return false;
  if (place->strict && (place->field->flags & AMT_FIELD_REQUIRED) && !*text)
    return refuse (error, "missing-field", "must not be empty");
  *(char **) member = g_strdup (text);
  return true;
}

static bool
read_date (const Place *place, JsonNode *node, void *member, GError **error)
{
  const char *text;

  if (!get_string (node, &text, error))
    return false;
  if (!amt_day_is_valid (text))
    return refuse (error, "not-a-date", "a day such as 2026-11-22 is expected");
  *(char **) member = g_strdup (text);
  return true;
}

static bool
read_id (const Place *place, JsonNode *node, void *member, GError **error)
{
  const char *text;

  if (!get_string (node, &text, error))
    return false;
  if (!amt_uuid_is_valid (text))
    return refuse (error, "unknown-value", "a UUID in lower case is expected");
  *(char **) member = g_strdup (text);
  return true;
}

static bool
read_int (const Place *place, JsonNode *node, void *member, GError **error)
{
  const AmtField *field = place->field;
  int64_t value;

  if (!holds (node, G_TYPE_INT64))
    return refuse (error, "wrong-type", "a whole number is expected");
  value = json_node_get_int (node);
  if (place->strict && field->max && (value < (int64_t) field->min || value > (int64_t) field->max))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "out-of-range", NULL, "%u to %u is expected", field->min, field->max);
      return false;
    }
  *(int64_t *) member = value;
  return true;
}

static bool
read_bool (const Place *place, JsonNode *node, void *member, GError **error)
{
  if (!holds (node, G_TYPE_BOOLEAN))
    return refuse (error, "wrong-type", "true or false is expected");
  *(bool *) member = json_node_get_boolean (node);
  return true;
}

static bool
read_time (const Place *place, JsonNode *node, void *member, GError **error)
{
  const char *text;
  int64_t unix_us;

  if (!get_string (node, &text, error))
    return false;
  if (!amt_time_parse (text, &unix_us))
    return refuse (error, "not-a-time", "a moment such as 2026-11-22T10:00:00Z is expected");
  unix_us -= (unix_us % 1000 + 1000) % 1000; /* what we write has milliseconds: it comes back as the same */
  if (unix_us == 0 && (place->field->flags & AMT_FIELD_REQUIRED))
    return refuse (error, "missing-field", "the first moment of 1970 stands for none");
  *(int64_t *) member = unix_us;
  return true;
}

static bool
read_enum (const Place *place, JsonNode *node, void *member, GError **error)
{
  const AmtEnum *type = place->field->type;
  const char *text;

  if (!get_string (node, &text, error))
    return false;
  if (amt_enum_from_nick (type, text, member))
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "unknown-value", NULL, "no such %s", type->name);
  return false;
}

/* @element reads the @index-th of the array; stops at the first that does not hold. */
static bool
read_each (const Place *place, JsonNode *node, void *member, GError **error,
           bool (*element) (const Place *place, JsonNode *node, void *member, GError **error))
{
  unsigned max = place->field->max ? place->field->max : AMT_RECORD_MAX_ITEMS;
  JsonArray *array;
  unsigned n;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, "wrong-type", "an array is expected");
  array = json_node_get_array (node);
  n = json_array_get_length (array);
  if (place->strict && n > max)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "too-long", NULL, "more than %u items", max);
      return false;
    }
  for (unsigned i = 0; i < n; i++)
    if (!element (place, json_array_get_element (array, i), member, error))
      {
        g_autofree char *index = g_strdup_printf ("[%u]", i);

        if (error)
          amt_error_prepend_field (*error, index);
        return false;
      }
  return true;
}

static bool
read_flag (const Place *place, JsonNode *node, void *member, GError **error)
{
  const AmtEnum *type = place->field->type;
  const char *text;
  int value;

  if (!get_string (node, &text, error))
    return false;
  if (amt_enum_from_nick (type, text, &value))
    *(uint32_t *) member |= 1u << value;
  else if (place->strict)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "unknown-value", NULL, "no such %s", type->name);
      return false;
    }
  return true;
}

static bool
read_flags (const Place *place, JsonNode *node, void *member, GError **error)
{
  return read_each (place, node, member, error, read_flag);
}

static bool
read_one_string (const Place *place, JsonNode *node, void *member, GError **error)
{
  const char *text;

  if (!get_string (node, &text, error) || !check_text (text, AMT_RECORD_MAX_CHARS, place->strict, error))
    return false;
  g_strv_builder_add (member, text);
  return true;
}

static bool
read_strings (const Place *place, JsonNode *node, void *member, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!read_each (place, node, builder, error, read_one_string))
    return false;
  g_strfreev (*(char ***) member);
  *(char ***) member = g_strv_builder_end (builder);
  return true;
}

static bool
read_nested (const Place *place, JsonNode *node, void *member, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, "wrong-type", "an object is expected");
  *(void **) member = read_record (place->field->type, json_node_get_object (node), place->strict, error);
  return *(void **) member != NULL;
}

static bool
read_one_record (const Place *place, JsonNode *node, void *member, GError **error)
{
  void *record = NULL;

  if (!read_nested (place, node, &record, error))
    return false;
  g_ptr_array_add (*(GPtrArray **) member, record);
  return true;
}

static bool
read_records (const Place *place, JsonNode *node, void *member, GError **error)
{
  return read_each (place, node, member, error, read_one_record);
}

static bool
check_element (const Place *place, JsonNode *node, void *member, GError **error)
{
  const char *text;

  return get_string (node, &text, error) && check_text (text, AMT_RECORD_MAX_CHARS, place->strict, error);
}

static bool
check_value (const Place *place, JsonNode *node, GError **error)
{
  static const AmtField list = {.max = AMT_RECORD_MAX_ITEMS};

  if (holds (node, G_TYPE_STRING))
    return check_text (json_node_get_string (node), MAX_VALUE_CHARS, place->strict, error);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return read_each (&(Place) {&list, place->strict}, node, NULL, error, check_element);
  if (JSON_NODE_HOLDS_VALUE (node))
    return true;
  return refuse (error, "wrong-type", "a string, number, boolean or array of strings is expected");
}

static bool
check_member (const Place *place, const char *name, JsonNode *node, GError **error)
{
  if (place->strict && (!*name || !amt_text_is_plain (name, MAX_NAME_CHARS)))
    return refuse (error, "bad-text", "a member's name is empty, too long or holds control characters");
  if (check_value (place, node, error))
    return true;
  if (error)
    amt_error_prepend_field (*error, name);
  return false;
}

static bool
read_object (const Place *place, JsonNode *node, void *member, GError **error)
{
  unsigned max = place->field->max ? place->field->max : AMT_RECORD_MAX_ITEMS;
  JsonObjectIter iter;
  JsonObject *object;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, "wrong-type", "an object is expected");
  object = json_node_get_object (node);
  if (place->strict && json_object_get_size (object) > max)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "too-long", NULL, "more than %u members", max);
      return false;
    }
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!check_member (place, name, value, error))
      return false;
  *(JsonObject **) member = amt_record_copy_object (object);
  return true;
}

static const ReadFunc readers[] = {
    [AMT_FIELD_STRING] = read_string, [AMT_FIELD_INT] = read_int,         [AMT_FIELD_BOOL] = read_bool,
    [AMT_FIELD_TIME] = read_time,     [AMT_FIELD_DATE] = read_date,       [AMT_FIELD_ID] = read_id,
    [AMT_FIELD_ENUM] = read_enum,     [AMT_FIELD_FLAGS] = read_flags,     [AMT_FIELD_STRINGS] = read_strings,
    [AMT_FIELD_RECORD] = read_nested, [AMT_FIELD_RECORDS] = read_records, [AMT_FIELD_OBJECT] = read_object,
};

/* Lists are never NULL once read. */
static void
init_lists (const AmtRecordType *type, void *record)
{
  for (const AmtField *field = type->fields; field->name; field++)
    {
      void *member = (char *) record + field->offset;

      if (field->kind == AMT_FIELD_STRINGS)
        *(char ***) member = g_new0 (char *, 1);
      else if (field->kind == AMT_FIELD_RECORDS)
        *(GPtrArray **) member = amt_record_list_new ();
    }
}

static bool
read_field (const Place *place, JsonNode *node, void *record, GError **error)
{
  const AmtField *field = place->field;
  bool ok;

  if (node && !JSON_NODE_HOLDS_NULL (node))
    ok = readers[field->kind](place, node, (char *) record + field->offset, error);
  else
    ok = !(field->flags & AMT_FIELD_REQUIRED) || refuse (error, "missing-field", "must be there");
  if (!ok && error)
    amt_error_prepend_field (*error, field->name);
  return ok;
}

static bool
has_field (const AmtRecordType *type, const char *name)
{
  for (const AmtField *field = type->fields; field->name; field++)
    if (g_str_equal (field->name, name))
      return true;
  return false;
}

/* Called when the object has more members than the table found in it. */
static bool
refuse_unknown (const AmtRecordType *type, JsonObject *json, GError **error)
{
  JsonObjectIter iter;
  const char *name = "";

  json_object_iter_init_ordered (&iter, json);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!has_field (type, name))
      break;
  amt_error_set (error, AMT_ERROR_INVALID, "unknown-field", name, "not known here");
  return false;
}

static bool
read_fields (const AmtRecordType *type, JsonObject *json, bool strict, void *record, GError **error)
{
  unsigned found = 0;

  for (const AmtField *field = type->fields; field->name; field++)
    {
      JsonNode *node = json_object_get_member (json, field->name);

      found += node != NULL;
      if (!read_field (&(Place) {field, strict}, node, record, error))
        return false;
    }
  return !strict || found == json_object_get_size (json) || refuse_unknown (type, json, error);
}

static void *
read_record (const AmtRecordType *type, JsonObject *json, bool strict, GError **error)
{
  void *record = amt_record_new (type);

  init_lists (type, record);
  if (read_fields (type, json, strict, record, error))
    return record;
  amt_record_unref (type, record);
  return NULL;
}

void *
amt_record_from_json (const AmtRecordType *type, JsonObject *json, GError **error)
{
  return read_record (type, json, true, error);
}

void *
amt_record_from_answer (const AmtRecordType *type, JsonObject *json, GError **error)
{
  return read_record (type, json, false, error);
}

void *
amt_record_from_bytes (const AmtRecordType *type, GBytes *bytes, size_t max_bytes, GError **error)
{
  g_autoptr (JsonObject) json = amt_json_read (bytes, max_bytes, error);

  return json ? read_record (type, json, true, error) : NULL;
}

void *
amt_record_from_answer_bytes (const AmtRecordType *type, GBytes *bytes, size_t max_bytes, GError **error)
{
  g_autoptr (JsonObject) json = amt_json_read (bytes, max_bytes, error);

  return json ? read_record (type, json, false, error) : NULL;
}
