/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A viewer taken over by its file: does what the file's bytes say. */
#include "amt-viewer-protocol.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void
say (uint32_t type, uint32_t length, const void *body, size_t size)
{
  AmtViewerHeader header = {type, length};
  if (write (AMT_VIEWER_SOCKET, &header, sizeof header) < 0 || write (AMT_VIEWER_SOCKET, body, size) < 0)
    _exit (1);
}

int
main (void)
{
  char how[32] = "", request[64];
  AmtViewerOpened opened = {1, 7}, many = {UINT32_MAX, 7};

  if (pread (AMT_VIEWER_FILE, how, sizeof how - 1, 0) < 0 || read (AMT_VIEWER_SOCKET, request, sizeof request) < 0)
    return 1;
  setrlimit (RLIMIT_CORE, &(struct rlimit) {0});
  if (strcmp (how, "crash") == 0)
    abort ();
  if (strcmp (how, "hang") == 0)
    for (;;)
      ;
  if (strcmp (how, "leave") == 0)
    return 0;
  if (strcmp (how, "secrets") == 0 && (getenv ("AMTSSTUBE_DEMO_PASSWORD") || fcntl (5, F_GETFD) >= 0))
    abort ();
  if (strcmp (how, "secrets") == 0)
    say (AMT_VIEWER_FAILED, sizeof (AmtViewerFailure), &(AmtViewerFailure) {AMT_VIEWER_LOCKED},
         sizeof (AmtViewerFailure));
  if (strcmp (how, "endless-answer") == 0)
    say (AMT_VIEWER_OPEN, UINT32_MAX, &opened, sizeof opened);
  if (strcmp (how, "short-answer") == 0)
    say (AMT_VIEWER_OPEN, 2, &opened, 2);
  if (strcmp (how, "another-answer") == 0)
    say (AMT_VIEWER_RENDER, sizeof opened, &opened, sizeof opened);
  if (strcmp (how, "many-pages") == 0)
    say (AMT_VIEWER_OPEN, sizeof many, &many, sizeof many);
  if (strcmp (how, "half-answer") == 0)
    say (AMT_VIEWER_OPEN, sizeof opened, &opened, 3);
  if (strcmp (how, "unknown-problem") == 0)
    say (AMT_VIEWER_FAILED, sizeof (AmtViewerFailure), &many, sizeof (AmtViewerFailure));
  if (strcmp (how, "no-problem") == 0)
    say (AMT_VIEWER_FAILED, sizeof (AmtViewerFailure), &(AmtViewerFailure) {0}, sizeof (AmtViewerFailure));
  if (strcmp (how, "problem-of-ours") == 0)
    say (AMT_VIEWER_FAILED, sizeof (AmtViewerFailure), &(AmtViewerFailure) {AMT_VIEWER_TOO_SLOW},
         sizeof (AmtViewerFailure));
  if (strcmp (how, "huge-page") == 0)
    {
      AmtViewerPageSize size = {1e308, 10};

      say (AMT_VIEWER_OPEN, sizeof opened, &opened, sizeof opened);
      if (read (AMT_VIEWER_SOCKET, request, sizeof request) > 0)
        say (AMT_VIEWER_PAGE, sizeof size, &size, sizeof size);
    }
  pause ();
  return 0;
}
