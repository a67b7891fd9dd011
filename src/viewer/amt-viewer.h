/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's end of one amtsstube-viewer: asks it for pages, and ends it when it does not answer. */

#pragma once

#include "amt-viewer-protocol.h"

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

#define AMT_VIEWER_ERROR (amt_viewer_error_quark ())
GQuark amt_viewer_error_quark (void); /* codes: AmtViewerProblem */

#define AMT_TYPE_VIEWER (amt_viewer_get_type ())
G_DECLARE_FINAL_TYPE (AmtViewer, amt_viewer, AMT, VIEWER, GObject)

/* @program: (nullable): the viewer's path; NULL: the installed one, else the one on PATH. @bytes: at most
 * AMT_VIEWER_MAX_FILE. Nothing runs before the first call. */
AmtViewer *amt_viewer_new (const char *program, GBytes *bytes, const char *type);
/* Talks over @socket (transfer full) to whoever plays the viewer there, and starts nothing: for tests. */
AmtViewer *amt_viewer_new_for_socket (int socket, const char *type);
/* How long one answer may take, in milliseconds; 15,000 unless told. */
void amt_viewer_set_deadline (AmtViewer *self, unsigned milliseconds);

/* One call at a time, from a fiber or by dex_await. Errors: AMT_VIEWER_ERROR; after STOPPED or TOO_SLOW every further
 * call fails alike: begin anew with another object. */

/* Starts the process and opens the file. Returns: (transfer full): resolves to the number of pages (guint). */
DexFuture *amt_viewer_open (AmtViewer *self);
/* Resolves to AmtViewerPageInfo. */
DexFuture *amt_viewer_describe (AmtViewer *self, uint32_t page);
/* Resolves to a GBytes of @height rows of @width × 4 bytes (B, G, R, 255). */
DexFuture *amt_viewer_render (AmtViewer *self, uint32_t page, uint32_t width, uint32_t height);
/* Ends the process; a call under way fails with STOPPED. So does dropping the object once no call is under way. */
void amt_viewer_stop (AmtViewer *self);
/* The version of Landlock in force in the opened process; 0: none. */
uint32_t amt_viewer_get_landlock (AmtViewer *self);
/* (nullable): the process's id as text while it lives. */
const char *amt_viewer_get_identifier (AmtViewer *self);

typedef struct
{
  double width; /* points of 1/72 inch */
  double height;
  char *text; /* (owned) may be empty */
} AmtViewerPageInfo;

#define AMT_TYPE_VIEWER_PAGE_INFO (amt_viewer_page_info_get_type ())
GType amt_viewer_page_info_get_type (void);
void amt_viewer_page_info_free (AmtViewerPageInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtViewerPageInfo, amt_viewer_page_info_free)

G_END_DECLS
