/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"

#include <gio/gio.h>

static const struct
{
  AmtErrorCode code;
  const char *slug;
  unsigned status;
} defaults[] = {
    {AMT_ERROR_INVALID, "invalid", 422},
    {AMT_ERROR_UNAUTHENTICATED, "unauthenticated", 401},
    {AMT_ERROR_FORBIDDEN, "forbidden", 403},
    {AMT_ERROR_NOT_FOUND, "not-found", 404},
    {AMT_ERROR_CONFLICT, "conflict", 409},
    {AMT_ERROR_STALE, "stale", 412},
    {AMT_ERROR_GONE, "gone", 410},
    {AMT_ERROR_TOO_LARGE, "too-large", 413},
    {AMT_ERROR_LIMITED, "limited", 429},
    {AMT_ERROR_OFFLINE, "offline", 503},
    {AMT_ERROR_UNAVAILABLE, "unavailable", 503},
    {AMT_ERROR_UNTRUSTED, "untrusted", 409},
    {AMT_ERROR_FAILED, "internal", 500},
};

static void
test_defaults (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      g_autoptr (GError) error = NULL;

      g_set_error (&error, AMT_ERROR, (int) defaults[i].code, "words");
      g_assert_cmpstr (amt_error_get_slug (error), ==, defaults[i].slug);
      g_assert_null (amt_error_get_field (error));
      g_assert_null (amt_error_get_current (error));
      g_assert_cmpuint (amt_error_to_status (error), ==, defaults[i].status);
    }
}

static void
test_details (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  amt_error_set (&error, AMT_ERROR_STALE, "stale", "version", "%d is not %d", 3, 4);
  amt_error_set_current (error, "{\"version\":4}");
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_error (copy, AMT_ERROR, AMT_ERROR_STALE);
  g_assert_cmpstr (copy->message, ==, "3 is not 4");
  g_assert_cmpstr (amt_error_get_slug (copy), ==, "stale");
  g_assert_cmpstr (amt_error_get_field (copy), ==, "version");
  g_assert_cmpstr (amt_error_get_current (copy), ==, "{\"version\":4}");
  amt_error_set (NULL, AMT_ERROR_FAILED, NULL, NULL, "nobody listens");
}

static void
test_prepend (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "disk");

  amt_error_set (&error, AMT_ERROR_INVALID, "missing-field", NULL, "m");
  amt_error_prepend_field (error, "name");
  amt_error_prepend_field (error, "[2]");
  amt_error_prepend_field (error, "items");
  amt_error_prepend_field (error, "page");
  g_assert_cmpstr (amt_error_get_field (error), ==, "page.items[2].name");
  amt_error_prepend_field (foreign, "name");
  amt_error_prepend_field (NULL, "name");
}

static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "disk");

  g_assert_null (amt_error_get_slug (error));
  g_assert_null (amt_error_get_field (error));
  g_assert_null (amt_error_get_current (error));
  g_assert_cmpuint (amt_error_to_status (error), ==, 500);
}

static void
test_finer_status (void)
{
  static const struct
  {
    const char *slug;
    unsigned status;
  } finer[] = {
      {"malformed-json", 400},     {"json-too-deep", 400},    {"duplicate-field", 400},  {"not-utf8", 400},
      {"not-an-object", 400},      {"unsupported-type", 415}, {"if-match-missing", 428}, {"missing-field", 422},
      {"method-not-allowed", 405}, {"bad-request", 400},      {"constraint", 500},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (finer); i++)
    {
      g_autoptr (GError) error = NULL;

      amt_error_set (&error, AMT_ERROR_INVALID, finer[i].slug, NULL, "m");
      g_assert_cmpuint (amt_error_to_status (error), ==, finer[i].status);
    }
}

/* What a server means by its status is what the client understands. */
static void
test_from_status (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (defaults[i].code != AMT_ERROR_OFFLINE && defaults[i].code != AMT_ERROR_UNTRUSTED)
      g_assert_cmpint (amt_error_code_from_status (defaults[i].status), ==, defaults[i].code);
  g_assert_cmpint (amt_error_code_from_status (0), ==, AMT_ERROR_OFFLINE);
  g_assert_cmpint (amt_error_code_from_status (400), ==, AMT_ERROR_INVALID);
  g_assert_cmpint (amt_error_code_from_status (415), ==, AMT_ERROR_INVALID);
  g_assert_cmpint (amt_error_code_from_status (431), ==, AMT_ERROR_TOO_LARGE);
  g_assert_cmpint (amt_error_code_from_status (502), ==, AMT_ERROR_UNAVAILABLE);
  g_assert_cmpint (amt_error_code_from_status (504), ==, AMT_ERROR_UNAVAILABLE);
  g_assert_cmpint (amt_error_code_from_status (501), ==, AMT_ERROR_FAILED);
  g_assert_cmpint (amt_error_code_from_status (302), ==, AMT_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/defaults", test_defaults);
  g_test_add_func ("/error/details", test_details);
  g_test_add_func ("/error/prepend", test_prepend);
  g_test_add_func ("/error/foreign", test_foreign);
  g_test_add_func ("/error/finer-status", test_finer_status);
  g_test_add_func ("/error/from-status", test_from_status);
  return g_test_run ();
}
