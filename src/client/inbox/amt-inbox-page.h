/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inbox: one queue or team as a list, with search, filter and order. Reads only the replica. */

#pragma once

#include "amt-catalogue.h"
#include "amt-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_INBOX_PAGE (amt_inbox_page_get_type ())
G_DECLARE_FINAL_TYPE (AmtInboxPage, amt_inbox_page, AMT, INBOX_PAGE, AdwBin)

/* Signals: "selected" (const char *id): another row, by key or click. "opened" (const char *id): Enter or double click.
 * "banner-clicked". Property "show-sidebar-button" (boolean). */
/* @settings: of org.amtsstube.Amtsstube; order and row height are kept there. Only once. */
void amt_inbox_page_attach (AmtInboxPage *self, AmtReplica *replica, AmtCatalogue *catalogue, GSettings *settings);
/* @team_id, @team_name: (nullable). The scroll position of a queue comes back with it; the selected
 * request stays selected. */
void amt_inbox_page_show_queue (AmtInboxPage *self, AmtQueue queue, const char *team_id, const char *team_name);
const char *amt_inbox_page_get_title (AmtInboxPage *self);
/* (nullable) */
const char *amt_inbox_page_get_selected (AmtInboxPage *self);
/* Selects without a signal and scrolls to it; @request_id: (nullable) none. */
void amt_inbox_page_select (AmtInboxPage *self, const char *request_id);
/* To the next or previous row; "selected" follows. Returns: whether there was one. */
bool amt_inbox_page_move (AmtInboxPage *self, int delta);
void amt_inbox_page_begin_search (AmtInboxPage *self);
/* Asks the server for what is typed into the search; with nothing typed, begins to search. */
void amt_inbox_page_search_older (AmtInboxPage *self);
void amt_inbox_page_open_filter (AmtInboxPage *self);
/* In one pane a single click opens a row; beside the request it selects. */
void amt_inbox_page_set_single_pane (AmtInboxPage *self, bool single_pane);
/* One condition at a time; @text NULL hides the banner. @button: (nullable) */
void amt_inbox_page_set_banner (AmtInboxPage *self, const char *text, const char *button);

G_END_DECLS
