/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-feed-reader.h"
#include "amt-feed-store.h"

#define ME "me"
#define BIT(queue) (1u << AMT_QUEUE_##queue)

static const struct
{
  AmtState state;
  const char *handler, *due, *follow_up;
  uint32_t queues;
  bool late;
  const char *signer;
  bool may_sign;
} cases[] = {
    {AMT_STATE_NEW, NULL, NULL, NULL, BIT (UNCLAIMED) | BIT (ALL), false},
    {AMT_STATE_NEW, NULL, "2026-11-20", NULL, BIT (UNCLAIMED) | BIT (ALL) | BIT (DUE_SOON), true},
    {AMT_STATE_NEW, NULL, "2026-11-22", NULL, BIT (UNCLAIMED) | BIT (ALL) | BIT (DUE_SOON), false},
    {AMT_STATE_NEW, NULL, "2026-11-24", NULL, BIT (UNCLAIMED) | BIT (ALL) | BIT (DUE_SOON), false},
    {AMT_STATE_NEW, NULL, "2026-11-25", NULL, BIT (UNCLAIMED) | BIT (ALL), false},
    {AMT_STATE_IN_REVIEW, NULL, NULL, NULL, BIT (UNCLAIMED) | BIT (ALL), false},
    {AMT_STATE_IN_REVIEW, ME, NULL, NULL, BIT (MINE) | BIT (ALL), false},
    {AMT_STATE_IN_REVIEW, "other", NULL, NULL, BIT (ALL), false},
    {AMT_STATE_WAITING, ME, NULL, NULL, BIT (WAITING) | BIT (ALL), false},
    {AMT_STATE_WAITING, "other", NULL, NULL, BIT (WAITING) | BIT (ALL), false},
    {AMT_STATE_IN_APPROVAL, ME, NULL, NULL, BIT (MINE) | BIT (IN_APPROVAL) | BIT (ALL), false},
    {AMT_STATE_TO_SIGN, "other", NULL, NULL, BIT (TO_SIGN) | BIT (ALL), false, NULL, true},
    {AMT_STATE_TO_SIGN, "other", NULL, NULL, BIT (ALL), false, NULL, false},
    {AMT_STATE_TO_SIGN, "other", NULL, NULL, BIT (TO_SIGN) | BIT (ALL), false, ME, false},
    {AMT_STATE_TO_SIGN, ME, NULL, NULL, BIT (MINE) | BIT (ALL), false, "other", true},
    {AMT_STATE_IN_REVIEW, "other", NULL, NULL, BIT (ALL), false, ME, true},
    {AMT_STATE_ISSUED, ME, "2026-11-01", NULL, BIT (DONE), false},
    {AMT_STATE_REJECTED, NULL, NULL, NULL, BIT (DONE), false},
    {AMT_STATE_WITHDRAWN, NULL, NULL, "2026-11-22", BIT (DONE) | BIT (FOLLOW_UPS), false},
    {AMT_STATE_IN_REVIEW, "other", NULL, "2026-11-21", BIT (ALL) | BIT (FOLLOW_UPS), false},
    {AMT_STATE_IN_REVIEW, "other", NULL, "2026-11-23", BIT (ALL), false},
};

static void
test_queues (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AmtFeedPlace place = {
          .state = (int) cases[i].state,
          .handler_id = cases[i].handler,
          .signer_id = cases[i].signer,
          .may_sign = cases[i].may_sign,
          .due_on = cases[i].due,
          .follow_up_on = cases[i].follow_up,
      };
      bool late = !cases[i].late;
      uint32_t queues = amt_feed_store_queues (&place, ME, "2026-11-22", &late);

      g_test_message ("case %zu", i);
      g_assert_cmphex (queues, ==, cases[i].queues | BIT (EVERYTHING));
      g_assert_cmpint (late, ==, cases[i].late);
    }
}

static const struct
{
  const char *text;
  const char *match; /* NULL: no words */
} words[] = {
    {"Łukasz", "\"lukasz\"*"},
    {"Nguyễn  Thị", "\"nguyen\"* AND \"thi\"*"},
    {"2026-000017", "\"2026\"* AND \"000017\"*"},
    {"Weiß\"; DROP", "\"weiss\"* AND \"drop\"*"},
    {"NEAR(a) OR *", "\"near\"* AND \"a\"* AND \"or\"*"},
    {"", NULL},
    {" -\"* ", NULL},
};

static void
test_match (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *match = amt_feed_reader_match (words[i].text);

      g_assert_cmpstr (match, ==, words[i].match);
    }
}

static void
test_value (void)
{
  g_autoptr (AmtQuery) a = amt_query_new (AMT_QUEUE_MINE);
  g_autoptr (AmtQuery) b = amt_query_copy (a);

  g_assert_true (amt_query_equal (a, b));
  g_assert_false (amt_query_is_filtered (a));
  g_set_str (&b->text, "x");
  g_assert_false (amt_query_equal (a, b));
  g_assert_true (amt_query_is_filtered (b));
  g_assert_cmpint (amt_enum_count (&amt_queue_enum), ==, AMT_N_QUEUES);
  g_assert_cmpstr (amt_enum_to_nick (&amt_queue_enum, AMT_QUEUE_FOLLOW_UPS), ==, "follow-ups");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/query/queues", test_queues);
  g_test_add_func ("/replica/query/match", test_match);
  g_test_add_func ("/replica/query/value", test_value);
  return g_test_run ();
}
