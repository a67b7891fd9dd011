/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded ahead of the window in journeys (LD_PRELOAD): when it ends by a signal, its stacks are on stderr first. The window
 * itself writes no core, for the sake of what people told the office; here nobody told anything. */
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEPTH 64
#define STACK_BYTES (64 * 1024) /* the own one may be what ran out */

static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
static char stack[STACK_BYTES];
static char pid[16];

static void
ask_debugger (void)
{
  pid_t child = fork ();

  if (child == 0)
    {
      dup2 (STDERR_FILENO, STDOUT_FILENO);
      execlp ("gdb", "gdb", "-batch", "-nx", "-p", pid, "-ex", "thread apply all bt 40", NULL);
      _exit (127);
    }
  if (child > 0)
    {
      prctl (PR_SET_PTRACER, child, 0, 0, 0);
      waitpid (child, NULL, 0);
    }
}

static void
on_fatal (int number)
{
  static const char title[] = "\nstack of a window that ends by a signal:\n";
  void *frames[DEPTH];

  signal (number, SIG_DFL); /* a second one while we look ends it */
  if (write (STDERR_FILENO, title, sizeof title - 1) > 0)
    backtrace_symbols_fd (frames, backtrace (frames, DEPTH), STDERR_FILENO);
  ask_debugger ();
  raise (number);
}

__attribute__ ((constructor)) static void
begin (void)
{
  struct sigaction action = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK | SA_NODEFER};
  stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
  void *frame;

  unsetenv ("LD_PRELOAD"); /* what the window starts ends as it likes */
  snprintf (pid, sizeof pid, "%d", (int) getpid ());
  backtrace (&frame, 1); /* loads what it needs now */
  sigaltstack (&other, NULL);
  for (unsigned i = 0; i < sizeof fatal / sizeof *fatal; i++)
    sigaction (fatal[i], &action, NULL);
}
