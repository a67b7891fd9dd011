/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sample.h"

#include "amt-chip.h"
#include "amt-comparison-row.h"
#include "amt-extract-card.h"
#include "amt-gate-bar.h"
#include "amt-gate-panel.h"
#include "amt-history-view.h"
#include "amt-notes-card.h"
#include "amt-request-head.h"
#include "amt-request-page.h"
#include "amt-request-words.h"

static GtkWidget *
make_page (AmtRole role, const SampleCase *how)
{
  g_autoptr (AmtSession) session = sample_session (role);
  g_autoptr (GPtrArray) services = sample_services ();
  g_autoptr (AmtRequest) request = sample_request (how);
  GtkWidget *page = amt_request_page_new (NULL, NULL, session, services);

  amt_request_page_take (AMT_REQUEST_PAGE (page), request);
  return page;
}

/* What the head offers in each state to each role, and whether it may be pressed. */
static const struct
{
  const char *name;
  AmtRole role;
  SampleCase how;
  const char *label; /* NULL: no primary action */
  bool sensitive;
} primaries[] = {
    {"new, clerk", AMT_ROLE_CLERK, {.state = AMT_STATE_NEW}, "Claim", true},
    {"new, administrator", AMT_ROLE_ADMINISTRATOR, {.state = AMT_STATE_NEW}, "Claim", false},
    {"mine, gates met", AMT_ROLE_CLERK, {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME}, "Issue…", true},
    {"mine, gates open",
     AMT_ROLE_CLERK,
     {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .open_gates = true},
     "Issue…",
     false},
    {"another's", AMT_ROLE_CLERK, {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_OTHER}, "Issue…", false},
    {"waiting, mine", AMT_ROLE_CLERK, {.state = AMT_STATE_WAITING, .handler = SAMPLE_ME}, "Resume…", true},
    {"waiting, another's", AMT_ROLE_CLERK, {.state = AMT_STATE_WAITING, .handler = SAMPLE_OTHER}, "Resume…", false},
    {"approval, own draft",
     AMT_ROLE_SUPERVISOR,
     {.state = AMT_STATE_IN_APPROVAL,
      .handler = SAMPLE_ME,
      .drafter = SAMPLE_ME,
      .service = "dog-tax-exemption",
      .variant = "standard"},
     "Approve",
     false},
    {"approval, another's draft",
     AMT_ROLE_SUPERVISOR,
     {.state = AMT_STATE_IN_APPROVAL,
      .handler = SAMPLE_OTHER,
      .drafter = SAMPLE_OTHER,
      .service = "dog-tax-exemption",
      .variant = "standard"},
     "Approve",
     true},
    {"to sign, registrar for civil status",
     AMT_ROLE_REGISTRAR,
     {.state = AMT_STATE_TO_SIGN,
      .handler = SAMPLE_OTHER,
      .drafter = SAMPLE_OTHER,
      .service = "birth-certificate",
      .variant = "standard"},
     "Sign…",
     true},
    {"sent to me",
     AMT_ROLE_CLERK,
     {.state = AMT_STATE_TO_SIGN, .handler = SAMPLE_OTHER, .signer = SAMPLE_ME},
     "Sign…",
     true},
    {"sent to somebody else",
     AMT_ROLE_CLERK,
     {.state = AMT_STATE_TO_SIGN, .drafter = "01900000-0000-7000-8000-000000000003", .signer = SAMPLE_OTHER},
     "Sign…",
     false},
    {"sent to somebody else by me",
     AMT_ROLE_CLERK,
     {.state = AMT_STATE_TO_SIGN, .handler = SAMPLE_ME, .drafter = SAMPLE_ME, .signer = SAMPLE_OTHER},
     "Take Out of Folder",
     true},
    {"civil status, clerk may not sign",
     AMT_ROLE_CLERK,
     {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .service = "birth-certificate", .variant = "standard"},
     "Send to Signing…",
     true},
    {"issued", AMT_ROLE_CLERK, {.state = AMT_STATE_ISSUED, .handler = SAMPLE_ME}, NULL, false},
    {"issued, paper waits",
     AMT_ROLE_CLERK,
     {.state = AMT_STATE_ISSUED, .handler = SAMPLE_ME, .paper_printed = true},
     "Handed Over",
     true},
    {"rejected", AMT_ROLE_CLERK, {.state = AMT_STATE_REJECTED}, NULL, false},
    {"withdrawn", AMT_ROLE_CLERK, {.state = AMT_STATE_WITHDRAWN}, NULL, false},
};

static GtkWidget *
find_primary (GtkWidget *head)
{
  if (GTK_IS_BUTTON (head) && gtk_widget_has_css_class (head, "suggested-action"))
    return gtk_widget_get_visible (head) ? head : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (head); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_primary (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_primary (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (primaries); i++)
    {
      g_autoptr (AmtCase) amt_case = sample_case (primaries[i].role, &primaries[i].how);
      g_autoptr (GtkWidget) head = g_object_ref_sink (g_object_new (AMT_TYPE_REQUEST_HEAD, "case", amt_case, NULL));
      GtkWidget *button = find_primary (head);

      g_test_message ("%s", primaries[i].name);
      if (primaries[i].label == NULL)
        {
          g_assert_null (button);
          continue;
        }
      g_assert_nonnull (button);
      g_assert_true (button == sample_find_button (head, primaries[i].label));
      g_assert_cmpint (gtk_widget_get_sensitive (button), ==, primaries[i].sensitive);
      g_assert_nonnull (gtk_widget_get_tooltip_text (button));
    }
}

static void
test_reason (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .open_gates = true};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &how);
  g_autoptr (GtkWidget) head = g_object_ref_sink (g_object_new (AMT_TYPE_REQUEST_HEAD, "case", amt_case, NULL));
  GtkWidget *button = find_primary (head);

  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Still open: Register, Payment.");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Still open: Register, Payment.");
}

static bool
has_chip (GtkWidget *widget, const char *text)
{
  if (AMT_IS_CHIP (widget))
    return g_strcmp0 (amt_chip_get_text (AMT_CHIP (widget)), text) == 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_chip (child, text))
      return true;
  return false;
}

/* Whom it waits for, in the reason and at a glance. */
static void
test_signer (void)
{
  SampleCase how = {.state = AMT_STATE_TO_SIGN, .signer = SAMPLE_OTHER};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &how);
  g_autoptr (GtkWidget) head = g_object_ref_sink (g_object_new (AMT_TYPE_REQUEST_HEAD, "case", amt_case, NULL));

  gtk_test_accessible_assert_property (find_primary (head), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "This was sent to Jörg Đorđević to sign.");
  g_assert_true (has_chip (head, "sent to Jörg Đorđević to sign"));
}

static void
test_gates (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .open_gates = true};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &how);
  GtkWidget *bar = g_object_new (AMT_TYPE_GATE_BAR, "case", amt_case, NULL);
  GtkWindow *window = sample_window (bar, 700, 500);
  GtkWidget *box = gtk_widget_get_first_child (bar);
  static const char *const names[] = {"Details: met, complete",  "Identity: met, high",  "Register: open",
                                      "Entitlement: not needed", "Payment: open, €9.00", "Approval: not needed"};
  int kind = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_test_accessible_assert_property (child, GTK_ACCESSIBLE_PROPERTY_LABEL, names[kind++]);
  g_assert_cmpint (kind, ==, AMT_N_GATES);
  gtk_window_destroy (window);
}

/* The window manager of the tests takes the grab of a popover away, so that it closes at once: the panel is shown by
 * itself, and of the popover only that it comes. */
static void
test_panels (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .open_gates = true};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_SUPERVISOR, &how);

  for (int kind = 0; kind < AMT_N_GATES; kind++)
    {
      const char *nick = amt_enum_to_nick (&amt_gate_kind_enum, kind);
      g_autofree char *name = g_strdup_printf ("gate-%s", nick);
      GtkWindow *window = sample_window (amt_gate_panel_new (amt_case, kind), 340, 520);
      GtkWidget *content = adw_window_get_content (ADW_WINDOW (window));
      GtkWidget *override = sample_find_button (content, "Override…");

      g_test_message ("%s", nick);
      g_assert_cmpint (override != NULL, ==, kind == AMT_GATE_PAYMENT);
      g_assert_cmpint (sample_find_button (content, "Record Payment") != NULL &&
                           gtk_widget_get_mapped (sample_find_button (content, "Record Payment")),
                       ==, kind == AMT_GATE_PAYMENT);
      sample_shot (window, name);
      gtk_window_destroy (window);
    }
}

static void
test_popover (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &how);
  GtkWidget *bar = g_object_ref_sink (g_object_new (AMT_TYPE_GATE_BAR, "case", amt_case, NULL));
  GtkWindow *window = sample_window (bar, 700, 300);
  GtkWidget *button = sample_find (bar, AMT_TYPE_GATE_BUTTON);

  gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_EXPANDED, false);
  amt_gate_bar_open (AMT_GATE_BAR (bar), AMT_GATE_COMPLETENESS);
  g_assert_nonnull (sample_find (bar, AMT_TYPE_GATE_PANEL));
  gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_EXPANDED, true);
  gtk_popover_popdown (GTK_POPOVER (sample_find (bar, GTK_TYPE_POPOVER)));
  sample_settle ();
  g_assert_null (sample_find (bar, GTK_TYPE_POPOVER));
  gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_EXPANDED, false);
  gtk_window_destroy (window);
  sample_settle ();
  g_assert_finalize_object (bar);
}

static void
test_comparison (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &how);
  g_autoptr (GtkWidget) card = g_object_ref_sink (g_object_new (AMT_TYPE_EXTRACT_CARD, "case", amt_case, NULL));
  GtkWidget *row = sample_find (card, AMT_TYPE_COMPARISON_ROW);
  unsigned differing = 0;

  g_assert_nonnull (row);
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      const char *mark;

      if (!AMT_IS_COMPARISON_ROW (row))
        continue;
      mark = amt_comparison_row_get_mark (AMT_COMPARISON_ROW (row));
      if (g_str_equal (mark, "differs"))
        differing++;
      if (g_str_equal (amt_comparison_row_get_label (AMT_COMPARISON_ROW (row)), "Street and number"))
        {
          g_assert_cmpstr (mark, ==, "differs");
          gtk_test_accessible_assert_property (
              row, GTK_ACCESSIBLE_PROPERTY_LABEL,
              "Street and number: stated Große Bäckerstraße 17 b, register Große Bäckerstraße 17, differs");
        }
    }
  g_assert_cmpuint (differing, ==, 2);
}

static const struct
{
  const char *name;
  int width;
  int height;
} sizes[] = {{"wide", 900, 1000}, {"two-pane", 616, 800}, {"narrow", 360, 800}};

static void
test_page (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  SampleCase open = {.state = AMT_STATE_NEW, .open_gates = true};

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GtkWidget *page = make_page (AMT_ROLE_CLERK, i % 2 == 0 ? &how : &open);
      GtkWindow *window = sample_window (page, sizes[i].width, sizes[i].height);
      g_autofree char *name = g_strdup_printf ("request-%s", sizes[i].name);
      g_autofree char *bottom = g_strdup_printf ("request-%s-bottom", sizes[i].name);
      GtkWidget *scroll = gtk_widget_get_ancestor (sample_find (page, AMT_TYPE_EXTRACT_CARD), GTK_TYPE_SCROLLED_WINDOW);
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroll));

      sample_settle ();
      /* Nothing may ask for more than the smallest window has. */
      g_assert_cmpint (gtk_widget_get_width (page), <=, sizes[i].width);
      sample_shot (window, name);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
      sample_shot (window, bottom);
      gtk_window_destroy (window);
      sample_settle ();
    }
}

static void
test_empty (void)
{
  g_autoptr (AmtSession) session = sample_session (AMT_ROLE_CLERK);
  GtkWidget *page = amt_request_page_new (NULL, NULL, session, NULL);
  GtkWindow *window = sample_window (page, 616, 600);
  GActionGroup *actions = amt_request_page_get_actions (AMT_REQUEST_PAGE (page));

  g_assert_null (amt_request_page_get_request (AMT_REQUEST_PAGE (page)));
  g_assert_nonnull (sample_find_button (page, "Claim Next"));
  g_assert_false (g_action_group_get_action_enabled (actions, "claim"));
  g_assert_false (g_action_group_get_action_enabled (actions, "copy-all"));
  sample_shot (window, "request-empty");
  gtk_window_destroy (window);
}

static void
test_actions (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  GtkWidget *page = make_page (AMT_ROLE_CLERK, &how);
  GtkWindow *window = sample_window (page, 800, 700);
  GActionGroup *actions = amt_request_page_get_actions (AMT_REQUEST_PAGE (page));
  g_autofree char *issue = NULL;
  g_autofree char *toast = NULL;

  g_assert_true (g_action_group_get_action_enabled (actions, "release"));
  g_assert_true (g_action_group_get_action_enabled (actions, "ask"));
  g_assert_true (g_action_group_get_action_enabled (actions, "primary"));
  g_assert_false (g_action_group_get_action_enabled (actions, "approve"));
  g_action_group_activate_action (actions, "primary", NULL);
  issue = sample_told (window, "issue");
  g_assert_cmpstr (issue, ==, "('" SAMPLE_REQUEST "', 'certificate', '')");
  g_action_group_activate_action (actions, "copy-all", NULL);
  toast = sample_told (window, "toast");
  g_assert_cmpstr (toast, ==, "'All fields copied'");
  gtk_window_destroy (window);
}

/* Claiming what one has is nothing to be offered first. */
static void
test_claimed (void)
{
  SampleCase mine = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  SampleCase nobodys = {.state = AMT_STATE_NEW};
  GtkWidget *page = g_object_ref_sink (make_page (AMT_ROLE_CLERK, &mine));
  g_autoptr (AmtRequest) freed = sample_request (&nobodys);
  g_autofree char *reason = amt_request_page_explain (AMT_REQUEST_PAGE (page), "claim");
  g_autofree char *none = NULL;

  g_assert_cmpstr (reason, ==, "You handle this request already");
  amt_request_page_take (AMT_REQUEST_PAGE (page), freed);
  none = amt_request_page_explain (AMT_REQUEST_PAGE (page), "claim");
  g_assert_null (none);
  g_assert_finalize_object (page);
}

static void
add_note (AmtRequest *request, const char *text)
{
  AmtNote *note = amt_note_new ();

  note->id = g_uuid_string_random ();
  note->text = g_strdup (text);
  note->by_name = g_strdup ("Jörg Đorđević");
  note->at = 1763456400000000; /* 18 November */
  g_ptr_array_add (request->notes, note);
  request->version++;
}

static GtkListBoxRow *
note_row (GtkWidget *page, int index)
{
  GtkWidget *first = sample_find (sample_find (page, AMT_TYPE_NOTES_CARD), ADW_TYPE_ACTION_ROW);

  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (gtk_widget_get_parent (first)), index);
}

/* Somebody reads a note while another is written, and one is taken back. */
static void
test_notes_stay (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  GtkWidget *page = make_page (AMT_ROLE_CLERK, &how);
  GtkWindow *window = sample_window (page, 800, 700);
  g_autoptr (AmtRequest) request = sample_request (&how);
  GtkListBoxRow *read = note_row (page, 1);

  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (read)));
  add_note (request, "Rückruf");
  amt_request_page_take (AMT_REQUEST_PAGE (page), request);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (note_row (page, 1))), ==, "Rückruf");
  g_assert_true (note_row (page, 2) == read && note_row (page, 3) == NULL);
  g_assert_true (gtk_window_get_focus (window) == GTK_WIDGET (read));

  g_ptr_array_set_size (request->notes, 1);
  request->version++;
  g_clear_pointer (&request->follow_up, amt_follow_up_unref);
  amt_request_page_take (AMT_REQUEST_PAGE (page), request);
  g_assert_true (note_row (page, 0) == read && note_row (page, 1) == NULL);
  g_assert_true (gtk_window_get_focus (window) == GTK_WIDGET (read));
  gtk_window_destroy (window);
}

/* (nullable): the menu item that has the focus. */
static GtkWidget *
find_focused_item (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkAccessibleRole role = focus ? gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (focus))
                                 : GTK_ACCESSIBLE_ROLE_NONE;

  return role == GTK_ACCESSIBLE_ROLE_MENU_ITEM ? focus : NULL;
}

/* (nullable): what is written on @item. */
static const char *
read_item (GtkWidget *item)
{
  GtkWidget *label = item != NULL ? sample_find (item, GTK_TYPE_LABEL) : NULL;

  return label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

/* A colleague does something while one looks for the item in the menu. */
static void
test_menu_stays (void)
{
  SampleCase before = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  SampleCase after = {.state = AMT_STATE_TO_SIGN, .handler = SAMPLE_ME, .drafter = SAMPLE_ME, .version = 8};
  GtkWidget *page = make_page (AMT_ROLE_CLERK, &before);
  GtkWindow *window = sample_window (page, 800, 700);
  GtkWidget *button = sample_find (page, GTK_TYPE_MENU_BUTTON);
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  g_autoptr (AmtRequest) changed = sample_request (&after);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  sample_settle ();
  for (int i = 0; i < 20 && g_strcmp0 (read_item (find_focused_item (window)), "Release") != 0; i++)
    gtk_widget_child_focus (GTK_WIDGET (popover), GTK_DIR_TAB_FORWARD);
  g_assert_cmpstr (read_item (find_focused_item (window)), ==, "Release");
  amt_request_page_take (AMT_REQUEST_PAGE (page), changed);
  sample_settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  g_assert_true (g_str_has_prefix (read_item (find_focused_item (window)), "Release\n"));
  gtk_test_accessible_assert_state (find_focused_item (window), GTK_ACCESSIBLE_STATE_DISABLED, true);
  gtk_window_destroy (window);
}

static void
test_history (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  GtkWidget *page = make_page (AMT_ROLE_CLERK, &how);
  GtkWindow *window = sample_window (page, 616, 700);
  static const char *const nicks[] = {"extract", "claim", "ask", "created"};
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_journal_entry_unref);
  GtkWidget *view = sample_find (page, AMT_TYPE_HISTORY_VIEW);

  for (size_t i = 0; i < G_N_ELEMENTS (nicks); i++)
    {
      AmtJournalEntry *entry = amt_journal_entry_new ();

      entry->number = 40 - (int) i;
      entry->at = 1763370000000000 - (int64_t) i * 3600 * G_USEC_PER_SEC;
      entry->action = g_strdup (nicks[i]);
      entry->by_kind = g_strdup ("staff");
      entry->by_name = g_strdup ("Annegret Thießen");
      entry->hash = g_strdup ("5f1c0e9a77aa8822");
      g_ptr_array_add (entries, entry);
    }
  gtk_widget_activate_action (page, "request.view", "s", "history");
  amt_history_view_show (AMT_HISTORY_VIEW (view), entries);
  sample_settle ();
  sample_shot (window, "request-history");
  gtk_window_destroy (window);
}

static void
test_finalize (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  GtkWidget *page = g_object_ref_sink (make_page (AMT_ROLE_CLERK, &how));
  GtkWindow *window = sample_window (page, 700, 700);

  gtk_window_destroy (window);
  sample_settle ();
  g_assert_finalize_object (page);
}

int
main (int argc, char *argv[])
{
  sample_init (&argc, &argv);
  g_test_add_func ("/request/primary", test_primary);
  g_test_add_func ("/request/reason", test_reason);
  g_test_add_func ("/request/signer", test_signer);
  g_test_add_func ("/request/gates", test_gates);
  g_test_add_func ("/request/panels", test_panels);
  g_test_add_func ("/request/popover", test_popover);
  g_test_add_func ("/request/comparison", test_comparison);
  g_test_add_func ("/request/page", test_page);
  g_test_add_func ("/request/empty", test_empty);
  g_test_add_func ("/request/actions", test_actions);
  g_test_add_func ("/request/claimed", test_claimed);
  g_test_add_func ("/request/notes-stay", test_notes_stay);
  g_test_add_func ("/request/menu-stays", test_menu_stays);
  g_test_add_func ("/request/history", test_history);
  g_test_add_func ("/request/finalize", test_finalize);
  return g_test_run ();
}
