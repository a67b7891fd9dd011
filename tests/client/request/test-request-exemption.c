/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exemption from the fee in the payment gate's panel: claimed with the order, or brought up later. */

#include "office.h"

#include "amt-exemption-box.h"
#include "amt-gate-panel.h"
#include "amt-request-words.h"

static const struct
{
  const char *exemption;
  AmtRole role;
  AmtState state;
  bool electronic; /* nothing is due, so nothing exempts */
  bool open;
  const char *sentence;
  bool grant, refuse, offer, reopen;
  unsigned choices;
} rows[] = {
    {"claimed", AMT_ROLE_CLERK, AMT_STATE_IN_REVIEW, false, true, "Exemption claimed, to be checked: for a pension",
     true, true, false, false, 0},
    /* paid meanwhile */
    {"claimed", AMT_ROLE_CLERK, AMT_STATE_IN_REVIEW, false, false, "Exemption claimed, to be checked: for a pension",
     true, true, false, true, 0},
    {"refused", AMT_ROLE_CLERK, AMT_STATE_IN_REVIEW, false, true, "Exemption refused, the fee is due: for a pension",
     true, false, false, false, 2},
    {"granted", AMT_ROLE_CLERK, AMT_STATE_IN_REVIEW, false, false, "Exempt from the fee: for a pension", false, false,
     false, true, 0},
    {"granted", AMT_ROLE_CLERK, AMT_STATE_ISSUED, false, false, "Exempt from the fee: for a pension", false, false,
     false, false, 0},
    {NULL, AMT_ROLE_CLERK, AMT_STATE_IN_REVIEW, false, true, NULL, false, false, true, false, 0},
    {NULL, AMT_ROLE_CLERK, AMT_STATE_IN_REVIEW, false, false, NULL, false, false, true, true, 0},
    {NULL, AMT_ROLE_CLERK, AMT_STATE_IN_REVIEW, true, true, NULL, false, false, false, false, 0},
    {NULL, AMT_ROLE_CLERK, AMT_STATE_ISSUED, false, false, NULL, false, false, false, true, 0},
    {NULL, AMT_ROLE_ADMINISTRATOR, AMT_STATE_IN_REVIEW, false, true, NULL, false, false, false, false, 0},
};

static bool
shows (GtkWidget *content, const char *label)
{
  GtkWidget *button = sample_find_button (content, label);

  return button != NULL && gtk_widget_get_mapped (button);
}

static GtkWidget *
part (GtkWidget *content, const char *name)
{
  GtkWidget *box = sample_find (content, AMT_TYPE_EXEMPTION_BOX);

  return GTK_WIDGET (gtk_widget_get_template_child (box, AMT_TYPE_EXEMPTION_BOX, name));
}

/* (nullable): the radio button that @label stands beside. */
static GtkWidget *
find_choice (GtkWidget *content, const char *label)
{
  for (GtkWidget *check = gtk_widget_get_first_child (part (content, "choices")); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      GtkWidget *name = gtk_check_button_get_child (GTK_CHECK_BUTTON (check));

      if (gtk_widget_get_mapped (check) && g_str_equal (gtk_label_get_label (GTK_LABEL (name)), label))
        return check;
    }
  return NULL;
}

static unsigned
count_choices (GtkWidget *content)
{
  return (find_choice (content, "for a pension") != NULL) + (find_choice (content, "for child benefit") != NULL);
}

/* What can be decided here and now, and what is only read. */
static void
test_exemption (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SampleCase how = {.state = rows[i].state,
                        .handler = SAMPLE_ME,
                        .open_gates = rows[i].open,
                        .electronic = rows[i].electronic,
                        .exemption = rows[i].exemption};
      g_autoptr (AmtCase) amt_case = sample_case (rows[i].role, &how);
      GtkWindow *window = sample_window (amt_gate_panel_new (amt_case, AMT_GATE_PAYMENT), 340, 620);
      GtkWidget *content = adw_window_get_content (ADW_WINDOW (window));
      g_autofree char *sentence = amt_exemption_sentence (amt_case_get_request (amt_case),
                                                          amt_case_get_service (amt_case));

      g_test_message ("%zu", i);
      g_assert_cmpstr (sentence, ==, rows[i].sentence);
      g_assert_true (shows (content, "Grant Exemption") == rows[i].grant);
      g_assert_true (shows (content, "Refuse Exemption") == rows[i].refuse);
      g_assert_true (shows (content, "Exemption…") == rows[i].offer);
      g_assert_true (shows (content, "Open Again") == rows[i].reopen);
      g_assert_cmpuint (count_choices (content), ==, rows[i].choices);
      gtk_window_destroy (window);
    }
}

/* Refused once, it is not refused again; another one can be. */
static void
test_another (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .open_gates = true, .exemption = "refused"};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &how);
  GtkWindow *window = sample_window (amt_gate_panel_new (amt_case, AMT_GATE_PAYMENT), 340, 620);
  GtkWidget *content = adw_window_get_content (ADW_WINDOW (window));

  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_choice (content, "for a pension"))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_choice (content, "for child benefit")), true);
  sample_settle ();
  g_assert_true (shows (content, "Refuse Exemption"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_choice (content, "for a pension")), true);
  sample_settle ();
  g_assert_false (shows (content, "Refuse Exemption"));
  gtk_window_destroy (window);
}

static AmtReplica *
open_replica (const Office *office)
{
  static const uint8_t secret[32] = {7};
  g_autoptr (GBytes) key = g_bytes_new_static (secret, sizeof secret);
  g_autofree char *place = g_strdup_printf ("%s/replica", office_get_folder ());
  g_autoptr (GError) error = NULL;
  AmtReplica *replica = amt_replica_open (place, office->api, "a.thiessen", office->session, key, &error);

  g_assert_no_error (error);
  return replica;
}

static GtkWidget *
open_panel (AmtCase *amt_case, GtkWindow **window)
{
  *window = sample_window (amt_gate_panel_new (amt_case, AMT_GATE_PAYMENT), 340, 620);
  return adw_window_get_content (ADW_WINDOW (*window));
}

static void
click (GtkWidget *content, const char *label)
{
  g_signal_emit_by_name (sample_find_button (content, label), "clicked");
  sample_settle ();
}

/* Nothing goes without the choice and the proof; what was entered is there again when the panel opens again. */
static void
enter (AmtCase *amt_case, const char *choice, const char *words)
{
  GtkWindow *window;
  GtkWidget *content = open_panel (amt_case, &window);

  click (content, "Exemption…");
  g_assert_false (shows (content, "Exemption…"));
  g_assert_cmpuint (count_choices (content), ==, 2);
  click (content, "Grant Exemption");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == find_choice (content, "for a pension"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_choice (content, choice)), true);
  click (content, "Grant Exemption");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), part (content, "words_row")));
  gtk_editable_set_text (GTK_EDITABLE (part (content, "words_row")), words);
  sample_shot (window, "gate-exemption");
  gtk_window_destroy (window);
  sample_settle ();
  content = open_panel (amt_case, &window);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_choice (content, choice))));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part (content, "words_row"))), ==, words);
  g_assert_cmpint (amt_case_get_request (amt_case)->exemption_status, ==, AMT_EXEMPTION_NONE);
  gtk_window_destroy (window);
  sample_settle ();
}

/* Presses @label in the panel as it opens now and waits for what comes of it. */
static const AmtRequest *
decide (AmtCase *amt_case, const char *label, AmtExemption status)
{
  GtkWindow *window;
  GtkWidget *content = open_panel (amt_case, &window);

  click (content, label);
  while (amt_case_get_request (amt_case)->exemption_status != (int) status)
    sample_settle ();
  sample_settle ();
  gtk_window_destroy (window);
  return amt_case_get_request (amt_case);
}

/* At the counter: granted by the proof seen, taken back, and then refused. */
static void
test_brought_up (void)
{
  Office office;
  g_autoptr (AmtReplica) replica = NULL;
  g_autoptr (AmtCase) amt_case = NULL;
  g_autoptr (AmtRequest) mine = NULL;
  const AmtRequest *now;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_NEW, "registration-certificate", AMT_CARRIER_PAPER);
  mine = office_await (amt_api_act (office.api, office.request->id, AMT_ACTION_CLAIM, NULL, office.request->version));
  replica = open_replica (&office);
  amt_case = amt_case_new (office.api, replica, office.session, office.services);
  amt_case_set_request (amt_case, mine);

  enter (amt_case, "for child benefit", "Kindergeldbescheid");
  now = decide (amt_case, "Grant Exemption", AMT_EXEMPTION_GRANTED);
  g_assert_cmpint (now->fee_cents, ==, 0);
  g_assert_cmpstr (now->exemption, ==, "child-benefit");
  g_assert_cmpint (amt_request_get_gate (now, AMT_GATE_PAYMENT)->status, ==, AMT_GATE_MET);
  now = decide (amt_case, "Open Again", AMT_EXEMPTION_NONE);
  g_assert_cmpint (now->fee_cents, ==, mine->fee_cents);
  enter (amt_case, "for a pension", "Kein Bescheid");
  now = decide (amt_case, "Refuse Exemption", AMT_EXEMPTION_REFUSED);
  g_assert_cmpint (now->fee_cents, ==, mine->fee_cents);
  g_assert_cmpstr (now->exemption, ==, "pension");
  g_clear_object (&amt_case);
  amt_replica_stop (replica);
  office_close (&office);
}

int
main (int argc, char *argv[])
{
  int status;

  sample_init (&argc, &argv);
  dex_init ();
  office_start ();
  g_test_add_func ("/request/exemption", test_exemption);
  g_test_add_func ("/request/exemption/another", test_another);
  g_test_add_func ("/request/exemption/brought-up", test_brought_up);
  status = g_test_run ();
  office_stop ();
  return status;
}
