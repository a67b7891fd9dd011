/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request states, as labels and values in the order of reading: the person, what it is about, what was ordered. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_STATED_PERSON, /* of the form, and what is known of the people beside it */
  AMT_STATED_MATTER, /* the rest of the form: purpose, business, dog */
  AMT_STATED_ORDER,  /* carrier, copies, fee */
  AMT_N_STATED_GROUPS
} AmtStatedGroup;

typedef struct
{
  AmtStatedGroup group;
  char *label;
  char *value;
} AmtStatedField;

void amt_stated_field_free (AmtStatedField *self);
/* (transfer full) (element-type AmtStatedField), group by group. @service: (nullable): then form members stand under their own names. */
GPtrArray *amt_stated_fields (const AmtRequest *request, const AmtService *service);
/* (transfer full): "Family name: Weiß\n…", for the clipboard of the office's register program. */
char *amt_stated_fields_to_text (GPtrArray *fields);

G_END_DECLS
