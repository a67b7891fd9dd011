/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-api.h"
#include "amt-error.h"

static const struct
{
  const char *typed;
  const char *clean; /* NULL: refused */
  const char *slug;
} addresses[] = {
    {"amt.leinhagen.example", "https://amt.leinhagen.example", NULL},
    {"  amt.leinhagen.example/ ", "https://amt.leinhagen.example", NULL},
    {"https://amt.leinhagen.example:8443/", "https://amt.leinhagen.example:8443", NULL},
    {"https://amt.leinhagen.example/amtsstube/", "https://amt.leinhagen.example/amtsstube", NULL},
    {"127.0.0.1:8080", "http://127.0.0.1:8080", NULL},
    {"localhost:8080", "http://localhost:8080", NULL},
    {"http://[::1]:8080", "http://[::1]:8080", NULL},
    {"https://localhost", "https://localhost", NULL},
    {"http://amt.leinhagen.example", NULL, "tls-required"},
    {"http://127.0.0.1.leinhagen.example", NULL, "tls-required"},
    {"", NULL, "not-an-address"},
    {"   ", NULL, "not-an-address"},
    {"ftp://amt.example", NULL, "not-an-address"},
    {"https://", NULL, "not-an-address"},
    {"https://user:secret@amt.example", NULL, "not-an-address"},
    {"https://amt.example/?a=b", NULL, "not-an-address"},
    {"https://amt.example/#a", NULL, "not-an-address"},
    {"amt example", NULL, "not-an-address"},
    {"https://amt.example:99999", NULL, "not-an-address"},
};

static void
test_clean (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *clean = amt_api_clean_address (addresses[i].typed, &error);

      g_test_message ("%s", addresses[i].typed);
      g_assert_cmpstr (clean, ==, addresses[i].clean);
      if (addresses[i].clean == NULL)
        {
          g_assert_error (error, AMT_ERROR, AMT_ERROR_INVALID);
          g_assert_cmpstr (amt_error_get_slug (error), ==, addresses[i].slug);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/address/clean", test_clean);
  return g_test_run ();
}
