/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-viewer.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEADLINE_MS 15000

struct _AmtViewer
{
  GObject parent_instance;
  char *program;             /* (owned) (nullable) */
  GBytes *bytes;             /* (owned) */
  char *type;                /* (owned) */
  unsigned deadline;         /* milliseconds */
  GSubprocess *process;      /* (owned) (nullable) before open */
  GInputStream *from_viewer; /* (owned) (nullable) */
  GOutputStream *to_viewer;  /* (owned) (nullable) */
  uint32_t landlock;
  AmtViewerProblem end; /* why it ended; 0 while it lives */
};

G_DEFINE_FINAL_TYPE (AmtViewer, amt_viewer, G_TYPE_OBJECT)
G_DEFINE_QUARK (amt - viewer - error - quark, amt_viewer_error)

static AmtViewerPageInfo *
amt_viewer_page_info_copy (AmtViewerPageInfo *self)
{
  AmtViewerPageInfo *copy = g_memdup2 (self, sizeof *self);
  copy->text = g_strdup (self->text);
  return copy;
}

void
amt_viewer_page_info_free (AmtViewerPageInfo *self)
{
  g_free (self->text);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (AmtViewerPageInfo, amt_viewer_page_info, amt_viewer_page_info_copy, amt_viewer_page_info_free)

/* For the log; people read the window's own sentences. */
static const char *const problems[] = {
    [AMT_VIEWER_DAMAGED] = "the file is damaged or of another kind",
    [AMT_VIEWER_LOCKED] = "the file asks for a password",
    [AMT_VIEWER_TOO_LARGE] = "the file is too large to show",
    [AMT_VIEWER_BAD_REQUEST] = "there is no such page",
    [AMT_VIEWER_UNPROTECTED] = "the viewer could not lock itself in",
    [AMT_VIEWER_STOPPED] = "the viewer stopped",
    [AMT_VIEWER_TOO_SLOW] = "the viewer did not answer in time",
    [AMT_VIEWER_MISSING] = "the viewer cannot be started",
};

static bool
set_problem (GError **error, AmtViewerProblem problem)
{
  bool known = problem > 0 && problem < G_N_ELEMENTS (problems);
  AmtViewerProblem code = known ? problem : AMT_VIEWER_STOPPED;
  g_set_error_literal (error, AMT_VIEWER_ERROR, (int) code, problems[code]);
  return false;
}

static void
end_process (AmtViewer *self, AmtViewerProblem why)
{
  if (self->end == 0)
    self->end = why;
  if (self->process)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_clear_object (&self->from_viewer);
  g_clear_object (&self->to_viewer);
}

static void
amt_viewer_dispose (GObject *object)
{
  end_process (AMT_VIEWER (object), AMT_VIEWER_STOPPED);
  G_OBJECT_CLASS (amt_viewer_parent_class)->dispose (object);
}

static void
amt_viewer_finalize (GObject *object)
{
  AmtViewer *self = AMT_VIEWER (object);
  g_free (self->program);
  g_free (self->type);
  g_bytes_unref (self->bytes);
  G_OBJECT_CLASS (amt_viewer_parent_class)->finalize (object);
}

static void
amt_viewer_class_init (AmtViewerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amt_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = amt_viewer_finalize;
}

static void
amt_viewer_init (AmtViewer *self)
{
  self->deadline = DEADLINE_MS;
}

static void
take_socket (AmtViewer *self, int socket)
{
  self->from_viewer = g_unix_input_stream_new (socket, TRUE);
  self->to_viewer = g_unix_output_stream_new (socket, FALSE);
}

AmtViewer *
amt_viewer_new (const char *program, GBytes *bytes, const char *type)
{
  AmtViewer *self = g_object_new (AMT_TYPE_VIEWER, NULL);
  self->program = g_strdup (program);
  self->bytes = g_bytes_ref (bytes);
  self->type = g_strdup (type);
  return self;
}

AmtViewer *
amt_viewer_new_for_socket (int socket, const char *type)
{
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  AmtViewer *self = amt_viewer_new (NULL, none, type);
  take_socket (self, socket);
  return self;
}

void
amt_viewer_set_deadline (AmtViewer *self, unsigned milliseconds)
{
  self->deadline = milliseconds;
}

void
amt_viewer_stop (AmtViewer *self)
{
  end_process (self, AMT_VIEWER_STOPPED);
}

uint32_t
amt_viewer_get_landlock (AmtViewer *self)
{
  return self->landlock;
}

const char *
amt_viewer_get_identifier (AmtViewer *self)
{
  return self->process ? g_subprocess_get_identifier (self->process) : NULL;
}

/* --- starting --- */

/* The file as a descriptor nobody can change any more. Returns: -1 on failure. */
static int
make_file (GBytes *bytes)
{
  size_t size, done = 0;
  const uint8_t *data = g_bytes_get_data (bytes, &size);
  int fd = memfd_create ("attachment", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  while (fd >= 0 && done < size)
    {
      ssize_t n = write (fd, data + done, size - done);
      if (n < 0)
        break;
      done += (size_t) n;
    }
  if (fd >= 0 && (done < size || fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) < 0))
    g_clear_fd (&fd, NULL);
  return fd;
}

static char *
find_program (AmtViewer *self)
{
  if (self->program)
    return g_strdup (self->program);
  if (g_file_test (AMT_VIEWER_PROGRAM, G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (AMT_VIEWER_PROGRAM);
  return g_find_program_in_path ("amtsstube-viewer");
}

/* Only what fonts and the sanitizers need: passwords of a demo and addresses of buses are none of its business. */
static char **
make_environment (void)
{
  static const char *const names[] = {
      "HOME",          "XDG_CACHE_HOME",  "XDG_CONFIG_HOME", "XDG_DATA_HOME",
      "XDG_DATA_DIRS", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "LD_LIBRARY_PATH",
      "ASAN_OPTIONS",  "LSAN_OPTIONS",    "UBSAN_OPTIONS",
  };
  char **environment = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_getenv (names[i]))
      environment = g_environ_setenv (environment, names[i], g_getenv (names[i]), TRUE);
  return environment ? environment : g_new0 (char *, 1);
}

static GSubprocess *
spawn (AmtViewer *self, int socket, int file)
{
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *program = find_program (self);
  g_auto (GStrv) environment = make_environment ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;

  g_subprocess_launcher_take_fd (launcher, socket, AMT_VIEWER_SOCKET);
  g_subprocess_launcher_take_fd (launcher, file, AMT_VIEWER_FILE);
  g_subprocess_launcher_set_environ (launcher, environment);
  if (program && !(process = g_subprocess_launcher_spawn (launcher, &error, program, NULL)))
    g_message ("%s", error->message);
  return process;
}

static bool
start (AmtViewer *self, GError **error)
{
  int pair[2];

  if (g_bytes_get_size (self->bytes) > AMT_VIEWER_MAX_FILE)
    return set_problem (error, AMT_VIEWER_TOO_LARGE);
  int file = make_file (self->bytes);
  if (file < 0 || socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    {
      g_clear_fd (&file, NULL);
      return set_problem (error, AMT_VIEWER_MISSING);
    }
  self->process = spawn (self, pair[1], file);
  take_socket (self, pair[0]);
  if (self->process)
    return true;
  end_process (self, AMT_VIEWER_MISSING);
  return set_problem (error, AMT_VIEWER_MISSING);
}

/* --- one call --- */

typedef struct
{
  AmtViewer *self; /* (owned) */
  unsigned timer;  /* until the deadline */
  uint32_t type;   /* AmtViewerMessage */
  uint32_t body[3];
  uint32_t length; /* bytes of @body */
  size_t least;    /* bytes an answer has at least */
  size_t most;
  /* (transfer full) (nullable): what the call resolves to; NULL with @problem set. */
  DexFuture *(*finish) (AmtViewer *self, const uint32_t *body, GBytes *answer, AmtViewerProblem *problem);
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->self);
  g_free (call);
}

/* Returns: (transfer full): exactly @length bytes. NULL when the process has gone. */
static GBytes *
await_bytes (GInputStream *stream, size_t length)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  while (all->len < length)
    {
      g_autoptr (GBytes) some = dex_await_boxed (
          dex_input_stream_read_bytes (stream, MIN (length - all->len, 1u << 20), G_PRIORITY_DEFAULT), NULL);
      if (!some || g_bytes_get_size (some) == 0)
        return NULL;
      g_byte_array_append (all, g_bytes_get_data (some, NULL), (guint) g_bytes_get_size (some));
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

/* Whether it crashed or is too slow is ours to say, and it may not say that nothing is wrong. */
static AmtViewerProblem
told_problem (GBytes *failure)
{
  uint32_t problem = ((const AmtViewerFailure *) g_bytes_get_data (failure, NULL))->problem;
  return problem > 0 && problem < AMT_VIEWER_STOPPED ? problem : AMT_VIEWER_STOPPED;
}

static GBytes *
await_answer (const Call *call, GInputStream *stream, AmtViewerProblem *problem)
{
  AmtViewerHeader header;
  g_autoptr (GBytes) head = await_bytes (stream, sizeof header);

  *problem = AMT_VIEWER_STOPPED;
  if (!head)
    return NULL;
  memcpy (&header, g_bytes_get_data (head, NULL), sizeof header);
  if (header.type == AMT_VIEWER_FAILED && header.length == sizeof (AmtViewerFailure))
    {
      g_autoptr (GBytes) body = await_bytes (stream, header.length);
      if (body)
        *problem = told_problem (body);
      return NULL;
    }
  if (header.type != call->type || header.length < call->least || header.length > call->most)
    return NULL; /* not what was asked for: as good as a crash */
  return await_bytes (stream, header.length);
}

static DexFuture *
reject (AmtViewerProblem problem)
{
  g_autoptr (GError) error = NULL;
  set_problem (&error, problem);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

/* Whoever waits reads the end of the stream then. */
static gboolean
on_deadline (gpointer data)
{
  Call *call = data;
  call->timer = 0;
  end_process (call->self, AMT_VIEWER_TOO_SLOW);
  return G_SOURCE_REMOVE;
}

static DexFuture *
exchange (gpointer data)
{
  Call *call = data;
  AmtViewer *self = call->self;
  AmtViewerHeader header = {call->type, call->length};
  AmtViewerProblem problem = AMT_VIEWER_STOPPED;
  g_autoptr (GByteArray) message = g_byte_array_new ();
  g_autoptr (GBytes) answer = NULL;
  DexFuture *result = NULL;

  if (self->end != 0)
    return reject (self->end);
  call->timer = g_timeout_add (self->deadline, on_deadline, call);
  g_autoptr (GInputStream) stream = g_object_ref (self->from_viewer);
  g_byte_array_append (message, (const guint8 *) &header, sizeof header);
  g_byte_array_append (message, (const guint8 *) call->body, call->length);
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&message));
  if (dex_await_int64 (dex_output_stream_write_bytes (self->to_viewer, bytes, G_PRIORITY_DEFAULT), NULL) ==
      (int64_t) g_bytes_get_size (bytes))
    answer = await_answer (call, stream, &problem);
  g_clear_handle_id (&call->timer, g_source_remove);
  if (answer && (result = call->finish (self, call->body, answer, &problem)))
    return result;
  if (problem >= AMT_VIEWER_STOPPED)
    end_process (self, problem);
  return reject (self->end != 0 ? self->end : problem);
}

static DexFuture *
call_viewer (AmtViewer *self, const Call *what)
{
  Call *call = g_memdup2 (what, sizeof *what);
  call->self = g_object_ref (self);
  return dex_scheduler_spawn (NULL, 0, exchange, call, (GDestroyNotify) call_free);
}

static DexFuture *
finish_open (AmtViewer *self, const uint32_t *body, GBytes *answer, AmtViewerProblem *problem)
{
  const AmtViewerOpened *opened = g_bytes_get_data (answer, NULL);
  *problem = AMT_VIEWER_DAMAGED;
  if (opened->pages < 1 || opened->pages > AMT_VIEWER_MAX_PAGES)
    return NULL;
  self->landlock = opened->landlock;
  return dex_future_new_for_uint (opened->pages);
}

DexFuture *
amt_viewer_open (AmtViewer *self)
{
  g_autoptr (GError) error = NULL;
  AmtViewerFormat format = amt_viewer_format_for_type (self->type);

  if (format == 0)
    return reject (AMT_VIEWER_DAMAGED);
  if (!self->from_viewer && self->end == 0 && !start (self, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return call_viewer (self, &(Call) {
                                .type = AMT_VIEWER_OPEN,
                                .body = {format},
                                .length = sizeof (AmtViewerOpen),
                                .least = sizeof (AmtViewerOpened),
                                .most = sizeof (AmtViewerOpened),
                                .finish = finish_open,
                            });
}

/* Not so for what is no number. */
static bool
is_shown (double side)
{
  return side >= AMT_VIEWER_MIN_SHOWN && side <= AMT_VIEWER_MAX_SHOWN;
}

static DexFuture *
finish_describe (AmtViewer *self, const uint32_t *body, GBytes *answer, AmtViewerProblem *problem)
{
  size_t size;
  const char *data = g_bytes_get_data (answer, &size);
  g_autoptr (AmtViewerPageInfo) info = g_new0 (AmtViewerPageInfo, 1);
  AmtViewerPageSize page;

  memcpy (&page, data, sizeof page);
  *problem = AMT_VIEWER_DAMAGED;
  if (!is_shown (page.width) || !is_shown (page.height))
    return NULL;
  info->width = page.width;
  info->height = page.height;
  info->text = g_utf8_make_valid (data + sizeof page, (gssize) (size - sizeof page));
  return dex_future_new_take_boxed (AMT_TYPE_VIEWER_PAGE_INFO, g_steal_pointer (&info));
}

DexFuture *
amt_viewer_describe (AmtViewer *self, uint32_t page)
{
  return call_viewer (self, &(Call) {
                                .type = AMT_VIEWER_PAGE,
                                .body = {page},
                                .length = sizeof (AmtViewerPage),
                                .least = sizeof (AmtViewerPageSize),
                                .most = sizeof (AmtViewerPageSize) + AMT_VIEWER_MAX_TEXT,
                                .finish = finish_describe,
                            });
}

static DexFuture *
finish_render (AmtViewer *self, const uint32_t *body, GBytes *answer, AmtViewerProblem *problem)
{
  const AmtViewerPixels *pixels = g_bytes_get_data (answer, NULL);
  *problem = AMT_VIEWER_STOPPED;
  if (pixels->width != body[1] || pixels->height != body[2] || pixels->stride != body[1] * 4)
    return NULL;
  GBytes *rows = g_bytes_new_from_bytes (answer, sizeof *pixels, g_bytes_get_size (answer) - sizeof *pixels);
  return dex_future_new_take_boxed (G_TYPE_BYTES, rows);
}

DexFuture *
amt_viewer_render (AmtViewer *self, uint32_t page, uint32_t width, uint32_t height)
{
  if (!amt_viewer_size_is_sane (width, height))
    return reject (AMT_VIEWER_TOO_LARGE);
  size_t size = sizeof (AmtViewerPixels) + (size_t) width * height * 4;
  return call_viewer (self, &(Call) {
                                .type = AMT_VIEWER_RENDER,
                                .body = {page, width, height},
                                .length = sizeof (AmtViewerRender),
                                .least = size,
                                .most = size,
                                .finish = finish_render,
                            });
}
