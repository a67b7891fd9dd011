/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-catalogue.h"
#include "amt-chip.h"
#include "amt-focus.h"
#include "amt-gate-mark.h"

static void
test_chip (void)
{
  GtkWidget *chip = g_object_ref_sink (amt_chip_new ());

  g_assert_false (gtk_widget_get_visible (chip));
  for (int state = 0; state < AMT_N_STATES; state++)
    {
      amt_chip_set_state (AMT_CHIP (chip), state);
      g_assert_true (gtk_widget_get_visible (chip));
    }
  amt_chip_set_due (AMT_CHIP (chip), "2026-11-21", "2026-11-22", false);
  g_assert_cmpstr (amt_chip_get_text (AMT_CHIP (chip)), ==, "1 day late");
  g_assert_true (gtk_widget_has_css_class (chip, "late"));
  amt_chip_set_due (AMT_CHIP (chip), "2026-11-30", "2026-11-22", false);
  g_assert_false (gtk_widget_has_css_class (chip, "late"));
  amt_chip_set_due (AMT_CHIP (chip), NULL, "2026-11-22", false);
  g_assert_false (gtk_widget_get_visible (chip));
  g_assert_finalize_object (chip);
}

static void
test_gate_mark (void)
{
  GtkWidget *mark = g_object_ref_sink (amt_gate_mark_new ());

  for (int status = AMT_GATE_NOT_NEEDED; status <= AMT_GATE_OVERRIDDEN; status++)
    {
      amt_gate_mark_set_status (AMT_GATE_MARK (mark), status);
      g_assert_cmpint (amt_gate_mark_get_status (AMT_GATE_MARK (mark)), ==, status);
      g_assert_nonnull (gtk_widget_get_tooltip_text (mark));
    }
  g_assert_finalize_object (mark);
}

static AmtService *
make_service (const char *id, int version, const char *name)
{
  AmtService *service = amt_service_new ();
  AmtVariant *variant;

  service->id = g_strdup (id);
  service->version = version;
  service->name = amt_words_new ();
  service->name->de = g_strdup (name);
  service->name->en = g_strdup (name);
  service->variants = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_variant_unref);
  for (int i = 0; i < 2; i++)
    {
      variant = amt_variant_new ();
      variant->id = g_strdup (i == 0 ? "simple" : "extended");
      variant->name = amt_words_new ();
      variant->name->de = g_strdup (variant->id);
      variant->name->en = g_strdup (variant->id);
      g_ptr_array_add (service->variants, variant);
    }
  return service;
}

static void
on_changed (int *count)
{
  (*count)++;
}

static void
test_catalogue (void)
{
  AmtCatalogue *catalogue = amt_catalogue_new (NULL);
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_service_unref);
  g_autofree char *unknown = amt_catalogue_name (catalogue, "certificate", NULL);
  g_autofree char *name = NULL;
  g_autofree char *plain = NULL;
  int changes = 0;

  g_assert_cmpstr (unknown, ==, "certificate");
  g_signal_connect_swapped (catalogue, "changed", G_CALLBACK (on_changed), &changes);
  g_ptr_array_add (services, make_service ("certificate", 2, "New"));
  g_ptr_array_add (services, make_service ("certificate", 1, "Old"));
  amt_catalogue_set_services (catalogue, services);
  g_assert_cmpint (changes, ==, 1);
  name = amt_catalogue_name (catalogue, "certificate", "extended");
  plain = amt_catalogue_name (catalogue, "certificate", NULL);
  g_assert_cmpstr (name, ==, "New, extended");
  g_assert_cmpstr (plain, ==, "New");
  g_assert_cmpstr (amt_catalogue_zone (catalogue, NULL), ==, "Europe/Berlin");
  g_assert_cmpuint (strlen (amt_catalogue_today (catalogue, NULL)), ==, 10);
  g_assert_finalize_object (catalogue);
}

static void
note_focus (GtkWindow *window, GParamSpec *pspec, GtkWidget **unheard)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus && !gtk_widget_get_realized (focus))
    *unheard = focus;
}

/* What comes to the entry of a dialog that has only just been presented comes to one that is realized. */
static void
test_focus (void)
{
  GtkWidget *window = adw_window_new ();
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *unheard = NULL;

  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), row);
  adw_dialog_set_child (dialog, box);
  adw_window_set_content (ADW_WINDOW (window), gtk_label_new (""));
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (note_focus), &unheard);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_window_is_active (GTK_WINDOW (window)))
    g_main_context_iteration (NULL, TRUE);

  adw_dialog_present (dialog, window);
  amt_focus (dialog, row);
  while (!gtk_window_get_focus (GTK_WINDOW (window)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), row));
  g_assert_null (unheard);

  amt_focus (dialog, button);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == button);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/widgets/chip", test_chip);
  g_test_add_func ("/widgets/gate-mark", test_gate_mark);
  g_test_add_func ("/widgets/catalogue", test_catalogue);
  g_test_add_func ("/widgets/focus", test_focus);
  return g_test_run ();
}
