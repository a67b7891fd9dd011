/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template filled in: CommonMark in which each value stands as one private character, so that no value is ever read
 * as markup. The characters become text only after the CommonMark has been parsed. */

#pragma once

#include "amt-template.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Value N stands in the text as the character AMT_VALUE_BASE + N (private use, plane 15). */
#define AMT_VALUE_BASE 0xF0000u
#define AMT_VALUE_COUNT 0xFFF0u

typedef struct
{
  GString *text;     /* (owned) CommonMark */
  GPtrArray *values; /* (owned) of char * */
  GArray *lines;     /* (owned) of unsigned: the template's line for each line of text */
} AmtExpansion;

void amt_expansion_free (AmtExpansion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtExpansion, amt_expansion_free)

/* (transfer full): @piece of parsed CommonMark with its values put in. */
char *amt_expansion_resolve (const AmtExpansion *self, const char *piece);
/* The template's line in which line @line (from 1) of the text stands. */
unsigned amt_expansion_line (const AmtExpansion *self, int line);

/* @data: objects and strings; an object prints its member "wert"; repeats walk the members of an object in order and
 * leave out those that print nothing. @data NULL: every branch once, to look at the template itself.
 * (transfer full) (nullable): NULL with INVALID "unknown-placeholder" or "bad-template". */
AmtExpansion *amt_template_expand (const AmtTemplate *self, JsonObject *data, GError **error);

G_END_DECLS
