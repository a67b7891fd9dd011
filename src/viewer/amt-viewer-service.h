/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The viewer's end of the protocol: answers the window about one file. */

#pragma once

#include "amt-viewer-file.h"

typedef struct
{
  int requests;               /* descriptor to read from */
  int answers;                /* descriptor to write to */
  GBytes *bytes;              /* (owned) (nullable) the file; NULL: it is too large */
  AmtViewerFileContent *file; /* (owned) (nullable) once it is open */
  uint32_t landlock;          /* version in force */
  bool locked;                /* else nothing is decoded */
} AmtViewerService;

/* Answers until the window has gone, or speaks another language. */
void amt_viewer_service_run (AmtViewerService *self);
/* Returns: FALSE when there are not that many bytes. */
bool amt_viewer_read_fully (int fd, void *to, size_t length);
