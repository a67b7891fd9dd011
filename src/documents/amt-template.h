/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of documents: CommonMark with tables, placeholders, conditions and repeats.
 *
 *   {{auszug.family_name}}            a value; it prints literally, whatever stands in it
 *   {{auszug.birth_date | datum lang}} with a filter
 *   {{#wenn demo}} … {{#sonst}} … {{/wenn}}   only if it is there, not empty, not "false"; {{#wenn nicht demo}}
 *   {{#wenn variante = extended}} … {{/wenn}}
 *   {{#je auszug}}                    once for each entry that is not empty
 *   | {{bezeichnung}} | {{wert}} |
 *   {{/je}}
 *
 * A block's keyword alone on its line takes the line with it. The first line is the title (#); a paragraph of nothing
 * but emphasis below it is the subtitle; a table of two columns with an empty head is one of labels and values.
 *
 * Values: antrag(.aktenzeichen .eingang), antragsteller and person (.name .anschrift .familienname .vornamen .doktorgrad
 * .geburtsdatum .geburtsort .straße .plz .ort .email), auszug.FIELD(.bezeichnung), register(.name .eintrag),
 * behörde(.name .straße .ort .ortsname .email .abteilung), unterschrift(.name .funktion), leistung(.rechtsgrundlage
 * .variante), variante, gebühr(.betrag .grundlage), datum, gründe, rechtsbehelf, papier, elektronisch, vorgeschrieben,
 * demo. Filters: datum, datum lang.
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
