/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-viewer-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The headers may be older or newer than the kernel: the rights are numbered here, by the version that brought them
 * (Documentation/userspace-api/landlock.rst). */
#define FS_READ_FILE (1ull << 2)
#define FS_READ_DIR (1ull << 3)
static const uint64_t fs_rights[] = {
    0, (1ull << 13) - 1, (1ull << 14) - 1, (1ull << 15) - 1, (1ull << 15) - 1, (1ull << 16) - 1,
};
#define NET_RIGHTS 3ull   /* version 4: bind and connect TCP */
#define SCOPE_RIGHTS 3ull /* version 6: abstract sockets and signals outside */
#define N_FS (sizeof fs_rights / sizeof *fs_rights)

typedef struct
{
  uint64_t fs;
  uint64_t net;
  uint64_t scope;
} Ruleset;

static void
allow_reading (int ruleset, const char *directory)
{
  int fd = open (directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return; /* not there, so nothing to read */
  struct landlock_path_beneath_attr rule = {.allowed_access = FS_READ_FILE | FS_READ_DIR, .parent_fd = fd};
  (void) syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close (fd);
}

/* Returns: the version in force, 0 when there is none. */
static uint32_t
restrict_files (const char *const *readable)
{
  long version = syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1)
    return 0;
  Ruleset rules = {
      .fs = fs_rights[version < (long) N_FS ? version : (long) N_FS - 1],
      .net = version >= 4 ? NET_RIGHTS : 0,
      .scope = version >= 6 ? SCOPE_RIGHTS : 0,
  };
  size_t size = version >= 6 ? sizeof rules : version >= 4 ? offsetof (Ruleset, scope) : offsetof (Ruleset, net);
  int ruleset = (int) syscall (SYS_landlock_create_ruleset, &rules, size, 0);
  if (ruleset < 0)
    return 0;
  for (size_t i = 0; readable[i]; i++)
    allow_reading (ruleset, readable[i]);
  bool enforced = syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
  close (ruleset);
  return enforced ? (uint32_t) version : 0;
}

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>

/* Locked in, the sanitizer could neither open the file it reports to (log_path) nor read where the program lies in
 * memory. */
static void
prepare_reports (void)
{
  (void) __sanitizer_get_report_path ();
  __sanitizer_sandbox_on_notify (NULL);
}
#else
#define prepare_reports()
#endif

static bool
limit (int resource, rlim_t value)
{
  struct rlimit limits = {value, value};
  return setrlimit (resource, &limits) == 0;
}

static bool
limit_resources (void)
{
  bool ok = limit (RLIMIT_CORE, 0) && limit (RLIMIT_NPROC, 0) && limit (RLIMIT_NOFILE, 64) &&
            limit (RLIMIT_CPU, 600); /* of all pages together; the window ends a single answer much sooner */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  /* The sanitizers write reports and reserve terabytes of addresses. */
  ok = ok && limit (RLIMIT_FSIZE, 0) && limit (RLIMIT_AS, (rlim_t) 1 << 30);
#endif
  return ok;
}

/* What decoding and drawing need, and what an abort needs. Each takes no path and reaches nobody else: Landlock does not
 * hide what a file is called, how long it is and when it was changed, so there is no stat by name (fstat of glibc 2.39
 * and newer needs none). */
static const int allowed_calls[] = {
    SCMP_SYS (read),
    SCMP_SYS (readv),
    SCMP_SYS (pread64),
    SCMP_SYS (write),
    SCMP_SYS (writev),
    SCMP_SYS (lseek),
    SCMP_SYS (close),
    SCMP_SYS (fstat),
    SCMP_SYS (getdents64),
    SCMP_SYS (fadvise64),
    SCMP_SYS (poll),
    SCMP_SYS (ppoll),
    SCMP_SYS (munmap),
    SCMP_SYS (mremap),
    SCMP_SYS (brk),
    SCMP_SYS (madvise),
    SCMP_SYS (futex),
    SCMP_SYS (sched_yield),
    SCMP_SYS (sched_getaffinity),
    SCMP_SYS (getrandom),
    SCMP_SYS (clock_gettime),
    SCMP_SYS (clock_getres),
    SCMP_SYS (clock_nanosleep),
    SCMP_SYS (nanosleep),
    SCMP_SYS (gettimeofday),
    SCMP_SYS (time),
    SCMP_SYS (getrusage),
    SCMP_SYS (sysinfo),
    SCMP_SYS (getpid),
    SCMP_SYS (gettid),
    SCMP_SYS (getuid),
    SCMP_SYS (geteuid),
    SCMP_SYS (getgid),
    SCMP_SYS (getegid),
    SCMP_SYS (rt_sigaction),
    SCMP_SYS (rt_sigprocmask),
    SCMP_SYS (rt_sigreturn),
    SCMP_SYS (sigaltstack),
    SCMP_SYS (restart_syscall),
    SCMP_SYS (exit),
    SCMP_SYS (exit_group),
};

typedef struct
{
  int call;
  unsigned argument;
  uint64_t mask;
  uint64_t value; /* allowed only if (argument & mask) == value */
} MaskedCall;

static bool
allow_masked (scmp_filter_ctx filter, const MaskedCall *row)
{
  return seccomp_rule_add (filter, SCMP_ACT_ALLOW, row->call, 1,
                           SCMP_CMP (row->argument, SCMP_CMP_MASKED_EQ, row->mask, row->value)) == 0;
}

static bool
fill_filter (scmp_filter_ctx filter, bool may_open)
{
  const MaskedCall masked[] = {
      {SCMP_SYS (mmap), 2, PROT_EXEC, 0},
      {SCMP_SYS (mprotect), 2, PROT_EXEC, 0},
      {SCMP_SYS (tgkill), 0, UINT32_MAX, (uint64_t) getpid ()}, /* abort () */
      {SCMP_SYS (fcntl), 1, UINT32_MAX, F_GETFL},
      {SCMP_SYS (fcntl), 1, UINT32_MAX, F_GETFD},
      {SCMP_SYS (fcntl), 1, UINT32_MAX, F_SETFD},
      {SCMP_SYS (openat), 2, O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY),
       O_RDONLY}, /* last: see below */
  };
  size_t n = sizeof masked / sizeof *masked;

  for (size_t i = 0; i < sizeof allowed_calls / sizeof *allowed_calls; i++)
    if (seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed_calls[i], 0) != 0)
      return false;
  /* Without Landlock nothing would keep a path within the fonts: then there is no opening at all. */
  for (size_t i = 0; i < (may_open ? n : n - 1); i++)
    if (!allow_masked (filter, &masked[i]))
      return false;
  return true;
}

static bool
filter_calls (bool may_open)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  if (!filter)
    return false;
  bool loaded = fill_filter (filter, may_open) && seccomp_load (filter) == 0;
  seccomp_release (filter);
  return loaded;
}

bool
amt_viewer_lock_in (const char *const *readable, AmtViewerProtection *protection)
{
  *protection = (AmtViewerProtection) {0};
  prepare_reports ();
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || !limit_resources ())
    return false;
  protection->landlock = restrict_files (readable);
  protection->seccomp = filter_calls (protection->landlock > 0);
  return protection->seccomp;
}
