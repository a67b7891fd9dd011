/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amtsstube-viewer: turns one foreign file into pixels, locked in. Started by the window (amt-viewer.h), never by hand. */
#include "amt-viewer-sandbox.h"
#include "amt-viewer-service.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static GBytes *
read_file (void)
{
  struct stat info;
  if (fstat (AMT_VIEWER_FILE, &info) != 0 || info.st_size < 0 || (size_t) info.st_size > AMT_VIEWER_MAX_FILE)
    return NULL;
  size_t size = (size_t) info.st_size;
  g_autofree void *data = g_malloc (MAX (size, 1));
  if (lseek (AMT_VIEWER_FILE, 0, SEEK_SET) != 0 || !amt_viewer_read_fully (AMT_VIEWER_FILE, data, size))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

int
main (void)
{
  AmtViewerService service = {.requests = AMT_VIEWER_SOCKET, .answers = AMT_VIEWER_SOCKET};
  AmtViewerProtection protection;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  signal (SIGPIPE, SIG_IGN);
  /* Kept until the end: the libraries' tables live as long as it does. */
  AmtViewerFileContent *warm G_GNUC_UNUSED = amt_viewer_file_warm_up ();
  g_auto (GStrv) readable = amt_viewer_file_list_readable ();
  service.bytes = read_file ();
  close (AMT_VIEWER_FILE);
  service.locked = amt_viewer_lock_in ((const char *const *) readable, &protection);
  service.landlock = protection.landlock;
  amt_viewer_service_run (&service);
  _exit (EXIT_SUCCESS); /* nothing to save, and destructors of foreign data are one more risk */
}
