/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* UUIDv7 (RFC 9562): grows with time, 74 random bits. (transfer full) */
char *amt_uuid_new (void);
/* For data that must be the same each time (the demo): from a moment and a number. */
char *amt_uuid_new_fixed (int64_t unix_us, uint64_t number);
bool amt_uuid_is_valid (const char *text);

G_END_DECLS
