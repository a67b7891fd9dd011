/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of documents: CommonMark with tables, placeholders, conditions and repeats.
 *
 *   {{auszug.family_name}}            a value; it prints literally, whatever stands in it
 *   {{auszug.birth_date | datum lang}} with a filter
 *   {{#wenn demo}} … {{#sonst}} … {{/wenn}}   only if it is there, not empty, not "false"; {{#wenn nicht demo}}
 *   {{#wenn variante = extended}} … {{/wenn}}
 *   {{#je auszug}} | {{bezeichnung}} | {{wert}} | {{/je}}
 *
 * English keywords (if, else, each, not) are understood as well. HTML, links and pictures are refused. */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Reference-counted; does not change once made and may be used by several threads at once. */
typedef struct _AmtTemplate AmtTemplate;

#define AMT_TEMPLATE_MAX_BYTES (64 * 1024)

/* @text: UTF-8. (transfer full) (nullable): NULL with INVALID "bad-template", field "line N", and what is wrong there. */
AmtTemplate *amt_template_new (const char *text, GError **error);
/* Reads @data_dir/templates/@id.md; also NOT_FOUND "no-such-template". @id: letters, digits, hyphens. */
AmtTemplate *amt_template_load (const char *data_dir, const char *id, GError **error);
AmtTemplate *amt_template_ref (AmtTemplate *self);
void amt_template_unref (AmtTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtTemplate, amt_template_unref)

G_END_DECLS
