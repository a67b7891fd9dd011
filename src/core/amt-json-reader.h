/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reader of JSON from outside (RFC 8259, RFC 7493 I-JSON): bounded, no duplicate names, valid UTF-8. */

#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define AMT_JSON_MAX_DEPTH 16
#define AMT_JSON_MAX_BYTES (256 * 1024)

/* Parses @bytes (at most @max_bytes) whose outermost value must be an object. Whole numbers must fit 64 bits; the
 * character NUL is refused however it is written.
 * Returns: (transfer full) (nullable): NULL with TOO_LARGE "too-large" or INVALID set: slugs "malformed-json" (line and
 * column in the message), "json-too-deep", "duplicate-field" (field = path), "not-utf8", "not-an-object". */
JsonObject *amt_json_read (GBytes *bytes, size_t max_bytes, GError **error);

G_END_DECLS
