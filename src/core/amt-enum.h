/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enumerations as tables of nicks (what stands on the wire and in the database). */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;         /* "state" */
  const char *const *nicks; /* by value, NULL-terminated */
} AmtEnum;

/* (nullable): NULL when there is no such value. */
const char *amt_enum_to_nick (const AmtEnum *type, int value);
/* Returns: whether @nick is known; @value is untouched otherwise. */
bool amt_enum_from_nick (const AmtEnum *type, const char *nick, int *value);
int amt_enum_count (const AmtEnum *type);

G_END_DECLS
