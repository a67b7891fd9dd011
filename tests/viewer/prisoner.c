/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locks itself in exactly as the viewer does, then tries to get out. Prints a line for each attempt: "name errno"; 0 is
 * success. */
#include "amt-viewer-file.h"
#include "amt-viewer-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *font;

static long
try_read_secret (void)
{
  return open (getenv ("AMT_SECRET"), O_RDONLY);
}
static long
try_read_passwd (void)
{
  return open ("/etc/passwd", O_RDONLY);
}
static long
try_read_own_memory (void)
{
  return open ("/proc/self/mem", O_RDONLY);
}
static long
try_list_home (void)
{
  return open (getenv ("HOME"), O_RDONLY | O_DIRECTORY);
}
static long
try_stat (void)
{
  struct stat info;

  return stat ("/etc/passwd", &info);
}
static long
try_statx (void)
{
  struct statx info;

  return statx (AT_FDCWD, "/etc/passwd", AT_EMPTY_PATH, STATX_SIZE, &info);
}
static long
try_write_file (void)
{
  return open ("/tmp/prisoner", O_WRONLY | O_CREAT, 0600);
}
static long
try_write_font (void)
{
  return open (font, O_RDWR);
}
static long
try_read_font (void)
{
  return open (font, O_RDONLY);
}
static long
try_openat2 (void)
{
  return syscall (437, AT_FDCWD, "/etc/passwd", &(uint64_t[3]) {0}, 24);
}
static long
try_socket (void)
{
  return socket (AF_INET, SOCK_STREAM, 0);
}
static long
try_local_socket (void)
{
  return socket (AF_UNIX, SOCK_STREAM, 0);
}
static long
try_exec (void)
{
  return execl ("/bin/true", "true", NULL);
}
static long
try_fork (void)
{
  return syscall (SYS_clone, SIGCHLD, 0, 0, 0, 0);
}
static long
try_ptrace (void)
{
  return ptrace (PTRACE_TRACEME, 0, 0, 0);
}
static long
try_signal (void)
{
  return kill (getppid (), 0);
}
static long
try_unlink (void)
{
  return unlink ("/tmp/prisoner");
}
static long
try_chmod (void)
{
  return chmod ("/tmp", 0777);
}
static long
try_memfd (void)
{
  return memfd_create ("x", 0);
}
static long
try_raise_limit (void)
{
  return setrlimit (RLIMIT_AS, &(struct rlimit) {RLIM_INFINITY, RLIM_INFINITY});
}
static long
try_io_uring (void)
{
  return syscall (425, 1, NULL);
}
static long
try_bpf (void)
{
  return syscall (SYS_bpf, 0, NULL, 0);
}
static long
try_user_namespace (void)
{
  return syscall (SYS_unshare, 0x10000000);
}

static long
try_executable_memory (void)
{
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? -1 : 0;
}

static long
try_much_memory (void)
{
  void *memory = mmap (NULL, (size_t) 2 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? -1 : 0;
}

static const struct
{
  const char *name;
  long (*attempt) (void);
} attempts[] = {
    {"read-secret", try_read_secret},
    {"read-passwd", try_read_passwd},
    {"read-own-memory", try_read_own_memory},
    {"list-home", try_list_home},
    {"stat", try_stat},
    {"statx", try_statx},
    {"write-file", try_write_file},
    {"write-font", try_write_font},
    {"read-font", try_read_font},
    {"openat2", try_openat2},
    {"socket", try_socket},
    {"local-socket", try_local_socket},
    {"exec", try_exec},
    {"fork", try_fork},
    {"ptrace", try_ptrace},
    {"signal", try_signal},
    {"unlink", try_unlink},
    {"chmod", try_chmod},
    {"memfd", try_memfd},
    {"raise-limit", try_raise_limit},
    {"io-uring", try_io_uring},
    {"bpf", try_bpf},
    {"user-namespace", try_user_namespace},
    {"executable-memory", try_executable_memory},
    {"much-memory", try_much_memory},
};

int
main (int argc, char *argv[])
{
  AmtViewerProtection protection;

  font = argc > 1 ? argv[1] : "";
  AmtViewerFileContent *warm = amt_viewer_file_warm_up ();
  g_auto (GStrv) readable = amt_viewer_file_list_readable ();
  if (!amt_viewer_lock_in ((const char *const *) readable, &protection))
    return 1;
  printf ("landlock %u\n", protection.landlock);
  for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
    {
      errno = 0;
      long result = attempts[i].attempt ();
      printf ("%s %d\n", attempts[i].name, result < 0 ? errno : 0);
    }
  fflush (stdout);
  amt_viewer_file_free (warm);
  _exit (0);
}
