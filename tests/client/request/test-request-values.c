/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sample.h"

#include <glib/gstdio.h>

#include "amt-case-printout.h"
#include "amt-comparison.h"
#include "amt-difference.h"
#include "amt-field-text.h"
#include "amt-request-words.h"
#include "amt-stated-fields.h"
#include "amt-wording-row.h"

static void
test_days (void)
{
  static const struct
  {
    const char *typed;
    const char *day;
  } days[] = {{"17.11.2026", "2026-11-17"},
              {" 1.2.1988 ", "1988-02-01"},
              {"2026-11-17", "2026-11-17"},
              {"5. 3. 1987", "1987-03-05"},
              {"5.3.87", NULL},
              {"5. 3. 87", NULL},
              {"14.03.988", NULL},
              {"+5.3.1987", NULL},
              {"31.02.2026", NULL},
              {"17.11.", NULL},
              {"morgen", NULL},
              {"17.11.2026x", NULL}};

  for (size_t i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *day = amt_field_parse_day (days[i].typed);

      g_assert_cmpstr (day, ==, days[i].day);
    }
}

/* A follow-up lies ahead: "15.01.27" is no day of 1927. In a register it may be one of either. */
static void
test_coming_days (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int next = g_date_time_get_year (now) + 1;
  g_autofree char *typed = g_strdup_printf ("15.01.%02d", next % 100);
  g_autofree char *day = g_strdup_printf ("%04d-01-15", next);
  g_autofree char *coming = amt_field_parse_coming_day (typed);

  g_assert_cmpstr (coming, ==, day);
}

static void
test_money (void)
{
  int64_t cents = 0;

  g_assert_true (amt_field_parse_money ("9,50", &cents));
  g_assert_cmpint (cents, ==, 950);
  g_assert_true (amt_field_parse_money (" 9.5 € ", &cents));
  g_assert_cmpint (cents, ==, 950);
  g_assert_true (amt_field_parse_money ("12", &cents));
  g_assert_cmpint (cents, ==, 1200);
  g_assert_false (amt_field_parse_money ("9,505", &cents));
  g_assert_false (amt_field_parse_money ("-3", &cents));
  g_assert_false (amt_field_parse_money ("", &cents));
}

static AmtComparisonVerdict
verdict_of (GPtrArray *list, const char *id)
{
  for (unsigned i = 0; i < list->len; i++)
    {
      const AmtComparison *row = list->pdata[i];

      if (g_str_equal (row->id, id))
        return row->verdict;
    }
  g_assert_not_reached ();
}

static void
test_comparison (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW};
  g_autoptr (AmtRequest) request = sample_request (&how);
  g_autoptr (GPtrArray) services = sample_services ();
  g_autoptr (GPtrArray) list = amt_comparison_list (request, services->pdata[0]);

  g_assert_cmpint (verdict_of (list, "family_name"), ==, AMT_COMPARISON_SAME);
  g_assert_cmpint (verdict_of (list, "birth_date"), ==, AMT_COMPARISON_SAME);
  g_assert_cmpint (verdict_of (list, "street"), ==, AMT_COMPARISON_DIFFERENT);
  g_assert_cmpint (verdict_of (list, "birth_place"), ==, AMT_COMPARISON_DIFFERENT);
  g_assert_cmpint (verdict_of (list, "residence_kind"), ==, AMT_COMPARISON_REGISTER);
  g_assert_cmpint (verdict_of (list, "previous_address"), ==, AMT_COMPARISON_STATED);
  g_assert_cmpuint (amt_comparison_count (list), ==, 3);
}

static void
test_stated (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW};
  g_autoptr (AmtRequest) request = sample_request (&how);
  g_autoptr (GPtrArray) services = sample_services ();
  g_autoptr (GPtrArray) fields = amt_stated_fields (request, services->pdata[0]);
  g_autofree char *text = amt_stated_fields_to_text (fields);

  g_assert_nonnull (strstr (text, "Family name: Łukaszewicz-Weiß\n"));
  g_assert_nonnull (strstr (text, "Marital status: married\n"));
  g_assert_nonnull (strstr (text, "Applicant’s e-mail: z.lukaszewicz@example.org\n"));
  /* The form says it already. */
  g_assert_null (strstr (text, "Applicant’s family name"));
}

static void
test_wording (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &how);
  g_autofree char *filled = amt_wording_fill ("Az. {{ file_number }}: {{applicant}}, {{unknown}} {{clerk}} {{",
                                              amt_case);

  g_assert_cmpstr (filled, ==, "Az. 2026-004217: Żaneta Małgorzata Łukaszewicz-Weiß, {{unknown}} Annegret Thießen {{");
}

static void
test_printout (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &how);
  g_autofree char *markup = amt_case_printout_markup (amt_case);
  g_autofree char *folder = g_dir_make_tmp ("printout-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "case.pdf", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  size_t length = 0;

  g_assert_nonnull (strstr (markup, "Łukaszewicz-Weiß"));
  g_assert_true (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (amt_case_printout_export (amt_case, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 2000);
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_remove (path);
  g_rmdir (folder);
}

static void
test_journal_titles (void)
{
  static const struct
  {
    const char *action;
    const char *gate;
    const char *outcome;
    const char *title;
  } rows[] = {
      {"gate", "payment", "met", "Payment recorded"},
      {"gate", "payment", "partly", "Payment recorded in part"},
      {"gate", "identity", "reopened", "Identity opened again"},
      {"override", "completeness", "overridden", "Details overridden"},
      {"gate", "payment", "exemption-granted", "Exemption from the fee granted"},
      {"gate", "payment", "exemption-refused", "Exemption from the fee refused"},
      {"gate", "payment", NULL, "Gate recorded: Payment"},
      {"gate", NULL, NULL, "Gate recorded"},
      {"gate", "of-tomorrow", "met", "Gate recorded"},
  };
  g_autofree char *paid = amt_evidence_words ("13,00 €, transfer, Beleg 4720");
  g_autofree char *seen = amt_evidence_words ("Personalausweis, am Schalter");

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AmtJournalEntry) entry = amt_journal_entry_new ();
      g_autofree char *title = NULL;

      entry->action = g_strdup (rows[i].action);
      entry->gate = g_strdup (rows[i].gate);
      entry->outcome = g_strdup (rows[i].outcome);
      title = amt_journal_title (entry);
      g_assert_cmpstr (title, ==, rows[i].title);
    }
  g_assert_true (g_str_has_suffix (paid, ", Transfer, Beleg 4720"));
  g_assert_nonnull (strstr (paid, "13"));
  g_assert_cmpstr (seen, ==, "Personalausweis, am Schalter");
}

/* Whoever records a payment must hear of another one, also while the gate is open before and after. */
static void
test_difference (void)
{
  static const char *const labels[] = {"Exemption", "Paid"};
  const SampleCase how = {
      .state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .open_gates = true, .exemption = "claimed"};
  g_autoptr (AmtRequest) before = sample_request (&how);
  g_autoptr (AmtRequest) now = sample_request (&how);
  g_autoptr (GPtrArray) none = amt_difference_list (before, now, NULL);
  g_autoptr (GPtrArray) list = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  now->exemption_status = AMT_EXEMPTION_REFUSED;
  now->paid_cents = 100;
  list = amt_difference_list (before, now, NULL);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (labels));
  for (unsigned i = 0; i < list->len; i++)
    g_assert_cmpstr (((AmtDifference *) list->pdata[i])->label, ==, labels[i]);
}

int
main (int argc, char *argv[])
{
  sample_init (&argc, &argv);
  g_test_add_func ("/request/days", test_days);
  g_test_add_func ("/request/coming-days", test_coming_days);
  g_test_add_func ("/request/money", test_money);
  g_test_add_func ("/request/comparison-values", test_comparison);
  g_test_add_func ("/request/stated", test_stated);
  g_test_add_func ("/request/wording", test_wording);
  g_test_add_func ("/request/printout", test_printout);
  g_test_add_func ("/request/journal-titles", test_journal_titles);
  g_test_add_func ("/request/difference", test_difference);
  return g_test_run ();
}
