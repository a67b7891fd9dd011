/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a PDF, PNG or JPEG page by page, with zoom. The bytes are decoded by amtsstube-viewer, never by this process;
 * the page's text is there for screen readers. One spinner, one sentence when it fails, Try Again where that may help. */

#pragma once

#include <adwaita.h>

#include "amt-viewer.h"

G_BEGIN_DECLS

#define AMT_TYPE_PAGE_VIEW (amt_page_view_get_type ())
G_DECLARE_FINAL_TYPE (AmtPageView, amt_page_view, AMT, PAGE_VIEW, AdwBin)

/* Properties: "ready" (boolean, read-only): a page is on the screen.
 * Actions for buttons and keys within: page-view.next, .previous, .zoom-in, .zoom-out, .fit, .retry. */
GtkWidget *amt_page_view_new (void);

/* Shows @bytes of MIME @type; @name is what a screen reader calls it. */
void amt_page_view_show (AmtPageView *self, GBytes *bytes, const char *type, const char *name);
/* Shows nothing and ends the viewer. */
void amt_page_view_clear (AmtPageView *self);
/* A sentence instead of a page, say "The attachment cannot be fetched"; activates @action (nullable) on Try Again. */
void amt_page_view_show_problem (AmtPageView *self, const char *sentence, const char *action);

bool amt_page_view_get_ready (AmtPageView *self);
/* 0 while there is none. */
AmtViewerProblem amt_page_view_get_problem (AmtPageView *self);
unsigned amt_page_view_get_n_pages (AmtPageView *self);
/* Of the page on the screen; (nullable). */
const char *amt_page_view_get_text (AmtPageView *self);
/* For tests: another viewer (nullable) and how long it may take. */
void amt_page_view_set_program (AmtPageView *self, const char *program, unsigned deadline_ms);

G_END_DECLS
