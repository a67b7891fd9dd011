/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of the request page: it is given the case at hand and shows it anew whenever that changes. */

#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "amt-case.h"

G_BEGIN_DECLS

#define AMT_TYPE_CASE_WIDGET (amt_case_widget_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmtCaseWidget, amt_case_widget, AMT, CASE_WIDGET, AdwBin)

/* Property "case" (AmtCase, nullable). */
struct _AmtCaseWidgetClass
{
  AdwBinClass parent_class;

  /* Called when the case has changed; @request is (nullable): then nothing is at hand. */
  void (*refresh) (AmtCaseWidget *self, AmtCase *amt_case, const AmtRequest *request);
};

/* (nullable) (transfer none) */
AmtCase *amt_case_widget_get_case (AmtCaseWidget *self);
void amt_case_widget_set_case (AmtCaseWidget *self, AmtCase *amt_case);
/* For refresh: whether @says (transfer full), everything the rows say, is something else than at the last call. Rows that
 * would say the same stay, and with them the focus. */
bool amt_case_widget_is_news (AmtCaseWidget *self, char *says);

G_END_DECLS
