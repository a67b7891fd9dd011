/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-certificate.h"

#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

X509 *
amt_certificate_from_der (GBytes *der)
{
  size_t size;
  const unsigned char *data = g_bytes_get_data (der, &size);

  return d2i_X509 (NULL, &data, (long) size);
}

GBytes *
amt_certificate_to_der (X509 *certificate)
{
  unsigned char *der = NULL;
  int size = i2d_X509 (certificate, &der);
  GBytes *bytes = g_bytes_new (der, MAX (size, 0));

  OPENSSL_free (der);
  return bytes;
}

char *
amt_certificate_sha256 (X509 *certificate)
{
  g_autoptr (GBytes) der = amt_certificate_to_der (certificate);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
}

/* (transfer full) (nullable) */
static char *
get_name_part (const X509_NAME *name, int nid)
{
  int index = X509_NAME_get_index_by_NID (name, nid, -1);
  unsigned char *utf8 = NULL;
  char *text = NULL;
  int length;

  if (index < 0)
    return NULL;
  length = ASN1_STRING_to_UTF8 (&utf8, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, index)));
  if (length >= 0)
    text = g_utf8_make_valid ((const char *) utf8, length);
  OPENSSL_free (utf8);
  return text;
}

char *
amt_certificate_common_name (const X509_NAME *name)
{
  char *text = get_name_part (name, NID_commonName);

  return text != NULL ? text : g_strdup ("");
}

bool
amt_certificate_is_demo (X509 *certificate)
{
  g_autofree char *organisation = get_name_part (X509_get_issuer_name (certificate), NID_organizationName);

  return g_strcmp0 (organisation, AMT_DEMO_ORGANISATION) == 0;
}

static int64_t
to_unix (const ASN1_TIME *moment)
{
  struct tm tm = {0};

  if (ASN1_TIME_to_tm (moment, &tm) != 1)
    return 0;
  return (int64_t) timegm (&tm) * G_USEC_PER_SEC;
}

int64_t
amt_certificate_not_before (X509 *certificate)
{
  return to_unix (X509_get0_notBefore (certificate));
}

int64_t
amt_certificate_not_after (X509 *certificate)
{
  return to_unix (X509_get0_notAfter (certificate));
}

bool
amt_certificate_may_sign (X509 *certificate)
{
  /* Without the extension OpenSSL answers with every bit set; we want it said. */
  return (X509_get_extension_flags (certificate) & EXFLAG_KUSAGE) != 0 &&
         (X509_get_key_usage (certificate) & KU_NON_REPUDIATION) != 0 && X509_check_ca (certificate) == 0;
}
