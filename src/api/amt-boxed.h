/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of core as boxed types, so that a DexFuture can carry them:
 *
 *   g_autoptr(AmtRequest) request = dex_await_boxed (amt_api_get_request (api, id), &error);
 */

#pragma once

#include "amt-answers.h"
#include "amt-deadline.h"
#include "amt-feed.h"
#include "amt-input.h"
#include "amt-person.h"
#include "amt-request.h"
#include "amt-service.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define AMT_TYPE_CALENDAR (amt_calendar_get_type ())
#define AMT_TYPE_DRAFT (amt_draft_get_type ())
#define AMT_TYPE_FEED_PAGE (amt_feed_page_get_type ())
#define AMT_TYPE_JOURNAL_HEAD (amt_journal_head_get_type ())
#define AMT_TYPE_REQUEST (amt_request_get_type ())
#define AMT_TYPE_SEARCH_PAGE (amt_search_page_get_type ())
#define AMT_TYPE_SERVICE (amt_service_get_type ())
#define AMT_TYPE_SESSION (amt_session_get_type ())
#define AMT_TYPE_SUMMARY (amt_summary_get_type ())

GType amt_calendar_get_type (void) G_GNUC_CONST;
GType amt_draft_get_type (void) G_GNUC_CONST;
GType amt_feed_page_get_type (void) G_GNUC_CONST;
GType amt_journal_head_get_type (void) G_GNUC_CONST;
GType amt_request_get_type (void) G_GNUC_CONST;
GType amt_search_page_get_type (void) G_GNUC_CONST;
GType amt_service_get_type (void) G_GNUC_CONST;
GType amt_session_get_type (void) G_GNUC_CONST;
GType amt_summary_get_type (void) G_GNUC_CONST;

G_END_DECLS
