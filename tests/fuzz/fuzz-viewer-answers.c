/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window reads from the viewer, which a hostile file may have taken over. The input is all the viewer ever says;
 * what the window makes of it is sound: numbers within their bounds, or an error of ours. */

#include "fuzz-target.h"

#include "amt-viewer.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_BYTES 65536 /* fit into the socket before anybody reads */
#define MAX_DRAWN 256   /* pixels: more would never stand in so small an input */

/* (transfer full): resolved */
static const GValue *
await_sound (DexFuture *future, GError **error)
{
  const GValue *value;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, error);
  if (!value && ((*error)->domain != AMT_VIEWER_ERROR || (*error)->code < AMT_VIEWER_DAMAGED ||
                 (*error)->code > AMT_VIEWER_MISSING))
    g_error ("An error of somebody else: %s %d", g_quark_to_string ((*error)->domain), (*error)->code);
  return value;
}

/* Whoever was ended stays so, and says so. */
static void
check_ended (AmtViewer *viewer, const GError *error)
{
  g_autoptr (GError) again = NULL;
  g_autoptr (DexFuture) future = NULL;

  if (error->code < AMT_VIEWER_STOPPED)
    return;
  future = amt_viewer_describe (viewer, 0);
  if (await_sound (future, &again) || again->code < AMT_VIEWER_STOPPED)
    g_error ("After the end (%d) it goes on", error->code);
}

static bool
check_page (AmtViewer *viewer, uint32_t page)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DexFuture) described = amt_viewer_describe (viewer, page);
  g_autoptr (DexFuture) drawn = NULL;
  const GValue *value = await_sound (described, &error);
  const AmtViewerPageInfo *info = value ? g_value_get_boxed (value) : NULL;
  uint32_t width = 0, height = 0;

  if (!info)
    return check_ended (viewer, error), false;
  if (!g_utf8_validate (info->text, -1, NULL))
    g_error ("Text that is none");
  amt_viewer_fit (info->width, info->height, 96.0 / 72, &width, &height);
  if (width / info->width > 1e6 || height / info->height > 1e6)
    g_error ("%g × %g points are enlarged beyond all numbers", info->width, info->height);
  if (!amt_viewer_size_is_sane (width, height))
    g_error ("%g × %g points are %u × %u pixels", info->width, info->height, width, height);
  if (width * height > MAX_DRAWN)
    width = height = 2;
  drawn = amt_viewer_render (viewer, page, width, height);
  if (!(value = await_sound (drawn, &error)))
    return check_ended (viewer, error), false;
  if (g_bytes_get_size (g_value_get_boxed (value)) != (size_t) width * height * 4)
    g_error ("Rows of another size");
  return true;
}

static void
check_file (AmtViewer *viewer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DexFuture) opened = amt_viewer_open (viewer);
  const GValue *value = await_sound (opened, &error);
  unsigned pages = value ? g_value_get_uint (value) : 0;

  if (!value)
    check_ended (viewer, error);
  else if (pages < 1 || pages > AMT_VIEWER_MAX_PAGES)
    g_error ("%u pages", pages);
  for (uint32_t page = 0; page < 4; page++) /* the window turns pages whatever became of the last */
    if (!check_page (viewer, page) && page > 1)
      return;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static gsize once;
  g_autoptr (AmtViewer) viewer = NULL;
  int pair[2];

  if (g_once_init_enter (&once))
    {
      dex_init ();
      g_once_init_leave (&once, 1);
    }
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    g_error ("No socket");
  size = MIN (size, MAX_BYTES);
  if (size > 0 && send (pair[1], data, size, 0) != (ssize_t) size)
    g_error ("Not all was said");
  shutdown (pair[1], SHUT_WR);
  viewer = amt_viewer_new_for_socket (pair[0], "application/pdf");
  check_file (viewer);
  close (pair[1]);
  return 0;
}
