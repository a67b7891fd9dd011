/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"
#include "amt-json-reader.h"
#include "amt-json-writer.h"

#include <string.h>

static JsonObject *
read_text (const char *json, GError **error)
{
  g_autoptr (GBytes)
      bytes = g_bytes_new (json, strlen (json)); /* a copy of exact length, so that ASan sees over-reads */

  return amt_json_read (bytes, AMT_JSON_MAX_BYTES, error);
}

static void
assert_refused (GBytes *bytes, const char *slug, const char *field)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (amt_json_read (bytes, AMT_JSON_MAX_BYTES, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, slug);
  g_assert_cmpstr (amt_error_get_field (error), ==, field);
  g_assert_null (amt_json_read (bytes, AMT_JSON_MAX_BYTES, NULL));
}

static const struct
{
  const char *json;
  const char *slug;
  const char *field;
} refused[] = {
    {"", "malformed-json", NULL},
    {" \n", "malformed-json", NULL},
    {"{", "malformed-json", NULL},
    {"{\"a\"", "malformed-json", NULL},
    {"{\"a\":", "malformed-json", NULL},
    {"{\"a\":1", "malformed-json", NULL},
    {"{\"a\":1,", "malformed-json", NULL},
    {"{\"a\":1,}", "malformed-json", NULL},
    {"{\"a\":[1,]}", "malformed-json", NULL},
    {"{\"a\":[,1]}", "malformed-json", NULL},
    {"{\"a\":[1 2]}", "malformed-json", NULL},
    {"{\"a\" 1}", "malformed-json", NULL},
    {"{a:1}", "malformed-json", NULL},
    {"{'a':1}", "malformed-json", NULL},
    {"{\"a\":1}}", "malformed-json", NULL},
    {"{\"a\":1} x", "malformed-json", NULL},
    {"{}{}", "malformed-json", NULL},
    {"{\"a\":1]", "malformed-json", NULL},
    {"{\"a\":\"x}", "malformed-json", NULL},
    {"{\"a\":\"\\", "malformed-json", NULL},
    {"{\"a\":\"\\x\"}", "malformed-json", NULL},
    {"{\"a\":\"\\u12\"}", "malformed-json", NULL},
    {"{\"a\":\"\\u12g4\"}", "malformed-json", NULL},
    {"{\"a\":\"\\u", "malformed-json", NULL},
    {"{\"a\":\"\\u0000\"}", "malformed-json", NULL},
    {"{\"a\\u0000b\":1}", "malformed-json", NULL},
    {"{\"a\":\"\\ud800\"}", "malformed-json", NULL},
    {"{\"a\":\"\\ud800x\"}", "malformed-json", NULL},
    {"{\"a\":\"\\ud800\\n\"}", "malformed-json", NULL},
    {"{\"a\":\"\\ud800\\u0041\"}", "malformed-json", NULL},
    {"{\"a\":\"\\ud800\\ud800\"}", "malformed-json", NULL},
    {"{\"a\":\"\\udc00\"}", "malformed-json", NULL},
    {"{\"a\":\"\\ud800\\u", "malformed-json", NULL},
    {"{\"a\":\"\n\"}", "malformed-json", NULL},
    {"{\"a\":\"\x1f\"}", "malformed-json", NULL},
    {"{\"a\":01}", "malformed-json", NULL},
    {"{\"a\":-}", "malformed-json", NULL},
    {"{\"a\":-01}", "malformed-json", NULL},
    {"{\"a\":+1}", "malformed-json", NULL},
    {"{\"a\":1.}", "malformed-json", NULL},
    {"{\"a\":.5}", "malformed-json", NULL},
    {"{\"a\":1e}", "malformed-json", NULL},
    {"{\"a\":1e+}", "malformed-json", NULL},
    {"{\"a\":0x10}", "malformed-json", NULL},
    {"{\"a\":1e999}", "malformed-json", NULL},
    {"{\"a\":9223372036854775808}", "malformed-json", NULL},
    {"{\"a\":-9223372036854775809}", "malformed-json", NULL},
    {"{\"a\":NaN}", "malformed-json", NULL},
    {"{\"a\":Infinity}", "malformed-json", NULL},
    {"{\"a\":True}", "malformed-json", NULL},
    {"{\"a\":tru}", "malformed-json", NULL},
    {"{\"a\":truex}", "malformed-json", NULL},
    {"{\"a\":undefined}", "malformed-json", NULL},
    {"// c\n{}", "malformed-json", NULL},
    {"{/**/}", "malformed-json", NULL},
    {"\xef\xbb\xbf{}", "malformed-json", NULL},
    {"{\"a\":\"\xff\"}", "not-utf8", NULL},
    {"{\"a\":\"\xc0\xaf\"}", "not-utf8", NULL},         /* overlong "/" */
    {"{\"a\":\"\xe0\x80\xaf\"}", "not-utf8", NULL},     /* the same in three bytes */
    {"{\"a\":\"\xed\xa0\x80\"}", "not-utf8", NULL},     /* a surrogate */
    {"{\"a\":\"\xf4\x90\x80\x80\"}", "not-utf8", NULL}, /* beyond U+10FFFF */
    {"{\"a\":\"\xc3", "not-utf8", NULL},
    {"\xfe\xff\x00{", "not-utf8", NULL}, /* UTF-16 */
    {"[]", "not-an-object", NULL},
    {"[{}]", "not-an-object", NULL},
    {"\"a\"", "not-an-object", NULL},
    {"12", "not-an-object", NULL},
    {"null", "not-an-object", NULL},
    {"nul", "malformed-json", NULL},
    {"{\"a\":1,\"a\":2}", "duplicate-field", "a"},
    {"{\"a\":1,\"\\u0061\":2}", "duplicate-field", "a"},
    {"{\"x\":[0,{\"y\":{\"a\":1,\"b\":2,\"a\":3}}]}", "duplicate-field", "x[1].y.a"},
};

static void
test_refused (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (refused[i].json, strlen (refused[i].json));

      g_test_message ("%zu: %s", i, refused[i].slug);
      assert_refused (bytes, refused[i].slug, refused[i].field);
    }
}

/* Cut after each byte: never read past the end, always refused. */
static void
test_cut_off (void)
{
  static const char json[] = "{\"a\":[1,-2.5e3,true,null,\"\\ud83d\\ude00ä\",{\"b\":{}}]}";

  for (size_t n = 0; n < sizeof json - 1; n++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (json, n);
      g_autoptr (GError) error = NULL;

      g_assert_null (amt_json_read (bytes, AMT_JSON_MAX_BYTES, &error));
      g_assert_error (error, AMT_ERROR, AMT_ERROR_INVALID);
    }
}

static void
test_nul (void)
{
  g_autoptr (GBytes) inside = g_bytes_new_static ("{\"a\":\"x\0y\"}", 11);
  g_autoptr (GBytes) after = g_bytes_new_static ("{}\0", 3);

  assert_refused (inside, "malformed-json", NULL);
  assert_refused (after, "malformed-json", NULL);
}

static void
test_position (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text ("{\n  \"ä\": 1,\n  \"ü\": x\n}", &error));
  g_assert_true (g_str_has_prefix (error->message, "Line 3, column 8:"));
}

static void
test_depth (void)
{
  for (int depth = 1; depth <= AMT_JSON_MAX_DEPTH + 1; depth++)
    {
      g_autoptr (GString) json = g_string_new ("{\"a\":");
      g_autoptr (JsonObject) object = NULL;
      g_autoptr (GError) error = NULL;

      for (int i = 1; i < depth; i++)
        g_string_append_c (json, '[');
      g_string_append_c (json, '0');
      for (int i = 1; i < depth; i++)
        g_string_append_c (json, ']');
      g_string_append_c (json, '}');
      object = read_text (json->str, &error);
      g_assert_true ((object != NULL) == (depth <= AMT_JSON_MAX_DEPTH));
      if (!object)
        g_assert_cmpstr (amt_error_get_slug (error), ==, "json-too-deep");
    }
}

/* Depth is counted down again. */
static void
test_breadth (void)
{
  g_autoptr (GString) json = g_string_new ("{\"a\":[0");
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 500; i++)
    g_string_append (json, ",[],{},[[1]],{\"b\":{}}");
  g_string_append (json, "]}");
  object = read_text (json->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "a")), ==, 2001);
}

static void
test_size (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"a\":1}", 7);
  g_autoptr (JsonObject) object = amt_json_read (bytes, 7, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (object);
  g_assert_null (amt_json_read (bytes, 6, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_TOO_LARGE);
  g_assert_cmpstr (amt_error_get_slug (error), ==, "too-large");
  g_assert_cmpuint (amt_error_to_status (error), ==, 413);
}

static void
test_many_members (void)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 1001; i++)
    g_string_append_printf (json, "%s\"%d\":0", i ? "," : "", i);
  g_string_append_c (json, '}');
  g_assert_null (read_text (json->str, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "malformed-json");
}

static void
test_values (void)
{
  static const char json[] =
      " {\r\n\t\"s\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00ß\" , \"i\":-9223372036854775808,"
      "\"j\":9223372036854775807,\"z\":-0,\"d\":-1.5E+2,\"t\":true,\"f\":false,\"n\":null,\"o\":{},"
      "\"a\":[ ],\"\":\"\"}\n ";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = read_text (json, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (object, "s"), ==, "\"\\/\b\f\n\r\tä😀ß");
  g_assert_cmpint (json_object_get_int_member (object, "i"), ==, G_MININT64);
  g_assert_cmpint (json_object_get_int_member (object, "j"), ==, G_MAXINT64);
  g_assert_cmpint (json_object_get_int_member (object, "z"), ==, 0);
  g_assert_cmpfloat (json_object_get_double_member (object, "d"), ==, -150.0);
  g_assert_true (json_object_get_boolean_member (object, "t"));
  g_assert_false (json_object_get_boolean_member (object, "f"));
  g_assert_true (json_object_get_null_member (object, "n"));
  g_assert_nonnull (json_object_get_object_member (object, "o"));
  g_assert_nonnull (json_object_get_array_member (object, "a"));
  g_assert_cmpstr (json_object_get_string_member (object, ""), ==, "");
}

/* What we read is what json-glib reads. */
static void
test_against_json_glib (void)
{
  static const char json[] = "{\"b\":[1,-2,3.25,1e3,true,null,\"\\u00fc\",[],{}],\"a\":{\"n\":null,\"x\":\"\\\\\"}}";
  g_autoptr (JsonObject) ours = read_text (json, NULL);
  g_autoptr (JsonNode) theirs = json_from_string (json, NULL);

  g_assert_true (json_object_equal (ours, json_node_get_object (theirs)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-reader/refused", test_refused);
  g_test_add_func ("/json-reader/cut-off", test_cut_off);
  g_test_add_func ("/json-reader/nul", test_nul);
  g_test_add_func ("/json-reader/position", test_position);
  g_test_add_func ("/json-reader/depth", test_depth);
  g_test_add_func ("/json-reader/breadth", test_breadth);
  g_test_add_func ("/json-reader/size", test_size);
  g_test_add_func ("/json-reader/many-members", test_many_members);
  g_test_add_func ("/json-reader/values", test_values);
  g_test_add_func ("/json-reader/against-json-glib", test_against_json_glib);
  return g_test_run ();
}
