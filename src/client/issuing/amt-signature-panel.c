/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-signature-panel.h"

#include <glib/gi18n.h>

#include "amt-announce.h"
#include "amt-issuing-resources.h"
#include "amt-labels.h"
#include "amt-signing-steps.h"
#include "amt-ui.h"

#define TRY_KEY_AFTER_MS 500

struct _AmtSignaturePanel
{
  AdwBin parent_instance;

  char *key_path; /* (owned) (nullable) */
  bool demo;      /* the server is a demonstration */
  unsigned try_source;

  AdwActionRow *signer_row;
  AdwActionRow *level_row;
  AdwActionRow *key_row;
  GtkWidget *key_button;
  AdwPasswordEntryRow *secret_row;
  GtkLabel *secret_problem;
};

G_DEFINE_FINAL_TYPE (AmtSignaturePanel, amt_signature_panel, ADW_TYPE_BIN)

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static const char *
get_text (AmtSignaturePanel *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->secret_row));
}

/* @signer: (nullable): not open yet. */
static void
fill_level (AmtSignaturePanel *self, AmtSigner *signer)
{
  bool demo = signer != NULL ? amt_signer_is_demo (signer) : self->demo;
  const char *level = demo ? _ ("Demo, B-B") : "B-B";
  g_autofree char *text = NULL;

  if (signer != NULL)
    {
      g_autoptr (GDateTime) expiry = g_date_time_new_from_unix_local (amt_signer_get_expiry (signer) / G_USEC_PER_SEC);
      g_autofree char *day = g_date_time_format (expiry, "%Y-%m-%d");
      g_autofree char *shown = amt_label_day (day, NULL);

      text = g_strdup_printf (_ ("%s, certificate until %s"), level, shown);
    }
  adw_action_row_set_subtitle (self->level_row, text != NULL ? text : level);
}

static void
fill_key (AmtSignaturePanel *self)
{
  g_autofree char *name = self->key_path != NULL ? g_path_get_basename (self->key_path) : NULL;

  adw_action_row_set_subtitle (self->key_row, name != NULL ? name : _ ("none chosen"));
}

static DexFuture *
on_tried (DexFuture *future, gpointer data)
{
  AmtSignaturePanel *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL && self->level_row != NULL)
    fill_level (self, g_value_get_object (value));
  return dex_ref (future);
}

static void
try_key (gpointer data)
{
  AmtSignaturePanel *self = data;
  AmtSecret *secret;

  self->try_source = 0;
  if (self->key_path == NULL || *get_text (self) == '\0' || (secret = amt_secret_new (get_text (self))) == NULL)
    return;
  dex_future_disown (dex_future_finally (amt_signing_open_key (self->key_path, secret), on_tried, g_object_ref (self),
                                         g_object_unref));
}

static void
on_secret_changed (AmtSignaturePanel *self)
{
  g_clear_handle_id (&self->try_source, g_source_remove);
  if (*get_text (self) != '\0') /* emptied by the program it leaves what was said about the last one */
    {
      amt_signature_panel_show_problem (self, NULL);
      self->try_source = g_timeout_add_once (TRY_KEY_AFTER_MS, try_key, self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activated (AmtSignaturePanel *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
on_key_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmtSignaturePanel) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL || self->key_row == NULL)
    return;
  g_free (self->key_path);
  self->key_path = g_file_get_path (file);
  fill_key (self);
  fill_level (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
  gtk_widget_grab_focus (amt_signature_panel_get_first (self));
}

static void
on_choose_key (AmtSignaturePanel *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (filter, _ ("Signing keys (PKCS #12)"));
  gtk_file_filter_add_suffix (filter, "p12");
  gtk_file_filter_add_suffix (filter, "pfx");
  gtk_file_dialog_set_title (dialog, _ ("Choose Signing Key"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_key_chosen,
                        g_object_ref (self));
}

static void
amt_signature_panel_dispose (GObject *object)
{
  AmtSignaturePanel *self = AMT_SIGNATURE_PANEL (object);

  g_clear_handle_id (&self->try_source, g_source_remove);
  if (self->secret_row != NULL)
    g_signal_handlers_disconnect_by_data (self->secret_row, self);
  g_clear_pointer (&self->key_path, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_SIGNATURE_PANEL);
  G_OBJECT_CLASS (amt_signature_panel_parent_class)->dispose (object);
}

static void
amt_signature_panel_class_init (AmtSignaturePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_signature_panel_dispose;
  signals[CHANGED] = g_signal_new ("changed", AMT_TYPE_SIGNATURE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", AMT_TYPE_SIGNATURE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);

  AMT_SET_TEMPLATE (widget_class, issuing, "issuing", "amt-signature-panel");
  gtk_widget_class_bind_template_child (widget_class, AmtSignaturePanel, signer_row);
  gtk_widget_class_bind_template_child (widget_class, AmtSignaturePanel, level_row);
  gtk_widget_class_bind_template_child (widget_class, AmtSignaturePanel, key_row);
  gtk_widget_class_bind_template_child (widget_class, AmtSignaturePanel, key_button);
  gtk_widget_class_bind_template_child (widget_class, AmtSignaturePanel, secret_row);
  gtk_widget_class_bind_template_child (widget_class, AmtSignaturePanel, secret_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_key);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
amt_signature_panel_init (AmtSignaturePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->secret_row, "notify::text", G_CALLBACK (on_secret_changed), self, G_CONNECT_SWAPPED);
}

void
amt_signature_panel_set_signer (AmtSignaturePanel *self, const AmtSession *session, const char *key_path)
{
  g_autofree char *signer = session->function != NULL ? g_strdup_printf ("%s, %s", session->name, session->function)
                                                      : g_strdup (session->name);

  self->demo = session->demo;
  g_set_str (&self->key_path, key_path);
  adw_action_row_set_subtitle (self->signer_row, signer);
  fill_level (self, NULL);
  fill_key (self);
}

const char *
amt_signature_panel_get_key (AmtSignaturePanel *self)
{
  return self->key_path;
}

const char *
amt_signature_panel_why_not (AmtSignaturePanel *self)
{
  if (self->key_path == NULL)
    return _ ("Choose your signing key.");
  return *get_text (self) == '\0' ? _ ("Enter the passphrase of your key.") : NULL;
}

AmtSecret *
amt_signature_panel_take_secret (AmtSignaturePanel *self)
{
  AmtSecret *secret = *get_text (self) != '\0' ? amt_secret_new (get_text (self)) : NULL;

  amt_signature_panel_clear (self);
  return secret;
}

/* GTK keeps the text of a password entry in memory that is not paged out, and wipes it. */
void
amt_signature_panel_clear (AmtSignaturePanel *self)
{
  g_clear_handle_id (&self->try_source, g_source_remove);
  gtk_editable_set_text (GTK_EDITABLE (self->secret_row), "");
}

void
amt_signature_panel_show_problem (AmtSignaturePanel *self, const char *sentence)
{
  GtkWidget *row = GTK_WIDGET (self->secret_row);

  gtk_label_set_label (self->secret_problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->secret_problem), sentence != NULL);
  if (sentence == NULL)
    {
      gtk_widget_remove_css_class (row, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID);
      return;
    }
  gtk_widget_add_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  amt_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_grab_focus (row);
}

GtkWidget *
amt_signature_panel_get_first (AmtSignaturePanel *self)
{
  return self->key_path != NULL ? GTK_WIDGET (self->secret_row) : self->key_button;
}
