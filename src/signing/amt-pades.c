/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-pades.h"

#include "amt-certificate.h"
#include "amt-cms.h"
#include "amt-error.h"
#include "amt-pdf-update.h"

#include <string.h>

#define MOMENT_DIGITS 14

/* (transfer full): "20261122101500" */
static char *
format_moment (int64_t now)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);

  return moment != NULL ? g_date_time_format (moment, "%Y%m%d%H%M%S") : g_strdup ("19700101000000");
}

static bool
check_signer (AmtSigner *signer, int64_t now, GError **error)
{
  g_autoptr (X509) certificate = amt_certificate_from_der (g_ptr_array_index (amt_signer_get_chain (signer), 0));

  if (certificate != NULL && amt_certificate_not_before (certificate) <= now &&
      now <= amt_certificate_not_after (certificate))
    return true;
  amt_error_set (error, AMT_ERROR_CONFLICT, "certificate-expired", NULL, "The certificate of %s is not valid today",
                 amt_signer_get_label (signer));
  return false;
}

static bool
fill_hole (AmtPdfUpdate *update, GBytes *cms, GError **error)
{
  static const char digits[] = "0123456789abcdef";
  size_t size;
  const uint8_t *data = g_bytes_get_data (cms, &size);
  uint8_t *out = update->bytes->data + update->hole + 1;

  if (size > AMT_PDF_HOLE_BYTES)
    {
      amt_error_set (error, AMT_ERROR_FAILED, "signer-failed", NULL, "The certificates are too large for a signature");
      return false;
    }
  for (size_t i = 0; i < size; i++)
    {
      *out++ = digits[data[i] >> 4];
      *out++ = digits[data[i] & 15];
    }
  return true;
}

GBytes *
amt_pades_sign (GBytes *draft, AmtSigner *signer, int64_t now, GCancellable *cancellable, GError **error)
{
  g_auto (AmtPdfUpdate) update = {0};
  g_autofree char *moment = format_moment (now);
  g_autoptr (GBytes) cms = NULL;
  const uint8_t *data;

  g_return_val_if_fail (draft != NULL && AMT_IS_SIGNER (signer), NULL);

  if (!check_signer (signer, now, error) || !amt_pdf_update_make (&update, draft, moment, error))
    return NULL;
  data = update.bytes->data;
  cms = amt_cms_sign (data, update.hole, data + update.hole_end, update.bytes->len - update.hole_end, signer,
                      cancellable, error);
  if (cms == NULL || !fill_hole (&update, cms, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&update.bytes));
}

typedef struct
{
  GBytes *draft;
  AmtSigner *signer;
  int64_t now;
} Job;

static void
job_free (Job *job)
{
  g_bytes_unref (job->draft);
  g_object_unref (job->signer);
  g_free (job);
}

static void
run_job (GTask *task, void *source, void *data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  GBytes *bytes = amt_pades_sign (job->draft, job->signer, job->now, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
amt_pades_sign_async (GBytes *draft, AmtSigner *signer, int64_t now, GCancellable *cancellable,
                      GAsyncReadyCallback callback, void *user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->draft = g_bytes_ref (draft);
  job->signer = g_object_ref (signer);
  job->now = now;
  g_task_set_source_tag (task, amt_pades_sign_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run_job);
}

GBytes *
amt_pades_sign_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
amt_pades_report_clear (AmtPadesReport *self)
{
  g_clear_pointer (&self->certificate_sha256, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->issuer, g_free);
  memset (self, 0, sizeof *self);
}

static bool
not_this_draft (GError **error, const char *why)
{
  amt_error_set (error, AMT_ERROR_CONFLICT, "not-this-draft", NULL, "This is not the draft with a signature: %s", why);
  return false;
}

static unsigned
read_digits (const uint8_t *digits, int count)
{
  unsigned value = 0;

  for (int i = 0; i < count; i++)
    value = value * 10 + digits[i] - '0';
  return value;
}

/* Whether the 14 digits are a day and a time of day: readers show them to people, or stumble over them. */
static bool
is_moment (const uint8_t *digits)
{
  for (int i = 0; i < MOMENT_DIGITS; i++)
    if (!g_ascii_isdigit (digits[i]))
      return false;
  return g_date_valid_dmy (read_digits (digits + 6, 2), read_digits (digits + 4, 2), read_digits (digits, 4)) &&
         read_digits (digits + 8, 2) < 24 && read_digits (digits + 10, 2) < 60 && read_digits (digits + 12, 2) < 60;
}

/* Of digits that is_moment() found to be one; UTC. */
static int64_t
read_moment (const uint8_t *digits)
{
  g_autoptr (GDateTime) moment = g_date_time_new_utc (
      (int) read_digits (digits, 4), (int) read_digits (digits + 4, 2), (int) read_digits (digits + 6, 2),
      (int) read_digits (digits + 8, 2), (int) read_digits (digits + 10, 2), read_digits (digits + 12, 2));

  return moment != NULL ? g_date_time_to_unix (moment) * G_USEC_PER_SEC : 0;
}

/* Writes the update anew with the moment that @bytes names and compares all but the hole. */
static bool
check_update (AmtPdfUpdate *update, GBytes *draft, const uint8_t *bytes, size_t size, GError **error)
{
  size_t draft_size = g_bytes_get_size (draft);
  const uint8_t *expected;
  char moment[MOMENT_DIGITS + 1] = "00000000000000";

  if (size <= draft_size || memcmp (bytes, g_bytes_get_data (draft, NULL), draft_size) != 0)
    return not_this_draft (error, "it does not begin with the draft");
  if (!amt_pdf_update_make (update, draft, moment, error))
    return false;
  if (size != update->bytes->len)
    return not_this_draft (error, "what follows is not one signature");
  expected = update->bytes->data;
  if (!is_moment (bytes + update->moment))
    return not_this_draft (error, "its moment");
  memcpy (update->bytes->data + update->moment, bytes + update->moment, MOMENT_DIGITS);
  if (memcmp (bytes, expected, update->hole + 1) != 0 ||
      memcmp (bytes + update->hole_end - 1, expected + update->hole_end - 1, size - update->hole_end + 1) != 0)
    return not_this_draft (error, "more was changed than the signature field");
  return true;
}

static bool
read_nibble (uint8_t c, uint8_t *value)
{
  if (c >= '0' && c <= '9')
    *value = c - '0';
  else if (c >= 'a' && c <= 'f')
    *value = c - 'a' + 10;
  else
    return false;
  return true;
}

/* How long the DER value at @data says it is; 0 when it does not fit into @size. */
static size_t
der_length (const uint8_t *data, size_t size)
{
  size_t length = data[1];
  size_t head = 2;

  if (data[0] != 0x30 || length == 0x80 || length > 0x83)
    return 0;
  if (length > 0x80)
    {
      int bytes = length & 0x7f;

      for (length = 0; bytes > 0; bytes--)
        length = length << 8 | data[head++];
    }
  return length <= size - head ? head + length : 0;
}

/* (transfer full) (nullable): what is in the hole; behind it there may be nothing but zeros. */
static GBytes *
read_hole (const AmtPdfUpdate *update, const uint8_t *bytes, GError **error)
{
  g_autofree uint8_t *data = g_malloc (AMT_PDF_HOLE_BYTES);
  const uint8_t *hex = bytes + update->hole + 1;
  size_t size;
  bool ok = true;

  for (size_t i = 0; ok && i < AMT_PDF_HOLE_BYTES; i++)
    {
      uint8_t high = 0, low = 0;

      ok = read_nibble (hex[2 * i], &high) && read_nibble (hex[2 * i + 1], &low);
      data[i] = high << 4 | low;
    }
  size = ok ? der_length (data, AMT_PDF_HOLE_BYTES) : 0;
  for (size_t i = size; ok && i < AMT_PDF_HOLE_BYTES; i++)
    ok = data[i] == 0;
  if (ok && size > 0)
    return g_bytes_new (data, size);
  amt_error_set (error, AMT_ERROR_CONFLICT, "signature-invalid", NULL, "The signature does not hold: no DER");
  return NULL;
}

static void
fill_report (AmtPadesReport *report, X509 *certificate)
{
  report->certificate_sha256 = amt_certificate_sha256 (certificate);
  report->subject = amt_certificate_common_name (X509_get_subject_name (certificate));
  report->issuer = amt_certificate_common_name (X509_get_issuer_name (certificate));
  report->level = "B-B";
  report->demo = amt_certificate_is_demo (certificate);
  report->expires_at = amt_certificate_not_after (certificate);
}

bool
amt_pades_verify_against_draft (GBytes *draft, GBytes *signed_pdf, AmtTrust *trust, int64_t now, AmtPadesReport *report,
                                GError **error)
{
  g_auto (AmtPdfUpdate) update = {0};
  g_autoptr (GBytes) cms = NULL;
  g_autoptr (X509) certificate = NULL;
  size_t size, cms_size;
  const uint8_t *bytes = g_bytes_get_data (signed_pdf, &size);
  const uint8_t *der;

  g_return_val_if_fail (draft != NULL && trust != NULL, false);

  if (size > AMT_PADES_MAX_BYTES)
    return not_this_draft (error, "it is too large");
  if (!check_update (&update, draft, bytes, size, error) || !(cms = read_hole (&update, bytes, error)))
    return false;
  der = g_bytes_get_data (cms, &cms_size);
  certificate = amt_cms_verify (der, cms_size, bytes, update.hole, bytes + update.hole_end, size - update.hole_end,
                                trust, now, error);
  if (certificate == NULL)
    return false;
  if (report != NULL)
    {
      fill_report (report, certificate);
      report->signed_at = read_moment (bytes + update.moment);
    }
  return true;
}
