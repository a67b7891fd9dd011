/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"
#include "amt-markup.h"
#include "amt-template.h"

/* (transfer full): data with a name, an empty value, a list and an object. */
static JsonObject *
new_data (const char *name)
{
  JsonObject *data = json_object_new ();
  JsonObject *fields = json_object_new ();
  static const char *const values[][3] = {{"a", "Erstes", "eins"}, {"b", "Leeres", ""}, {"c", "Drittes", "drei"}};

  json_object_set_string_member (data, "name", name);
  json_object_set_string_member (data, "leer", "");
  json_object_set_string_member (data, "nein", "false");
  json_object_set_string_member (data, "tag", "1988-03-14");
  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    {
      JsonObject *field = json_object_new ();

      json_object_set_string_member (field, "bezeichnung", values[i][1]);
      json_object_set_string_member (field, "wert", values[i][2]);
      json_object_set_object_member (fields, values[i][0], field);
    }
  json_object_set_object_member (data, "auszug", fields);
  return data;
}

/* (transfer full): the blocks of @text, which must be right. */
static GPtrArray *
set_text (const char *text, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtTemplate) form = amt_template_new (text, &error);
  g_autoptr (JsonObject) data = new_data (name);
  g_autoptr (AmtExpansion) expansion = NULL;
  GPtrArray *blocks;

  g_assert_no_error (error);
  expansion = amt_template_expand (form, data, &error);
  g_assert_no_error (error);
  blocks = amt_markup_parse (expansion, &error);
  g_assert_no_error (error);
  return blocks;
}

static const char *
text_of (GPtrArray *blocks, unsigned block, unsigned text)
{
  const AmtBlock *b = g_ptr_array_index (blocks, block);

  return ((const AmtRichText *) g_ptr_array_index (b->texts, text))->text;
}

static void
test_literal (void)
{
  static const char *const names[] = {
      "**fett** _schräg_ `code`",
      "# Überschrift",
      "| a | b |",
      "<b>x</b>",
      "[x](http://y)",
      "{{name}}",
      "{{#wenn name}}",
      "&amp; &lt;",
      "\\*kein Stern",
      "1. Punkt",
      "---",
      "a|b",
      "![x](y)",
      "<!-- x -->",
      "$name %s %n",
      "\xf3\xb0\x80\x80 privat",
      "~~durch~~ ^hoch^",
      "* * *",
      "> Zitat",
      "\tTab",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPtrArray) blocks = set_text ("# {{name}}\n\nHerr **{{name}}** hier.\n\n| | |\n|---|---|\n"
                                               "| Name | {{name}} |\n",
                                               names[i]);
      g_autofree char *sentence = g_strdup_printf ("Herr %s hier.", names[i]);

      g_assert_cmpuint (blocks->len, ==, 3);
      g_assert_cmpstr (text_of (blocks, 0, 0), ==, names[i]);
      g_assert_cmpstr (text_of (blocks, 1, 0), ==, sentence);
      g_assert_cmpstr (text_of (blocks, 2, 1), ==, names[i]);
    }
}

static void
test_conditions (void)
{
  static const struct
  {
    const char *condition;
    const char *expected;
  } cases[] = {
      {"{{#wenn name}}ja{{#sonst}}nein{{/wenn}}", "ja"},
      {"{{#wenn leer}}ja{{#sonst}}nein{{/wenn}}", "nein"},
      {"{{#wenn nein}}ja{{#sonst}}nein{{/wenn}}", "nein"},
      {"{{#wenn nicht leer}}ja{{/wenn}}", "ja"},
      {"{{#if not name}}ja{{#else}}nein{{/if}}", "nein"},
      {"{{#wenn name = Anna}}ja{{#sonst}}nein{{/wenn}}", "ja"},
      {"{{#wenn name = Berta}}ja{{#sonst}}nein{{/wenn}}", "nein"},
      {"{{#wenn nicht name = Berta}}ja{{/wenn}}", "ja"},
      {"{{#if auszug.a}}{{#if extract.b}}x{{#else}}{{extract.c}}{{/if}}{{/if}}", "drei"},
      {"{{tag | datum}} {{tag | datum lang}} {{name | datum}}", "14.03.1988 14. März 1988 Anna"},
      {"{{auszug.a.bezeichnung}}: {{ auszug.a.value }}", "Erstes: eins"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("# T\n\n%s\n", cases[i].condition);
      g_autoptr (GPtrArray) blocks = set_text (text, "Anna");

      g_assert_cmpstr (text_of (blocks, 1, 0), ==, cases[i].expected);
    }
}

static void
test_repeat (void)
{
  static const char *const texts[] = {
      "# T\n\n| | |\n|---|---|\n{{#je auszug}}\n| {{bezeichnung}} | {{wert}} |\n{{/je}}\n| Name | {{name}} |\n",
      "# T\n\n| | |\n|---|---|\n{{#each extract}}\n| {{label}} | {{value}} |\n{{/each}}\n| Name | {{name}} |\n",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) blocks = set_text (texts[i], "Anna");
      const AmtBlock *table = g_ptr_array_index (blocks, 1);

      g_assert_cmpint (table->kind, ==, AMT_BLOCK_TABLE);
      g_assert_false (table->head);
      g_assert_cmpuint (table->texts->len, ==, 6); /* what is empty is left out */
      g_assert_cmpstr (text_of (blocks, 1, 0), ==, "Erstes");
      g_assert_cmpstr (text_of (blocks, 1, 3), ==, "drei");
      g_assert_cmpstr (text_of (blocks, 1, 5), ==, "Anna");
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *field;
  } cases[] = {
      {"# T\n\n{{name", "line 3"},
      {"# T\n\n{{name\n}}", "line 3"},
      {"# T\n\n{{}}\n", "line 3"},
      {"# T\n\n{{a..b}}\n", "line 3"},
      {"# T\n\n{{a b}}\n", "line 3"},
      {"# T\n\n\n{{name | groß}}\n", "line 4"},
      {"# T\n\n{{#wenn a}}\nx\n", "line 3"},
      {"# T\n\nx\n{{/wenn}}\n", "line 4"},
      {"# T\n{{#wenn a}}\n{{/je}}\n", "line 3"},
      {"# T\n{{#je a}}\n{{#sonst}}\n{{/je}}\n", "line 3"},
      {"# T\n{{#wenn a}}{{#sonst}}{{#sonst}}{{/wenn}}\n", "line 2"},
      {"# T\n{{#falls a}}\n", "line 2"},
      {"# T\n\nText\n\n<b>x</b>\n", "line 5"},
      {"# T\n\nText [x](http://y)\n", "line 3"},
      {"# T\n\nText ![x](y)\n", "line 3"},
      {"# T\n\n<div>\n\n</div>\n", "line 3"},
      {"# T\n\n{{#wenn a}}\n{{/wenn}}\n\n> Zitat\n", "line 6"},
      {"# T\n\n---\n", "line 3"},
      {"# T\n\n|1|2|3|4|5|6|7|8|9|\n|-|-|-|-|-|-|-|-|-|\n", "line 3"},
      {"Kein Titel\n", "line 1"},
      {"", "line 1"},
      {"# T \xee\x80\x80\n", "line 1"},
      {"# T \xff\n", "line 1"},
      {"# T\n{{#wenn a}}{{#wenn a}}{{#wenn a}}{{#wenn a}}{{#wenn a}}{{#wenn a}}{{#wenn a}}{{#wenn a}}{{#wenn a}}",
       "line 2"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmtTemplate) form = amt_template_new (cases[i].text, &error);

      if (form != NULL)
        g_error ("took %s", cases[i].text);
      g_assert_error (error, AMT_ERROR, AMT_ERROR_INVALID);
      g_assert_cmpstr (amt_error_get_slug (error), ==, "bad-template");
      g_assert_cmpstr (amt_error_get_field (error), ==, cases[i].field);
    }
}

static void
test_unknown_value (void)
{
  static const char *const texts[] = {"# T\n\n{{nirgends}}", "# T\n\n{{auszug.z}}",
                                      "# T\n\n{{#wenn nirgends}}x{{/wenn}}", "# T\n\n{{#je name}}x{{/je}}"};

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmtTemplate) form = amt_template_new (texts[i], &error);
      g_autoptr (JsonObject) data = new_data ("Anna");
      g_autoptr (AmtExpansion) expansion = NULL;

      g_assert_no_error (error);
      expansion = amt_template_expand (form, data, &error);
      g_assert_null (expansion);
      g_assert_cmpstr (amt_error_get_slug (error), ==, "unknown-placeholder");
    }
}

static void
test_markup (void)
{
  g_autoptr (GPtrArray) blocks = set_text ("# Titel\n\n*gemäß § 18*\n\n## Gründe\n\nEin\nAbsatz.\\\nZweite Zeile\n\n"
                                           "- a\n- **b**\n\n3. c\n\n| A | B |\n|---|---|\n| 1 | 2 |\n",
                                           "x");
  const AmtBlock *subtitle = g_ptr_array_index (blocks, 1);
  const AmtBlock *numbered = g_ptr_array_index (blocks, 5);
  const AmtBlock *table = g_ptr_array_index (blocks, 6);

  g_assert_cmpuint (blocks->len, ==, 7);
  g_assert_true (subtitle->subtitle);
  g_assert_cmpstr (text_of (blocks, 1, 0), ==, "gemäß § 18");
  g_assert_cmpstr (text_of (blocks, 3, 0), ==, "Ein Absatz.\nZweite Zeile");
  g_assert_true (numbered->ordered);
  g_assert_true (table->head);
  g_assert_cmpuint (table->texts->len, ==, 4);
}

static void
test_load (void)
{
  static const char *const ids[] = {"../templates/rejection", "none", "", "Rejection"};
  g_autoptr (GError) error = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_null (amt_template_load (g_getenv ("AMT_DATA_DIR"), ids[i], &error));
      g_assert_error (error, AMT_ERROR, AMT_ERROR_NOT_FOUND);
      g_clear_error (&error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template/literal", test_literal);
  g_test_add_func ("/template/conditions", test_conditions);
  g_test_add_func ("/template/repeat", test_repeat);
  g_test_add_func ("/template/refused", test_refused);
  g_test_add_func ("/template/unknown-value", test_unknown_value);
  g_test_add_func ("/template/markup", test_markup);
  g_test_add_func ("/template/load", test_load);
  return g_test_run ();
}
