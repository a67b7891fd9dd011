/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-signing.h"

#include "amt-certificate.h"
#include "amt-error.h"

#include <openssl/pem.h>
#include <string.h>

static char *
read_kept (const char *folder, const char *name, size_t *size)
{
  g_autofree char *path = g_build_filename (AMT_FUZZ_CORPUS, folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  if (!g_file_get_contents (path, &text, size, &error))
    g_error ("%s", error->message);
  return text;
}

GBytes *
fuzz_signing_draft (void)
{
  static GBytes *draft;
  size_t size;
  char *text;

  if (!draft)
    {
      text = read_kept ("draft", "good-small.pdf", &size);
      draft = g_bytes_new_take (text, size);
    }
  return draft;
}

/* (transfer full): a set of GBytes */
static GHashTable *
read_good (const char *folder)
{
  g_autofree char *path = g_build_filename (AMT_FUZZ_CORPUS, folder, NULL);
  GHashTable *set = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  size_t size;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, "good-"))
      {
        char *text = read_kept (folder, name, &size);
        g_hash_table_add (set, g_bytes_new_take (text, size));
      }
  if (g_hash_table_size (set) == 0)
    g_error ("Nothing good in %s", path);
  return set;
}

GHashTable *
fuzz_signing_good (const char *folder)
{
  static GHashTable *good; /* a program has one folder */

  if (!good)
    good = read_good (folder);
  return good;
}

/* The root's own beginning and twenty days: the kept certificates are judged as on the day they were made, more or less.
 * Returns: (transfer none) */
static AmtTrust *
get_trust (int64_t *now)
{
  static AmtTrust *trust;
  static int64_t moment;
  const char *paths[] = {AMT_FUZZ_CORPUS "/signing-root.pem", NULL};
  g_autoptr (GError) error = NULL;

  if (!trust)
    {
      FILE *file = fopen (paths[0], "r");
      g_autoptr (X509) root = file ? PEM_read_X509 (file, NULL, NULL, NULL) : NULL;

      if (!root || !(trust = amt_trust_new (paths, &error)))
        g_error ("%s: %s", paths[0], error ? error->message : "no certificate");
      moment = amt_certificate_not_before (root) + 20 * G_TIME_SPAN_DAY;
      fclose (file);
    }
  *now = moment;
  return trust;
}

static void
check_refusal (const GError *error)
{
  static const char *const slugs[] = {"not-this-draft", "signature-invalid", "certificate-untrusted", NULL};
  const char *slug = error && error->domain == AMT_ERROR ? amt_error_get_slug (error) : NULL;

  if (!slug || !*error->message)
    g_error ("Neither accepted nor an error of ours");
  if (error->code == AMT_ERROR_CONFLICT && g_strv_contains (slugs, slug))
    return;
  if (error->code != AMT_ERROR_INVALID || !g_str_equal (slug, "not-a-draft"))
    g_error ("Refused as %s: %s", slug, error->message);
}

bool
fuzz_signing_try (GBytes *draft, GBytes *pdf)
{
  g_auto (AmtPadesReport) report = {0};
  g_autoptr (GError) error = NULL;
  int64_t now;
  AmtTrust *trust = get_trust (&now);
  bool accepted = amt_pades_verify_against_draft (draft, pdf, trust, now, &report, &error);

  if (!accepted)
    check_refusal (error);
  else if (strlen (report.certificate_sha256) != 64 || !g_utf8_validate (report.subject, -1, NULL) ||
           !g_utf8_validate (report.issuer, -1, NULL) || report.signed_at <= 0)
    g_error ("A report that says nothing");
  return accepted;
}
