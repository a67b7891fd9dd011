/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-viewer-service.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool
amt_viewer_read_fully (int fd, void *to, size_t length)
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
write_fully (int fd, const void *from, size_t length)
{
  for (const uint8_t *at = from; length > 0;)
    {
      ssize_t n = write (fd, at, length);
      if (n < 0 && errno != EINTR)
        return false;
      n = MAX (n, 0);
      at += n;
      length -= (size_t) n;
    }
  return true;
}

static bool
answer (AmtViewerService *self, AmtViewerMessage type, const void *body, size_t length, const void *more,
        size_t more_length)
{
  AmtViewerHeader header = {type, (uint32_t) (length + more_length)};
  return write_fully (self->answers, &header, sizeof header) && write_fully (self->answers, body, length) &&
         write_fully (self->answers, more, more_length);
}

static bool
answer_problem (AmtViewerService *self, AmtViewerProblem problem)
{
  AmtViewerFailure failure = {problem};
  return answer (self, AMT_VIEWER_FAILED, &failure, sizeof failure, NULL, 0);
}

static bool
on_open (AmtViewerService *self, const void *body)
{
  const AmtViewerOpen *how = body;
  AmtViewerProblem problem = AMT_VIEWER_BAD_REQUEST;

  if (!self->locked)
    return answer_problem (self, AMT_VIEWER_UNPROTECTED);
  if (!self->bytes)
    return answer_problem (self, AMT_VIEWER_TOO_LARGE);
  if (!self->file && how->format >= AMT_VIEWER_PDF && how->format <= AMT_VIEWER_JPEG)
    self->file = amt_viewer_file_open (self->bytes, how->format, &problem);
  if (!self->file)
    return answer_problem (self, problem);
  AmtViewerOpened opened = {amt_viewer_file_count_pages (self->file), self->landlock};
  return answer (self, AMT_VIEWER_OPEN, &opened, sizeof opened, NULL, 0);
}

static bool
on_page (AmtViewerService *self, const void *body)
{
  const AmtViewerPage *which = body;
  g_autofree char *text = NULL;
  AmtViewerPageSize size;
  AmtViewerProblem problem = AMT_VIEWER_BAD_REQUEST;

  if (!self->file || which->index >= amt_viewer_file_count_pages (self->file) ||
      !amt_viewer_file_describe (self->file, which->index, &size, &text, &problem))
    return answer_problem (self, problem);
  return answer (self, AMT_VIEWER_PAGE, &size, sizeof size, text, strlen (text));
}

static bool
on_render (AmtViewerService *self, const void *body)
{
  const AmtViewerRender *how = body;
  cairo_surface_t *surface = NULL;
  AmtViewerProblem problem = AMT_VIEWER_BAD_REQUEST;

  if (self->file && how->index < amt_viewer_file_count_pages (self->file) &&
      amt_viewer_size_is_sane (how->width, how->height))
    surface = amt_viewer_file_render (self->file, how, &problem);
  if (!surface)
    return answer_problem (self, problem);
  cairo_surface_flush (surface);
  AmtViewerPixels pixels = {how->width, how->height, (uint32_t) cairo_image_surface_get_stride (surface)};
  bool sent = answer (self, AMT_VIEWER_RENDER, &pixels, sizeof pixels, cairo_image_surface_get_data (surface),
                      (size_t) pixels.stride * pixels.height);
  cairo_surface_destroy (surface);
  return sent;
}

static const struct
{
  AmtViewerMessage type;
  size_t length;
  bool (*handle) (AmtViewerService *self, const void *body);
} requests[] = {
    {AMT_VIEWER_OPEN, sizeof (AmtViewerOpen), on_open},
    {AMT_VIEWER_PAGE, sizeof (AmtViewerPage), on_page},
    {AMT_VIEWER_RENDER, sizeof (AmtViewerRender), on_render},
};

/* Returns: FALSE when the window has gone, or speaks another language. */
static bool
serve_one (AmtViewerService *self)
{
  AmtViewerHeader header;
  uint32_t body[8];

  if (!amt_viewer_read_fully (self->requests, &header, sizeof header))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (requests); i++)
    if (requests[i].type == header.type && requests[i].length == header.length)
      return amt_viewer_read_fully (self->requests, body, header.length) && requests[i].handle (self, body);
  return false;
}

void
amt_viewer_service_run (AmtViewerService *self)
{
  while (serve_one (self))
    ;
}
