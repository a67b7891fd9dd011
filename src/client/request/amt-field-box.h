/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field as label and value; one key copies the value. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMT_TYPE_FIELD_BOX (amt_field_box_get_type ())
G_DECLARE_FINAL_TYPE (AmtFieldBox, amt_field_box, AMT, FIELD_BOX, GtkFlowBoxChild)

GtkWidget *amt_field_box_new (const char *label, const char *value);
void amt_field_box_copy (AmtFieldBox *self);

/* Puts @value on the clipboard and toasts "Copied: @label". */
void amt_field_copy (GtkWidget *widget, const char *label, const char *value);

G_END_DECLS
