/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wrong WHAT [locked]: does what a sanitizer must report, on demand as locked in as the viewer is. */
#include "amt-viewer-sandbox.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
main (int argc, char **argv)
{
  static const char *const nothing[] = {NULL};
  const char *what = argc > 1 ? argv[1] : "nothing";
  bool locked = argc > 2;
  AmtViewerProtection protection;
  int *volatile numbers = calloc ((size_t) argc, sizeof *numbers);
  volatile int many = INT_MAX;

  if (locked && !amt_viewer_lock_in (nothing, &protection))
    return EXIT_FAILURE;
  if (strcmp (what, "overflow") == 0)
    numbers[argc] = many;
  if (strcmp (what, "undefined") == 0)
    many = many + argc;
  if (strcmp (what, "leak") != 0)
    free (numbers);
  numbers = NULL;
  if (locked)
    _exit (EXIT_SUCCESS);
  return EXIT_SUCCESS;
}
