/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors: one domain. A code names what the caller can do about it; words for people are found at the surface. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AMT_ERROR (amt_error_quark ())

typedef enum
{
  AMT_ERROR_INVALID,         /* the input is wrong: mend it (400, 413, 415, 422) */
  AMT_ERROR_UNAUTHENTICATED, /* sign in again (401) */
  AMT_ERROR_FORBIDDEN,       /* somebody else may (403) */
  AMT_ERROR_NOT_FOUND,       /* no such thing, or not yours to know of (404) */
  AMT_ERROR_CONFLICT,        /* the state does not allow it (409) */
  AMT_ERROR_STALE,           /* somebody was faster: read again (412) */
  AMT_ERROR_GONE,            /* rebuild what you have (410) */
  AMT_ERROR_TOO_LARGE,       /* send less (413, 431) */
  AMT_ERROR_LIMITED,         /* wait (429) */
  AMT_ERROR_OFFLINE,         /* the network or the server is away: later */
  AMT_ERROR_UNAVAILABLE,     /* the server cannot just now: later (503) */
  AMT_ERROR_UNTRUSTED,       /* a certificate or signature does not hold */
  AMT_ERROR_FAILED,          /* a defect or a broken machine (500) */
} AmtErrorCode;

GQuark amt_error_quark (void);

/* Sets an error with a stable slug (RFC 9457 `type`, such as "missing-field") and, where one field is to blame,
 * its JSON path (such as "form.purpose"). @field may be NULL. */
void amt_error_set (GError **error, AmtErrorCode code, const char *slug, const char *field, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

/* (nullable) (transfer none): of errors of this domain; the default slug of the code when none was given. */
const char *amt_error_get_slug (const GError *error);
const char *amt_error_get_field (const GError *error);

/* Puts @outer before the path of the field to blame, as an error rises out of nested values: "street" → "applicant.street",
 * "[2].name" → "items[2].name". Errors of other domains stay as they are. */
void amt_error_prepend_field (GError *error, const char *outer);

/* The JSON of what stands in the way (problem member "current"), say the request as it is now; for conflicts. */
void amt_error_set_current (GError *error, const char *json);
const char *amt_error_get_current (const GError *error);

/* HTTP status ↔ code, by the table above; a slug may name a finer status ("malformed-json" 400, "unsupported-type" 415,
 * "if-match-missing" 428, "headers-too-large" 431). Errors of other domains are 500; status 0 means no answer came. */
unsigned amt_error_to_status (const GError *error);
AmtErrorCode amt_error_code_from_status (unsigned status);

G_END_DECLS
