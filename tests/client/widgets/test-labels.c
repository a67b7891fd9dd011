/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-labels.h"
#include "amt-term.h"

#include "amt-time.h"

static const struct
{
  const char *due_on;
  bool suspended;
  const char *text;
  const char *spoken;
  AmtTone tone;
} terms[] = {
    {NULL, false, NULL, NULL, AMT_TONE_PLAIN},
    {NULL, true, "paused", "paused", AMT_TONE_PLAIN},
    {"2026-11-22", false, "today", "due today", AMT_TONE_SOON},
    {"2026-11-22", true, "today", "due today", AMT_TONE_SOON}, /* a term by law runs on */
    {"2026-11-23", false, "1 day", "due tomorrow", AMT_TONE_SOON},
    {"2026-11-24", false, "2 days", "due in 2 days", AMT_TONE_SOON},
    {"2026-11-25", false, "3 days", "due in 3 days", AMT_TONE_PLAIN},
    {"2027-01-01", false, "40 days", "due in 40 days", AMT_TONE_PLAIN},
    {"2026-11-21", false, "1 day late", "1 day late", AMT_TONE_LATE},
    {"2025-11-22", false, "365 days late", "365 days late", AMT_TONE_LATE},
};

static void
test_terms (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      AmtTerm term = amt_term_describe (terms[i].due_on, "2026-11-22", terms[i].suspended);
      g_autofree char *spoken = amt_term_spoken (terms[i].due_on, "2026-11-22", terms[i].suspended);

      g_assert_cmpstr (term.text, ==, terms[i].text);
      g_assert_cmpstr (spoken, ==, terms[i].spoken);
      g_assert_cmpint (term.tone, ==, terms[i].tone);
      g_assert_true (term.tone == AMT_TONE_PLAIN || term.icon_name != NULL); /* never the colour alone */
      amt_term_clear (&term);
    }
}

static void
test_every_value_has_a_word (void)
{
  for (int i = 0; i < AMT_N_STATES; i++)
    {
      g_assert_cmpuint (strlen (amt_label_state (i)), >, 0);
      g_assert_nonnull (amt_label_state_icon (i));
    }
  for (int i = 0; i < AMT_N_GATES; i++)
    {
      g_assert_cmpuint (strlen (amt_label_gate (i)), >, 0);
      g_assert_nonnull (amt_label_gate_icon (i));
    }
  for (int i = 0; i < amt_enum_count (&amt_gate_status_enum); i++)
    g_assert_cmpuint (strlen (amt_label_gate_status (i)), >, 0);
  for (int i = 0; i < amt_enum_count (&amt_assurance_enum); i++)
    g_assert_cmpuint (strlen (amt_label_assurance (i)), >, 0);
  for (int i = 0; i < amt_enum_count (&amt_channel_enum); i++)
    g_assert_cmpuint (strlen (amt_label_channel (i)), >, 0);
  for (int i = 0; i < amt_enum_count (&amt_carrier_enum); i++)
    g_assert_cmpuint (strlen (amt_label_carrier (i)), >, 0);
  for (int i = 0; i < amt_enum_count (&amt_delivery_status_enum); i++)
    g_assert_cmpuint (strlen (amt_label_delivery (i)), >, 0);
  for (int i = 0; i < amt_enum_count (&amt_role_enum); i++)
    g_assert_cmpuint (strlen (amt_label_role (i)), >, 0);
  g_assert_cmpstr (amt_label_state (AMT_N_STATES), ==, "");
  g_assert_cmpstr (amt_label_state (-1), ==, "");
}

static void
test_days_and_money (void)
{
  g_autofree char *this_year = amt_label_day ("2026-11-07", "2026-11-22");
  g_autofree char *other_year = amt_label_day ("2025-11-07", "2026-11-22");
  g_autofree char *in_full = amt_label_long_day ("2026-11-07");
  g_autofree char *none = amt_label_money (0);
  g_autofree char *some = amt_label_money (1305);
  g_autofree char *back = amt_label_money (-150);
  g_autofree char *number = amt_label_short_number ("2026-004217");
  g_autofree char *plain = amt_label_short_number ("4217");

  g_assert_cmpstr (back, ==, "−€1.50");
  g_assert_cmpstr (this_year, ==, "7 Nov");
  g_assert_cmpstr (other_year, ==, "7 Nov 2025");
  g_assert_cmpstr (in_full, ==, "7 November 2026");
  g_assert_cmpstr (none, ==, "€0.00");
  g_assert_cmpstr (some, ==, "€13.05");
  g_assert_cmpstr (number, ==, "4217");
  g_assert_cmpstr (plain, ==, "4217");
}

/* 23:30 UTC is the next day in Berlin. */
static void
test_moments_have_a_zone (void)
{
  int64_t moment = 0;
  g_autofree char *berlin = NULL;
  g_autofree char *clock = NULL;

  g_assert_true (amt_time_parse ("2020-03-01T23:30:00Z", &moment));
  berlin = amt_label_moment (moment, "Europe/Berlin");
  clock = amt_label_clock (moment, "UTC");
  g_assert_cmpstr (berlin, ==, "2 Mar 2020, 00:30");
  g_assert_cmpstr (clock, ==, "1 Mar 2020, 23:30");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/terms", test_terms);
  g_test_add_func ("/labels/every-value-has-a-word", test_every_value_has_a_word);
  g_test_add_func ("/labels/days-and-money", test_days_and_money);
  g_test_add_func ("/labels/moments-have-a-zone", test_moments_have_a_zone);
  return g_test_run ();
}
