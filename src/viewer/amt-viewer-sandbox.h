/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locks the calling process in for good: no new files but fonts to read, no network, no programs, bounded memory. */

#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  uint32_t landlock; /* version enforced; 0: the kernel has none, then no file at all can be opened any more */
  bool seccomp;      /* system calls are filtered */
} AmtViewerProtection;

/* Call once, while the process has one thread and before it looks at the file. @readable: directories that may still
 * be read, NULL-terminated (fonts). Returns: whether the process may go on to foreign files: everything but Landlock is in
 * force. */
bool amt_viewer_lock_in (const char *const *readable, AmtViewerProtection *protection);
