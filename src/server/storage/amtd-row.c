/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-row.h"

#include "amt-error.h"
#include "amt-json-reader.h"
#include "amt-person.h"

char *
amtd_row_from_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = NULL;

  if (object == NULL)
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

char *
amtd_row_from_strings (const char *const *strings)
{
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();

  amt_json_writer_begin_array (out);
  for (gsize i = 0; strings != NULL && strings[i] != NULL; i++)
    amt_json_writer_string (out, strings[i]);
  amt_json_writer_end_array (out);
  return amt_json_writer_steal_string (out);
}

char *
amtd_row_from_record (const AmtRecordType *type, const void *record)
{
  return record != NULL ? amt_record_to_string (type, record) : NULL;
}

static GBytes *
column_bytes (AmtCursor *row, int column)
{
  const char *text = amt_cursor_get_text (row, column);

  return g_bytes_new (text != NULL ? text : "", text != NULL ? strlen (text) : 0);
}

JsonObject *
amtd_row_get_object (AmtCursor *row, int column, GError **error)
{
  g_autoptr (GBytes) bytes = column_bytes (row, column);
  g_autoptr (GError) local = NULL;
  JsonObject *object = amt_json_read (bytes, AMT_JSON_MAX_BYTES, &local);

  if (object == NULL)
    amt_error_set (error, AMT_ERROR_FAILED, "bad-row", NULL, "A stored object cannot be read: %s", local->message);
  return object;
}

void *
amtd_row_get_record (AmtCursor *row, int column, const AmtRecordType *type, GError **error)
{
  g_autoptr (JsonObject) object = amtd_row_get_object (row, column, error);
  g_autoptr (GError) local = NULL;
  void *record;

  if (object == NULL)
    return NULL;

  record = amt_record_from_answer (type, object, &local);
  if (record == NULL)
    amt_error_set (error, AMT_ERROR_FAILED, "bad-row", NULL, "A stored record cannot be read: %s", local->message);
  return record;
}

char **
amtd_row_get_strings (AmtCursor *row, int column)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (JsonNode) node = json_from_string (amt_cursor_get_text (row, column), NULL);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

int
amtd_row_get_enum (AmtCursor *row, int column, const AmtEnum *type)
{
  int value = 0;

  amt_enum_from_nick (type, amt_cursor_get_text (row, column), &value);
  return value;
}

void *
amtd_row_get_colleague (AmtCursor *row, int id)
{
  AmtColleague *colleague;

  if (amt_cursor_is_null (row, id))
    return NULL;

  colleague = amt_colleague_new ();
  colleague->id = amt_cursor_dup_text (row, id);
  colleague->name = amt_cursor_dup_text (row, id + 1);
  colleague->function = amt_cursor_dup_text (row, id + 2);
  return colleague;
}

AmtAuthority *
amtd_row_get_authority (AmtCursor *row, int id)
{
  AmtAuthority *authority = amt_authority_new ();

  authority->id = amt_cursor_dup_text (row, id);
  authority->name = amt_cursor_dup_text (row, id + 1);
  authority->slug = amt_cursor_dup_text (row, id + 2);
  authority->zone = amt_cursor_dup_text (row, id + 3);
  authority->land = amt_cursor_dup_text (row, id + 4);
  authority->street = amt_cursor_dup_text (row, id + 5);
  authority->town = amt_cursor_dup_text (row, id + 6);
  authority->email = amt_cursor_dup_text (row, id + 7);
  return authority;
}
