/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-wording-row.h"

#include <glib/gi18n.h>

#include "amt-labels.h"

typedef struct
{
  GWeakRef row;          /* AdwComboRow; its signal holds us */
  AmtCase *amt_case;     /* (owned) */
  GtkTextBuffer *buffer; /* (owned) */
  char *kind;
  GPtrArray *wordings; /* (owned) of AmtWording, those of the kind */
} Wordings;

static void
wordings_clear (gpointer data)
{
  Wordings *self = data;

  g_weak_ref_clear (&self->row);
  g_object_unref (self->amt_case);
  g_object_unref (self->buffer);
  g_ptr_array_unref (self->wordings);
  g_free (self->kind);
}

static void
wordings_unref (gpointer data)
{
  g_rc_box_release_full (data, wordings_clear);
}

static void
closure_unref (gpointer data, GClosure *closure)
{
  wordings_unref (data);
}

static char *
placeholder (const char *name, AmtCase *amt_case)
{
  const AmtRequest *request = amt_case_get_request (amt_case);
  const AmtService *service = amt_case_get_service (amt_case);
  const AmtAuthority *authority = amt_case_get_authority (amt_case);

  if (g_str_equal (name, "applicant"))
    return amt_party_full_name (request->applicant);
  if (g_str_equal (name, "file_number"))
    return g_strdup (request->file_number);
  if (g_str_equal (name, "service") && service != NULL)
    return g_strdup (amt_words_get (service->name, "de"));
  if (g_str_equal (name, "fee"))
    return amt_label_money (request->fee_cents - request->paid_cents);
  if (g_str_equal (name, "clerk"))
    return g_strdup (amt_case_get_session (amt_case)->name);
  if (g_str_equal (name, "authority") && authority != NULL)
    return g_strdup (authority->name);
  return NULL;
}

char *
amt_wording_fill (const char *text, AmtCase *amt_case)
{
  GString *filled = g_string_new (NULL);
  const char *open;

  while ((open = strstr (text, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      g_autofree char *name = close != NULL ? g_strstrip (g_strndup (open + 2, (size_t) (close - open - 2))) : NULL;
      g_autofree char *value = name != NULL ? placeholder (name, amt_case) : NULL;

      if (close == NULL)
        break;
      g_string_append_len (filled, text, open - text);
      if (value != NULL)
        g_string_append (filled, value);
      else
        g_string_append_len (filled, open, close + 2 - open);
      text = close + 2;
    }
  g_string_append (filled, text);
  return g_string_free (filled, false);
}

/* What was typed is never overwritten: the wording goes to the cursor unless the text is empty. */
static void
on_selected (AdwComboRow *row, GParamSpec *pspec, gpointer data)
{
  Wordings *self = data;
  unsigned index = adw_combo_row_get_selected (row);
  g_autofree char *text = NULL;

  if (index == 0 || index == GTK_INVALID_LIST_POSITION || index > self->wordings->len)
    return;
  text = amt_wording_fill (((const AmtWording *) self->wordings->pdata[index - 1])->text, self->amt_case);
  gtk_text_buffer_insert_at_cursor (self->buffer, text, -1);
}

/* Nothing to choose: the row stays where the keys come to, and says why. */
static void
explain (AdwComboRow *row, const char *why)
{
  adw_combo_row_set_use_subtitle (row, false);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), why);
  gtk_widget_set_sensitive (GTK_WIDGET (row), true);
}

static DexFuture *
on_loaded (DexFuture *future, gpointer data)
{
  Wordings *self = data;
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *all = value != NULL ? g_value_get_boxed (value) : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (AdwComboRow) row = g_weak_ref_get (&self->row);

  if (row == NULL)
    return dex_ref (future);
  gtk_string_list_append (names, _ ("Your own words"));
  for (unsigned i = 0; all != NULL && i < all->len; i++)
    {
      AmtWording *wording = all->pdata[i];

      if (!g_str_equal (wording->kind, self->kind))
        continue;
      g_ptr_array_add (self->wordings, amt_wording_ref (wording));
      gtk_string_list_append (names, wording->title);
    }
  if (self->wordings->len == 0)
    {
      explain (row, all != NULL
                        ? _ ("The office has none for this; write your own words")
                        : _ ("The server does not send them just now; write your own words, or open this later"));
      return dex_ref (future);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  gtk_widget_set_sensitive (GTK_WIDGET (row), true);
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (on_selected), g_rc_box_acquire (self), closure_unref, 0);
  return dex_ref (future);
}

void
amt_wording_row_load (AdwComboRow *row, AmtCase *amt_case, const char *kind, GtkTextBuffer *buffer)
{
  AmtApi *api = amt_case_get_api (amt_case);
  Wordings *self;

  gtk_widget_set_sensitive (GTK_WIDGET (row), false);
  if (api == NULL || amt_case_get_request (amt_case) == NULL)
    return;
  self = g_rc_box_new0 (Wordings);
  g_weak_ref_init (&self->row, row);
  self->amt_case = g_object_ref (amt_case);
  self->buffer = g_object_ref (buffer);
  self->kind = g_strdup (kind);
  self->wordings = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_wording_unref);
  dex_future_disown (dex_future_finally (amt_api_get_wordings (api, amt_case_get_request (amt_case)->authority_id),
                                         on_loaded, self, wordings_unref));
}
