/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One foreign file and its pages. Lives in the locked process only. */

#pragma once

#include "amt-viewer-protocol.h"

#include <cairo.h>

typedef struct _AmtViewerFileContent AmtViewerFileContent;

/* Lets the libraries read now what they could not read later: font lists, their caches, the lists of character tables.
 * Returns: (transfer full) (nullable): to be kept as long as files are shown, for poppler forgets with its last document. */
AmtViewerFileContent *amt_viewer_file_warm_up (void);
/* Returns: (transfer full): the directories of fonts and character tables. */
char **amt_viewer_file_list_readable (void);
/* Returns: (transfer full) (nullable): NULL with @problem set. */
AmtViewerFileContent *amt_viewer_file_open (GBytes *bytes, AmtViewerFormat format, AmtViewerProblem *problem);
void amt_viewer_file_free (AmtViewerFileContent *self);
uint32_t amt_viewer_file_count_pages (AmtViewerFileContent *self);
/* @text: (out) (transfer full): valid UTF-8, may be empty. Returns: FALSE with @problem set. */
bool amt_viewer_file_describe (AmtViewerFileContent *self, uint32_t page, AmtViewerPageSize *size, char **text,
                               AmtViewerProblem *problem);
/* Returns: (transfer full) (nullable): the page on white, exactly as large as asked; NULL with @problem set. */
cairo_surface_t *amt_viewer_file_render (AmtViewerFileContent *self, const AmtViewerRender *how,
                                         AmtViewerProblem *problem);
