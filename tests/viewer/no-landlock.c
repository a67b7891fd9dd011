/* SPDX-License-Identifier: GPL-3.0-or-later */
/* no-landlock CMD…: runs CMD as on a kernel without Landlock, and under a filter of somebody else's, as in a Flatpak. */
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int
main (int argc, char *argv[])
{
  static const int missing[] = {SYS_landlock_create_ruleset, SYS_landlock_add_rule, SYS_landlock_restrict_self};
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);

  for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
    if (seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), missing[i], 0) != 0)
      return 125;
  if (argc < 2 || prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || seccomp_load (filter) != 0)
    return 125;
  seccomp_release (filter);
  execv (argv[1], argv + 1);
  perror (argv[1]);
  return 126;
}
