/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of the request page: name, service, file number, chips, Ask Back and the primary action. */

#pragma once

#include "amt-case-widget.h"

G_BEGIN_DECLS

#define AMT_TYPE_REQUEST_HEAD (amt_request_head_get_type ())
/* Property "narrow": the actions stand below the name. */
G_DECLARE_FINAL_TYPE (AmtRequestHead, amt_request_head, AMT, REQUEST_HEAD, AmtCaseWidget)

/* To the primary button, else to Ask Back; FALSE when neither takes the focus. */
bool amt_request_head_focus (AmtRequestHead *self);

G_END_DECLS
