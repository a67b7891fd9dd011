/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-json-writer.h"

#include <math.h>

static void
test_values (void)
{
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autofree char *text = NULL;

  amt_json_writer_begin_object (out);
  amt_json_writer_set_string (out, "a", "x");
  amt_json_writer_set_string (out, "b", NULL);
  amt_json_writer_set_int (out, "c", G_MININT64);
  amt_json_writer_set_int (out, "d", G_MAXINT64);
  amt_json_writer_set_int (out, "e", 0);
  amt_json_writer_set_bool (out, "f", true);
  amt_json_writer_name (out, "g");
  amt_json_writer_begin_array (out);
  amt_json_writer_bool (out, false);
  amt_json_writer_null (out);
  amt_json_writer_begin_array (out);
  amt_json_writer_end_array (out);
  amt_json_writer_begin_object (out);
  amt_json_writer_end_object (out);
  amt_json_writer_time (out, 0);
  amt_json_writer_time (out, G_GINT64_CONSTANT (1795341600123456));
  amt_json_writer_raw (out, "[1,2]");
  amt_json_writer_end_array (out);
  amt_json_writer_set_int (out, "h", -1);
  amt_json_writer_end_object (out);
  text = amt_json_writer_steal_string (out);
  g_assert_cmpstr (text, ==,
                   "{\"a\":\"x\",\"b\":null,\"c\":-9223372036854775808,\"d\":9223372036854775807,\"e\":0,\"f\":true,"
                   "\"g\":[false,null,[],{},null,\"2026-11-22T10:00:00.123Z\",[1,2]],\"h\":-1}");
}

static void
test_strings (void)
{
  static const char *const cases[][2] = {
      {"", "\"\""},
      {"plain", "\"plain\""},
      {"\"\\/", "\"\\\"\\\\/\""},
      {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
      {"\x01\x0b\x1f", "\"\\u0001\\u000b\\u001f\""},
      {"Żaneta 👩", "\"Żaneta 👩\""},
      {"a\xff"
       "b",
       "\"a\xef\xbf\xbd"
       "b\""},
      {"\xc3", "\"\xef\xbf\xbd\""},
      {"\"", "\"\\\"\""},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
      g_autofree char *text = NULL;

      amt_json_writer_string (out, cases[i][0]);
      text = amt_json_writer_steal_string (out);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

/* Every character below U+0080 comes back from json-glib as it was. */
static void
test_against_json_glib (void)
{
  for (char c = 1; c > 0; c++)
    {
      const char value[] = {'a', c, 'z', '\0'};
      g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *text = NULL;

      amt_json_writer_begin_array (out);
      amt_json_writer_string (out, value);
      amt_json_writer_end_array (out);
      text = amt_json_writer_steal_string (out);
      node = json_from_string (text, NULL);
      g_assert_cmpstr (json_array_get_string_element (json_node_get_array (node), 0), ==, value);
    }
}

/* What needs care, at every place of texts of every length: the fast way must not overlook it. */
static void
test_every_place (void)
{
  static const struct
  {
    const char *odd;
    const char *written;
  } cases[] = {
      {"\"", "\\\""},      {"\\", "\\\\"},           {"\x01", "\\u0001"}, {"\n", "\\n"}, {"ü", "ü"},
      {"\x1f", "\\u001f"}, {"\xff", "\xef\xbf\xbd"}, {"\x7f", "\x7f"},    {" ", " "},    {"!", "!"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (size_t length = 0; length < 40; length++)
      for (size_t at = 0; at <= length; at++)
        {
          g_autofree char *before = g_strnfill (at, '~');
          g_autofree char *after = g_strnfill (length - at, '#');
          g_autofree char *value = g_strconcat (before, cases[i].odd, after, NULL);
          g_autofree char *expected = g_strconcat ("\"", before, cases[i].written, after, "\"", NULL);
          g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
          g_autofree char *text = NULL;

          amt_json_writer_string (out, value);
          text = amt_json_writer_steal_string (out);
          g_assert_cmpstr (text, ==, expected);
        }
}

static void
test_names (void)
{
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autofree char *text = NULL;

  amt_json_writer_begin_object (out);
  amt_json_writer_literal_name (out, "a");
  amt_json_writer_int (out, 1);
  amt_json_writer_literal_name (out, "b");
  amt_json_writer_int (out, 2);
  amt_json_writer_name (out, "\"ü\"");
  amt_json_writer_int (out, 3);
  amt_json_writer_end_object (out);
  text = amt_json_writer_steal_string (out);
  g_assert_cmpstr (text, ==, "{\"a\":1,\"b\":2,\"\\\"ü\\\"\":3}");
}

static void
test_node (void)
{
  static const char json[] = "{\"b\":[1,-2,true,null,\"x\",[],{}],\"a\":{\"n\":null},\"d\":2.5}";
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autofree char *text = NULL;

  amt_json_writer_begin_array (out);
  amt_json_writer_node (out, node);
  amt_json_writer_node (out, NULL);
  amt_json_writer_object (out, NULL);
  amt_json_writer_object (out, json_node_get_object (node));
  amt_json_writer_end_array (out);
  text = amt_json_writer_steal_string (out);
  {
    g_autofree char *expected = g_strdup_printf ("[%s,null,null,%s]", json, json);

    g_assert_cmpstr (text, ==, expected);
  }
}

static void
test_no_number (void)
{
  g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), INFINITY);
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autofree char *text = NULL;

  amt_json_writer_node (out, node);
  text = amt_json_writer_steal_string (out);
  g_assert_cmpstr (text, ==, "null");
}

static void
test_steal (void)
{
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      g_assert_cmpuint (amt_json_writer_get_length (out), ==, 0);
      amt_json_writer_begin_object (out);
      amt_json_writer_end_object (out);
      bytes = amt_json_writer_steal (out);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "{}", 2);
    }
}

static void
test_large (void)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autofree char *text = NULL;

  amt_json_writer_begin_array (out);
  for (int i = 0; i < 20; i++)
    amt_json_writer_string (out, long_text);
  amt_json_writer_end_array (out);
  g_assert_cmpuint (amt_json_writer_get_length (out), ==, 20 * 100003 + 1);
  text = amt_json_writer_steal_string (out);
  g_assert_cmpint (text[20 * 100003], ==, ']');
}

static void
test_steal_inside (void)
{
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();

  amt_json_writer_begin_object (out);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*depth == 0*");
  g_assert_null (amt_json_writer_steal (out));
  g_test_assert_expected_messages ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-writer/values", test_values);
  g_test_add_func ("/json-writer/strings", test_strings);
  g_test_add_func ("/json-writer/against-json-glib", test_against_json_glib);
  g_test_add_func ("/json-writer/every-place", test_every_place);
  g_test_add_func ("/json-writer/names", test_names);
  g_test_add_func ("/json-writer/node", test_node);
  g_test_add_func ("/json-writer/no-number", test_no_number);
  g_test_add_func ("/json-writer/steal", test_steal);
  g_test_add_func ("/json-writer/large", test_large);
  g_test_add_func ("/json-writer/steal-inside", test_steal_inside);
  return g_test_run ();
}
