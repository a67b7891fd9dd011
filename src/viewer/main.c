/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amtsstube-viewer: turns one foreign file into pixels, locked in. Started by the window (amt-viewer.h), never by hand. */
#include "amt-viewer-file.h"
#include "amt-viewer-sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  GBytes *bytes;              /* (owned) (nullable) */
  AmtViewerFileContent *file; /* (owned) (nullable) */
  AmtViewerFileContent *warm; /* (owned) (nullable) keeps the libraries' tables alive */
  AmtViewerProtection protection;
  bool locked;
} Viewer;

static bool
read_fully (int fd, void *to, size_t length)
{
  for (uint8_t *at = to; length > 0;)
    {
      ssize_t n = read (fd, at, length);
      if (n <= 0 && !(n < 0 && errno == EINTR))
        return false;
      n = MAX (n, 0);
      at += n;
      length -= (size_t) n;
    }
  return true;
}

static bool
write_fully (const void *from, size_t length)
{
  for (const uint8_t *at = from; length > 0;)
    {
      ssize_t n = write (AMT_VIEWER_SOCKET, at, length);
      if (n < 0 && errno != EINTR)
        return false;
      n = MAX (n, 0);
      at += n;
      length -= (size_t) n;
    }
  return true;
}

static bool
answer (AmtViewerMessage type, const void *body, size_t length, const void *more, size_t more_length)
{
  AmtViewerHeader header = {type, (uint32_t) (length + more_length)};
  return write_fully (&header, sizeof header) && write_fully (body, length) && write_fully (more, more_length);
}

static bool
answer_problem (AmtViewerProblem problem)
{
  AmtViewerFailure failure = {problem};
  return answer (AMT_VIEWER_FAILED, &failure, sizeof failure, NULL, 0);
}

static bool
on_open (Viewer *self, const void *body)
{
  const AmtViewerOpen *how = body;
  AmtViewerProblem problem = AMT_VIEWER_BAD_REQUEST;

  if (!self->locked)
    return answer_problem (AMT_VIEWER_UNPROTECTED);
  if (!self->bytes)
    return answer_problem (AMT_VIEWER_TOO_LARGE);
  if (!self->file && how->format >= AMT_VIEWER_PDF && how->format <= AMT_VIEWER_JPEG)
    self->file = amt_viewer_file_open (self->bytes, how->format, &problem);
  if (!self->file)
    return answer_problem (problem);
  AmtViewerOpened opened = {amt_viewer_file_count_pages (self->file), self->protection.landlock};
  return answer (AMT_VIEWER_OPEN, &opened, sizeof opened, NULL, 0);
}

static bool
on_page (Viewer *self, const void *body)
{
  const AmtViewerPage *which = body;
  g_autofree char *text = NULL;
  AmtViewerPageSize size;
  AmtViewerProblem problem = AMT_VIEWER_BAD_REQUEST;

  if (!self->file || which->index >= amt_viewer_file_count_pages (self->file) ||
      !amt_viewer_file_describe (self->file, which->index, &size, &text, &problem))
    return answer_problem (problem);
  return answer (AMT_VIEWER_PAGE, &size, sizeof size, text, strlen (text));
}

static bool
on_render (Viewer *self, const void *body)
{
  const AmtViewerRender *how = body;
  cairo_surface_t *surface = NULL;
  AmtViewerProblem problem = AMT_VIEWER_BAD_REQUEST;

  if (self->file && how->index < amt_viewer_file_count_pages (self->file) &&
      amt_viewer_size_is_sane (how->width, how->height))
    surface = amt_viewer_file_render (self->file, how, &problem);
  if (!surface)
    return answer_problem (problem);
  cairo_surface_flush (surface);
  AmtViewerPixels pixels = {how->width, how->height, (uint32_t) cairo_image_surface_get_stride (surface)};
  bool sent = answer (AMT_VIEWER_RENDER, &pixels, sizeof pixels, cairo_image_surface_get_data (surface),
                      (size_t) pixels.stride * pixels.height);
  cairo_surface_destroy (surface);
  return sent;
}

static const struct
{
  AmtViewerMessage type;
  size_t length;
  bool (*handle) (Viewer *self, const void *body);
} requests[] = {
    {AMT_VIEWER_OPEN, sizeof (AmtViewerOpen), on_open},
    {AMT_VIEWER_PAGE, sizeof (AmtViewerPage), on_page},
    {AMT_VIEWER_RENDER, sizeof (AmtViewerRender), on_render},
};

/* Returns: FALSE when the window has gone, or speaks another language. */
static bool
serve_one (Viewer *self)
{
  AmtViewerHeader header;
  uint32_t body[8];

  if (!read_fully (AMT_VIEWER_SOCKET, &header, sizeof header))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (requests); i++)
    if (requests[i].type == header.type && requests[i].length == header.length)
      return read_fully (AMT_VIEWER_SOCKET, body, header.length) && requests[i].handle (self, body);
  return false;
}

static GBytes *
read_file (void)
{
  struct stat info;
  if (fstat (AMT_VIEWER_FILE, &info) != 0 || info.st_size < 0 || (size_t) info.st_size > AMT_VIEWER_MAX_FILE)
    return NULL;
  size_t size = (size_t) info.st_size;
  g_autofree void *data = g_malloc (MAX (size, 1));
  if (lseek (AMT_VIEWER_FILE, 0, SEEK_SET) != 0 || !read_fully (AMT_VIEWER_FILE, data, size))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

int
main (void)
{
  Viewer self = {0};

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  signal (SIGPIPE, SIG_IGN);
  self.warm = amt_viewer_file_warm_up ();
  g_auto (GStrv) readable = amt_viewer_file_list_readable ();
  self.bytes = read_file ();
  close (AMT_VIEWER_FILE);
  self.locked = amt_viewer_lock_in ((const char *const *) readable, &self.protection);
  while (serve_one (&self))
    ;
  _exit (EXIT_SUCCESS); /* nothing to save, and destructors of foreign data are one more risk */
}
