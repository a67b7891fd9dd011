/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a template. */

#pragma once

#include "amt-template.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_TEMPLATE_TEXT,
  AMT_TEMPLATE_VALUE,
  AMT_TEMPLATE_IF,
  AMT_TEMPLATE_EACH,
} AmtTemplateNodeKind;

typedef struct
{
  AmtTemplateNodeKind kind;
  unsigned line;        /* of the template, from 1 */
  char *text;           /* (owned) (nullable) TEXT: CommonMark */
  char **path;          /* (owned) (nullable) the rest: name of the value, by its parts */
  char *filter;         /* (owned) (nullable) VALUE */
  char *equals;         /* (owned) (nullable) IF: holds when the value is this */
  bool negate;          /* IF */
  GPtrArray *children;  /* (owned) of AmtTemplateNode */
  GPtrArray *otherwise; /* (owned) of AmtTemplateNode, IF */
} AmtTemplateNode;

AmtTemplateNode *amt_template_node_new (AmtTemplateNodeKind kind, unsigned line);
void amt_template_node_free (AmtTemplateNode *node);

const AmtTemplateNode *amt_template_get_root (const AmtTemplate *self);

bool amt_template_filter_known (const char *name);
/* (transfer full): @text as the filter shows it; what is no day stays as it is. */
char *amt_template_filter_apply (const char *name, const char *text);

G_END_DECLS
