/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request pane: one request with head, gates, data, history; every action on it is in the action group "request"
 * (amt_request_page_get_actions ()), which the window inserts on itself so that menus, keys and Ctrl+K reach it.
 *
 * It turns to the window through these actions only:
 *   win.open-request "s"          open another request (id)
 *   win.issue        "(sss)"      request id, document kind ("certificate", "rejection"), reason ("" for certificates):
 *                                 the window opens AmtIssueDialog with amt_request_page_get_request ()
 *   win.next-after-issue          when nothing is left to do on the request
 *   win.toast        "s"          done, not undoable
 *   win.toast-undo   "(ss)"       done; the sentence and the detailed name of the action that undoes it */

#pragma once

#include <adwaita.h>

#include "amt-request.h"

G_BEGIN_DECLS

typedef struct _AmtApi AmtApi;
typedef struct _AmtReplica AmtReplica;

#define AMT_TYPE_REQUEST_PAGE (amt_request_page_get_type ())
G_DECLARE_FINAL_TYPE (AmtRequestPage, amt_request_page, AMT, REQUEST_PAGE, AdwBreakpointBin)

/* @replica: (nullable): then nothing typed is kept between openings.
 * @session: (transfer none) who is signed in. @services: (transfer none) of AmtService, every version known. */
GtkWidget *amt_request_page_new (AmtApi *api, AmtReplica *replica, const AmtSession *session, GPtrArray *services);
void amt_request_page_set_services (AmtRequestPage *self, GPtrArray *services);

/* Shows the request; NULL: "No Request Selected". The same id again reads it again. */
void amt_request_page_show (AmtRequestPage *self, const char *request_id);
/* The feed says that this request changed: reads it again if it is the one shown and older than @version. */
void amt_request_page_changed (AmtRequestPage *self, const char *request_id, int64_t version);
/* After an answer that brought the whole request (say from AmtIssueDialog). */
void amt_request_page_take (AmtRequestPage *self, const AmtRequest *request);
/* (nullable) (transfer none) */
const char *amt_request_page_get_request_id (AmtRequestPage *self);
const AmtRequest *amt_request_page_get_request (AmtRequestPage *self);
const AmtService *amt_request_page_get_service (AmtRequestPage *self);
/* (transfer none): names: claim, release, hand-over, ask, resume, submit, approve, return, send-to-sign, recall, issue,
 * reject, withdraw, extract, note, follow-up, clear-follow-up, attach, copy-all, print, hand-out, post, primary, gates,
 * view "s" ("data", "history"), reload. */
GActionGroup *amt_request_page_get_actions (AmtRequestPage *self);
/* (transfer full) (nullable): why the action @name of that group may not be done now, the sentence the buttons have. */
char *amt_request_page_explain (AmtRequestPage *self, const char *name);
/* Enter in the list: to the head. Returns: whether there is anything to press. */
bool amt_request_page_grab_head (AmtRequestPage *self);

G_END_DECLS
