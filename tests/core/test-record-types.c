/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every record there is, member by member: what its table promises holds. */

#include "amt-error.h"
#include "all-types.h"

#include <string.h>

#define UUID "0190163d-8694-739b-aea5-966c26f8ad91"

static void *sample_new (const AmtRecordType *type);

static char *
sample_text (const AmtField *field)
{
  return field->max && field->max < 20 ? g_strdup ("Ż") : g_strdup_printf ("Żaneta\t%.10s", field->name);
}

static JsonObject *
sample_object (void)
{
  g_autoptr (JsonNode)
      node = json_from_string ("{\"text\":\"Ł\",\"n\":-7,\"d\":1.5,\"b\":true,\"l\":[\"a\",\"ü\"]}", NULL);

  return json_object_ref (json_node_get_object (node));
}

static GPtrArray *
sample_list (const AmtRecordType *type)
{
  GPtrArray *list = amt_record_list_new ();

  g_ptr_array_add (list, sample_new (type));
  g_ptr_array_add (list, sample_new (type));
  return list;
}

static void
fill (const AmtField *field, void *member)
{
  static const char *const strings[] = {"eins", "zwei", NULL};

  switch (field->kind)
    {
    case AMT_FIELD_STRING:
      *(char **) member = sample_text (field);
      break;
    case AMT_FIELD_DATE:
      *(char **) member = g_strdup ("2026-11-22");
      break;
    case AMT_FIELD_ID:
      *(char **) member = g_strdup (UUID);
      break;
    case AMT_FIELD_INT:
      *(int64_t *) member = field->max ? field->max : 41;
      break;
    case AMT_FIELD_TIME:
      *(int64_t *) member = G_GINT64_CONSTANT (1795341600123000);
      break;
    case AMT_FIELD_BOOL:
      *(bool *) member = true;
      break;
    case AMT_FIELD_ENUM:
      *(int *) member = amt_enum_count (field->type) - 1;
      break;
    case AMT_FIELD_FLAGS:
      *(uint32_t *) member = (1u << amt_enum_count (field->type)) - 1;
      break;
    case AMT_FIELD_STRINGS:
      *(char ***) member = g_strdupv ((char **) strings);
      break;
    case AMT_FIELD_RECORD:
      *(void **) member = sample_new (field->type);
      break;
    case AMT_FIELD_RECORDS:
      *(GPtrArray **) member = sample_list (field->type);
      break;
    case AMT_FIELD_OBJECT:
      *(JsonObject **) member = sample_object ();
      break;
    }
}

/* Every member has a value. */
static void *
sample_new (const AmtRecordType *type)
{
  void *record = amt_record_new (type);

  for (const AmtField *field = type->fields; field->name; field++)
    fill (field, (char *) record + field->offset);
  return record;
}

/* (transfer full) */
static JsonObject *
sample_json (const AmtRecordType *type)
{
  void *record = sample_new (type);
  g_autofree char *text = amt_record_to_string (type, record);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  amt_record_unref (type, record);
  return json_object_ref (json_node_get_object (node));
}

static void
assert_refused (const AmtRecordType *type, JsonObject *json, const char *slug, const char *field)
{
  g_autoptr (GError) error = NULL;
  void *record = amt_record_from_json (type, json, &error);

  if (record || g_strcmp0 (amt_error_get_slug (error), slug) || g_strcmp0 (amt_error_get_field (error), field))
    g_error ("%s.%s: expected %s, got %s at %s", type->name, field, slug,
             record ? "a record" : amt_error_get_slug (error), error ? amt_error_get_field (error) : "-");
}

static void
assert_accepted (const AmtRecordType *type, JsonObject *json, bool strict)
{
  g_autoptr (GError) error = NULL;
  void *record = strict ? amt_record_from_json (type, json, &error) : amt_record_from_answer (type, json, &error);

  g_assert_no_error (error);
  amt_record_unref (type, record);
}

typedef void (*FieldTest) (const AmtRecordType *type, const AmtField *field, JsonObject *json);

/* @json is the sample anew for each member. */
static void
for_each_field (FieldTest test)
{
  for (size_t i = 0; i < G_N_ELEMENTS (all_types); i++)
    for (const AmtField *field = all_types[i]->fields; field->name; field++)
      {
        g_autoptr (JsonObject) json = sample_json (all_types[i]);

        test (all_types[i], field, json);
      }
}

static void
test_round_trip (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (all_types); i++)
    {
      const AmtRecordType *type = all_types[i];
      void *record = sample_new (type);
      void *copy = amt_record_copy (type, record);
      g_autofree char *text = amt_record_to_string (type, record);
      g_autofree char *again = NULL;
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autoptr (GError) error = NULL;
      void *back = amt_record_from_bytes (type, bytes, 1000000, &error);

      g_test_message ("%s", type->name);
      g_assert_no_error (error);
      g_assert_true (amt_record_equal (type, record, back));
      g_assert_true (amt_record_equal (type, record, copy));
      again = amt_record_to_string (type, back);
      g_assert_cmpstr (text, ==, again);
      amt_record_unref (type, record);
      g_assert_true (amt_record_equal (type, back, copy)); /* a copy lives on its own */
      amt_record_unref (type, copy);
      amt_record_unref (type, back);
    }
}

/* An all-empty record can be written, copied and compared; only then reading it asks for more. */
static void
test_empty (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (all_types); i++)
    {
      const AmtRecordType *type = all_types[i];
      void *record = amt_record_new (type);
      void *copy = amt_record_copy (type, record);
      void *sample = sample_new (type);
      g_autofree char *text = amt_record_to_string (type, record);

      g_assert_true (text[0] == '{');
      g_assert_null (strstr (text, "null"));
      g_assert_true (amt_record_equal (type, record, copy));
      g_assert_false (amt_record_equal (type, record, sample));
      amt_record_unref (type, record);
      amt_record_unref (type, copy);
      amt_record_unref (type, sample);
    }
}

static void
check_missing (const AmtRecordType *type, const AmtField *field, JsonObject *json)
{
  json_object_remove_member (json, field->name);
  if (field->flags & AMT_FIELD_REQUIRED)
    assert_refused (type, json, "missing-field", field->name);
  else
    assert_accepted (type, json, true);
  json_object_set_null_member (json, field->name);
  if (field->flags & AMT_FIELD_REQUIRED)
    assert_refused (type, json, "missing-field", field->name);
  else
    assert_accepted (type, json, true);
}

static void
check_wrong_type (const AmtRecordType *type, const AmtField *field, JsonObject *json)
{
  g_autoptr (GError) error = NULL;

  if (field->kind == AMT_FIELD_STRINGS || field->kind == AMT_FIELD_RECORDS || field->kind == AMT_FIELD_FLAGS)
    json_object_set_object_member (json, field->name, json_object_new ());
  else
    json_object_set_array_member (json, field->name, json_array_new ());
  assert_refused (type, json, "wrong-type", field->name);
  g_assert_null (amt_record_from_answer (type, json, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "wrong-type");
  json_object_set_double_member (json, field->name, 1.5);
  assert_refused (type, json, "wrong-type", field->name);
}

static void
check_strings (const AmtRecordType *type, const AmtField *field, JsonObject *json)
{
  unsigned max = field->max ? field->max : AMT_RECORD_MAX_CHARS;
  g_autoptr (GString) text = g_string_new (NULL);

  if (field->kind != AMT_FIELD_STRING)
    return;
  for (unsigned i = 0; i < max; i++)
    g_string_append (text, "ü");
  json_object_set_string_member (json, field->name, text->str);
  assert_accepted (type, json, true);
  g_string_append_c (text, 'u');
  json_object_set_string_member (json, field->name, text->str);
  assert_refused (type, json, "too-long", field->name);
  assert_accepted (type, json, false);
  json_object_set_string_member (json, field->name, "\x01");
  assert_refused (type, json, "bad-text", field->name);
  json_object_set_string_member (json, field->name, "");
  if (field->flags & AMT_FIELD_REQUIRED)
    assert_refused (type, json, "missing-field", field->name);
  else
    assert_accepted (type, json, true);
}

static void
check_values (const AmtRecordType *type, const AmtField *field, JsonObject *json)
{
  static const struct
  {
    AmtFieldKind kind;
    const char *slug;
  } kinds[] = {
      {AMT_FIELD_DATE, "not-a-date"},
      {AMT_FIELD_TIME, "not-a-time"},
      {AMT_FIELD_ID, "unknown-value"},
      {AMT_FIELD_ENUM, "unknown-value"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (field->kind == kinds[i].kind)
      {
        json_object_set_string_member (json, field->name, "2026-02-30");
        assert_refused (type, json, kinds[i].slug, field->name);
        json_object_set_int_member (json, field->name, 1);
        assert_refused (type, json, "wrong-type", field->name);
      }
}

static void
check_range (const AmtRecordType *type, const AmtField *field, JsonObject *json)
{
  if (field->kind != AMT_FIELD_INT)
    return;
  json_object_set_int_member (json, field->name, (int64_t) field->max + 1);
  if (field->max)
    assert_refused (type, json, "out-of-range", field->name);
  json_object_set_int_member (json, field->name, (int64_t) field->min - 1);
  if (field->max)
    assert_refused (type, json, "out-of-range", field->name);
  assert_accepted (type, json, false);
}

static void
check_lists (const AmtRecordType *type, const AmtField *field, JsonObject *json)
{
  unsigned max = field->max ? field->max : AMT_RECORD_MAX_ITEMS;
  JsonArray *array = json_array_new ();
  g_autofree char *first = g_strconcat (field->name, "[0]", NULL);

  json_object_set_array_member (json, field->name, array);
  if (field->kind == AMT_FIELD_FLAGS)
    {
      json_array_add_string_element (array, "unheard-of");
      assert_refused (type, json, "unknown-value", first);
      assert_accepted (type, json, false);
    }
  if (field->kind != AMT_FIELD_STRINGS && field->kind != AMT_FIELD_RECORDS)
    return;
  assert_accepted (type, json, true);
  json_array_add_int_element (array, 1);
  assert_refused (type, json, "wrong-type", first);
  for (unsigned i = 0; i < max; i++)
    json_array_add_string_element (array, "x");
  assert_refused (type, json, "too-long", field->name);
}

static void
check_objects (const AmtRecordType *type, const AmtField *field, JsonObject *json)
{
  unsigned max = field->max ? field->max : AMT_RECORD_MAX_ITEMS;
  g_autofree char *path = g_strconcat (field->name, ".x", NULL);
  JsonObject *object = json_object_new ();

  json_object_set_object_member (json, field->name, object);
  if (field->kind != AMT_FIELD_OBJECT)
    return;
  json_object_set_object_member (object, "x", json_object_new ());
  assert_refused (type, json, "wrong-type", path);
  json_object_set_null_member (object, "x");
  assert_refused (type, json, "wrong-type", path);
  json_object_set_string_member (object, "x", "\x01");
  assert_refused (type, json, "bad-text", path);
  for (unsigned i = 0; i < max; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);

      json_object_set_int_member (object, name, i);
    }
  assert_refused (type, json, "too-long", field->name);
}

/* Every member counts when two are compared: the sample with one of them taken from an empty record differs. */
static void
check_equal (const AmtRecordType *type, const AmtField *field, JsonObject *json)
{
  void *sample = sample_new (type);
  void *other = sample_new (type);
  char held[sizeof (void *)]; /* what stood there, put back before it is freed */
  size_t size = field->kind == AMT_FIELD_BOOL                                     ? sizeof (bool)
                : field->kind == AMT_FIELD_ENUM || field->kind == AMT_FIELD_FLAGS ? sizeof (int)
                                                                                  : sizeof (void *);

  g_assert_true (amt_record_equal (type, sample, other));
  memcpy (held, (char *) other + field->offset, size);
  memset ((char *) other + field->offset, 0, size);
  if (field->kind != AMT_FIELD_ENUM || amt_enum_count (field->type) > 1)
    g_assert_false (amt_record_equal (type, sample, other));
  memcpy ((char *) other + field->offset, held, size);
  amt_record_unref (type, sample);
  amt_record_unref (type, other);
}

static void
check_unknown (const AmtRecordType *type, const AmtField *field, JsonObject *json)
{
  g_autofree char *name = g_strconcat (field->name, "_x", NULL);

  json_object_set_string_member (json, name, "");
  assert_refused (type, json, "unknown-field", name);
  assert_accepted (type, json, false);
}

#define FIELD_TEST(name)                                                                                               \
  static void test_##name (void)                                                                                       \
  {                                                                                                                    \
    for_each_field (check_##name);                                                                                     \
  }
/* clang-format off */
FIELD_TEST (missing)
FIELD_TEST (wrong_type)
FIELD_TEST (strings)
FIELD_TEST (values)
FIELD_TEST (range)
FIELD_TEST (lists)
FIELD_TEST (objects)
FIELD_TEST (equal)
FIELD_TEST (unknown)
/* clang-format on */

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-types/round-trip", test_round_trip);
  g_test_add_func ("/record-types/empty", test_empty);
  g_test_add_func ("/record-types/missing", test_missing);
  g_test_add_func ("/record-types/wrong-type", test_wrong_type);
  g_test_add_func ("/record-types/strings", test_strings);
  g_test_add_func ("/record-types/values", test_values);
  g_test_add_func ("/record-types/range", test_range);
  g_test_add_func ("/record-types/lists", test_lists);
  g_test_add_func ("/record-types/objects", test_objects);
  g_test_add_func ("/record-types/equal", test_equal);
  g_test_add_func ("/record-types/unknown", test_unknown);
  return g_test_run ();
}
