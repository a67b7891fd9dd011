/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-expansion.h"

#include "amt-error.h"
#include "amt-template-node.h"

#include <stdio.h>
#include <string.h>

#define MAX_TEXT (512 * 1024)

/* English names of values, for offices that write their templates so. */
static const struct
{
  const char *english;
  const char *german;
} aliases[] = {
    {"authority", "behörde"},   {"signer", "unterschrift"},
    {"request", "antrag"},      {"applicant", "antragsteller"},
    {"extract", "auszug"},      {"service", "leistung"},
    {"variant", "variante"},    {"fee", "gebühr"},
    {"day", "datum"},           {"reasons", "gründe"},
    {"remedy", "rechtsbehelf"}, {"paper", "papier"},
    {"label", "bezeichnung"},   {"value", "wert"},
    {"street", "straße"},       {"town", "ort"},
    {"address", "anschrift"},   {"function", "funktion"},
    {"entry", "eintrag"},       {"amount", "betrag"},
    {"basis", "grundlage"},     {"file_number", "aktenzeichen"},
};

static char *
date_short (const GDate *day)
{
  return g_strdup_printf ("%02u.%02u.%04u", g_date_get_day (day), g_date_get_month (day), g_date_get_year (day));
}

static char *
date_long (const GDate *day)
{
  static const char *const months[] = {"Januar", "Februar", "März",      "April",   "Mai",      "Juni",
                                       "Juli",   "August",  "September", "Oktober", "November", "Dezember"};

  return g_strdup_printf ("%u. %s %u", g_date_get_day (day), months[g_date_get_month (day) - 1], g_date_get_year (day));
}

static const struct
{
  const char *name;
  char *(*show) (const GDate *day);
} filters[] = {
    {"datum", date_short},
    {"date", date_short},
    {"datum lang", date_long},
    {"date long", date_long},
};

bool
amt_template_filter_known (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (filters); i++)
    if (g_str_equal (filters[i].name, name))
      return true;
  return false;
}

char *
amt_template_filter_apply (const char *name, const char *text)
{
  unsigned a = 0, b = 0, c = 0;
  int end = 0;
  GDate day;

  g_date_clear (&day, 1);
  if (sscanf (text, "%4u-%2u-%2u%n", &a, &b, &c, &end) == 3 && text[end] == '\0' && g_date_valid_dmy (c, b, a))
    g_date_set_dmy (&day, c, b, a);
  else if (sscanf (text, "%2u.%2u.%4u%n", &c, &b, &a, &end) == 3 && text[end] == '\0' && g_date_valid_dmy (c, b, a))
    g_date_set_dmy (&day, c, b, a);
  else
    return g_strdup (text);
  for (size_t i = 0; i < G_N_ELEMENTS (filters); i++)
    if (g_str_equal (filters[i].name, name))
      return filters[i].show (&day);
  return g_strdup (text);
}

void
amt_expansion_free (AmtExpansion *self)
{
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->values);
  g_array_unref (self->lines);
  g_free (self);
}

/* Where values are looked for: the innermost repeat first. */
typedef struct Scope Scope;
struct Scope
{
  JsonObject *object;
  const Scope *outer; /* (nullable) */
};

typedef struct
{
  AmtExpansion *out;
  bool show_all;
  GError **error;
} Expander;

static JsonNode *
member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  for (size_t i = 0; node == NULL && i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (aliases[i].english, name))
      node = json_object_get_member (object, aliases[i].german);
  return node;
}

/* (nullable) (transfer none) */
static JsonNode *
lookup (const Scope *scope, char **path)
{
  for (; scope != NULL; scope = scope->outer)
    {
      JsonNode *node = member (scope->object, path[0]);

      for (char **part = path + 1; node != NULL && *part != NULL; part++)
        node = JSON_NODE_HOLDS_OBJECT (node) ? member (json_node_get_object (node), *part) : NULL;
      if (node != NULL)
        return node;
    }
  return NULL;
}

static const char *
print (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    node = json_object_get_member (json_node_get_object (node), "wert");
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

static bool
unknown (Expander *expander, const AmtTemplateNode *node)
{
  g_autofree char *name = g_strjoinv (".", node->path);

  amt_error_set (expander->error, AMT_ERROR_INVALID, "unknown-placeholder", name, "Line %u: there is no value %s",
                 node->line, name);
  return false;
}

static bool
expand_text (Expander *expander, const AmtTemplateNode *node)
{
  AmtExpansion *out = expander->out;
  unsigned line = node->line;

  for (const char *p = node->text; *p != '\0'; p++)
    {
      g_string_append_c (out->text, *p);
      if (*p != '\n')
        continue;
      g_array_append_val (out->lines, line);
      line++;
    }
  return out->text->len <= MAX_TEXT;
}

static bool
expand_value (Expander *expander, const AmtTemplateNode *node, const Scope *scope)
{
  AmtExpansion *out = expander->out;
  JsonNode *value = expander->show_all ? NULL : lookup (scope, node->path);
  const char *text;

  if (value == NULL && !expander->show_all)
    return unknown (expander, node);
  if (out->values->len >= AMT_VALUE_COUNT)
    return false;
  text = value != NULL ? print (value) : "x";
  g_string_append_unichar (out->text, AMT_VALUE_BASE + out->values->len);
  g_ptr_array_add (out->values, node->filter ? amt_template_filter_apply (node->filter, text) : g_strdup (text));
  return true;
}

static bool expand_nodes (Expander *expander, GPtrArray *nodes, const Scope *scope);

static bool
expand_if (Expander *expander, const AmtTemplateNode *node, const Scope *scope)
{
  JsonNode *value;
  const char *text;
  bool holds;

  if (expander->show_all)
    return expand_nodes (expander, node->children, scope) && expand_nodes (expander, node->otherwise, scope);
  value = lookup (scope, node->path);
  if (value == NULL)
    return unknown (expander, node);
  text = print (value);
  if (node->equals != NULL)
    holds = g_str_equal (text, node->equals);
  else
    holds = *text != '\0' && !g_str_equal (text, "false");
  return expand_nodes (expander, holds != node->negate ? node->children : node->otherwise, scope);
}

static bool
expand_each (Expander *expander, const AmtTemplateNode *node, const Scope *scope)
{
  g_autoptr (GList) members = NULL;
  JsonNode *value;

  if (expander->show_all)
    return expand_nodes (expander, node->children, scope);
  value = lookup (scope, node->path);
  if (value == NULL || !JSON_NODE_HOLDS_OBJECT (value))
    return unknown (expander, node);
  members = json_object_get_values (json_node_get_object (value));
  for (GList *l = members; l != NULL; l = l->next)
    {
      Scope inner = {NULL, scope};

      if (!JSON_NODE_HOLDS_OBJECT (l->data) || *print (l->data) == '\0')
        continue;
      inner.object = json_node_get_object (l->data);
      if (!expand_nodes (expander, node->children, &inner))
        return false;
    }
  return true;
}

static bool
expand_node (Expander *expander, const AmtTemplateNode *node, const Scope *scope)
{
  switch (node->kind)
    {
    case AMT_TEMPLATE_TEXT:
      return expand_text (expander, node);
    case AMT_TEMPLATE_VALUE:
      return expand_value (expander, node, scope);
    case AMT_TEMPLATE_IF:
      return expand_if (expander, node, scope);
    case AMT_TEMPLATE_EACH:
      return expand_each (expander, node, scope);
    }
  g_assert_not_reached ();
}

static bool
expand_nodes (Expander *expander, GPtrArray *nodes, const Scope *scope)
{
  for (unsigned i = 0; i < nodes->len; i++)
    if (!expand_node (expander, g_ptr_array_index (nodes, i), scope))
      return false;
  return true;
}

AmtExpansion *
amt_template_expand (const AmtTemplate *self, JsonObject *data, GError **error)
{
  g_autoptr (AmtExpansion) out = g_new0 (AmtExpansion, 1);
  g_autoptr (GError) local = NULL;
  Scope scope = {data, NULL};
  Expander expander = {out, data == NULL, &local};

  out->text = g_string_new (NULL);
  out->values = g_ptr_array_new_with_free_func (g_free);
  out->lines = g_array_new (FALSE, FALSE, sizeof (unsigned));
  if (expand_nodes (&expander, amt_template_get_root (self)->children, &scope))
    return g_steal_pointer (&out);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    amt_error_set (error, AMT_ERROR_INVALID, "bad-template", NULL, "The document is too long");
  return NULL;
}

unsigned
amt_expansion_line (const AmtExpansion *self, int line)
{
  if (self->lines->len == 0)
    return 1;
  return g_array_index (self->lines, unsigned, CLAMP (line - 1, 0, (int) self->lines->len - 1));
}

char *
amt_expansion_resolve (const AmtExpansion *self, const char *piece)
{
  GString *text = g_string_new (NULL);

  for (const char *p = piece; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= AMT_VALUE_BASE && c - AMT_VALUE_BASE < self->values->len)
        g_string_append (text, g_ptr_array_index (self->values, c - AMT_VALUE_BASE));
      else
        g_string_append_unichar (text, c);
    }
  return g_string_free (text, FALSE);
}
