/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-sentences.h"

#include <gtk/gtk.h>

/* What api, replica, signing and server may say to somebody at the window. */
static const char *const slugs[] = {
    "answer-too-large",
    "assurance-too-low",
    "bad-answer",
    "bad-text",
    "certificate-expired",
    "certificate-unknown",
    "certificate-untrusted",
    "certificate-wrong-host",
    "connection-lost",
    "connection-refused",
    "content-changed",
    "disk-full",
    "epoch-changed",
    "gates-open",
    "host-unknown",
    "idempotency-mismatch",
    "if-match-missing",
    "journal-changed",
    "journal-shortened",
    "keyring-locked",
    "missing-field",
    "network-unreachable",
    "no-fee",
    "no-keyring",
    "no-session",
    "not-a-date",
    "not-a-time",
    "not-amtsstube",
    "not-an-address",
    "not-found",
    "not-this-draft",
    "not-writable",
    "nothing-unclaimed",
    "request-full",
    "sheet-number-used",
    "signature-invalid",
    "stale",
    "throttled",
    "timed-out",
    "tls-required",
    "too-large",
    "too-long",
    "too-many",
    "unknown-field",
    "unknown-value",
    "unsupported-type",
    "wrong-credentials",
    "wrong-passphrase",
    "wrong-type",
};

static void
assert_is_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
  g_assert_true (g_str_has_suffix (text, "."));
  g_assert_null (strchr (text, '!'));
  g_assert_null (strstr (text, "lease"));
}

static void
test_slugs (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (slugs); i++)
    {
      g_test_message ("%s", slugs[i]);
      assert_is_sentence (amt_sentence_for_slug (slugs[i]));
    }
  g_assert_null (amt_sentence_for_slug ("nobody-knows"));
}

static void
test_codes (void)
{
  for (int code = AMT_ERROR_INVALID; code <= AMT_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      amt_error_set (&error, code, "nobody-knows", NULL, "x");
      sentence = amt_sentence_for_error (error);
      assert_is_sentence (sentence);
    }
}

static void
test_one_slug_two_meanings (void)
{
  g_autoptr (GError) server = NULL;
  g_autoptr (GError) own = NULL;
  g_autofree char *about_server = NULL;
  g_autofree char *about_own = NULL;

  amt_error_set (&server, AMT_ERROR_UNTRUSTED, "certificate-expired", NULL, "x");
  amt_error_set (&own, AMT_ERROR_CONFLICT, "certificate-expired", NULL, "x");
  about_server = amt_sentence_for_error (server);
  about_own = amt_sentence_for_error (own);
  g_assert_nonnull (strstr (about_server, "server’s certificate"));
  g_assert_nonnull (strstr (about_own, "Your signing certificate"));
}

static void
test_refusals (void)
{
  g_assert_cmpstr (amt_sentence_for_refusal (AMT_REFUSAL_NONE), ==, "");
  for (int refusal = AMT_REFUSAL_NONE + 1; refusal < amt_enum_count (&amt_refusal_enum); refusal++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      g_assert_cmpuint (strlen (amt_sentence_for_refusal (refusal)), >, 10);
      amt_error_set (&error, AMT_ERROR_FORBIDDEN, amt_enum_to_nick (&amt_refusal_enum, refusal), NULL, "x");
      sentence = amt_sentence_for_error (error);
      assert_is_sentence (sentence);
      g_assert_true (g_str_has_prefix (sentence, amt_sentence_for_refusal (refusal)));
    }
}

static void
test_foreign_errors (void)
{
  g_autoptr (GError) full = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "x");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, "secret detail");
  g_autofree char *about_full = amt_sentence_for_error (full);
  g_autofree char *about_other = amt_sentence_for_error (other);

  g_assert_nonnull (strstr (about_full, "disk is full"));
  assert_is_sentence (about_other);
  g_assert_null (strstr (about_other, "secret"));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentences/slugs", test_slugs);
  g_test_add_func ("/sentences/codes", test_codes);
  g_test_add_func ("/sentences/one-slug-two-meanings", test_one_slug_two_meanings);
  g_test_add_func ("/sentences/refusals", test_refusals);
  g_test_add_func ("/sentences/foreign-errors", test_foreign_errors);
  return g_test_run ();
}
