/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-config.h"

#include "amt-error.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#ifndef AMTD_DATA_DIRECTORY
#define AMTD_DATA_DIRECTORY "/usr/share/amtsstube"
#endif

#define DATABASE_KEY_SIZE 32

typedef enum
{
  KEY_TEXT,
  KEY_NUMBER,
  KEY_BOOLEAN,
} KeyKind;

/* Every key there is; data/server/amtsstube-server.conf explains them in the same order. */
static const struct
{
  const char *group;
  const char *key;
  KeyKind kind;
  size_t offset;
  int min;
  int max;
} keys[] = {
#define FIELD(member) offsetof (AmtdConfig, member)
    {"server", "name", KEY_TEXT, FIELD (name)},
    {"listen", "address", KEY_TEXT, FIELD (address)},
    {"listen", "port", KEY_NUMBER, FIELD (port), 0, 65535},
    {"listen", "certificate", KEY_TEXT, FIELD (certificate)},
    {"listen", "key", KEY_TEXT, FIELD (key)},
    {"listen", "behind-proxy", KEY_BOOLEAN, FIELD (behind_proxy)},
    {"storage", "state-directory", KEY_TEXT, FIELD (state_directory)},
    {"storage", "data-directory", KEY_TEXT, FIELD (data_directory)},
    {"storage", "database-key", KEY_TEXT, FIELD (database_key)},
    {"limits", "threads", KEY_NUMBER, FIELD (threads), 1, 16},
    {"limits", "workers", KEY_NUMBER, FIELD (workers), 1, 256},
    {"limits", "queue", KEY_NUMBER, FIELD (queue), 1, 100000},
    {"limits", "connections", KEY_NUMBER, FIELD (max_connections), 1, 100000},
    {"limits", "connections-per-address", KEY_NUMBER, FIELD (max_connections_per_address), 1, 100000},
    {"limits", "live-connections", KEY_NUMBER, FIELD (max_live), 1, 100000},
    {"limits", "header-seconds", KEY_NUMBER, FIELD (header_seconds), 1, 300},
    {"limits", "stop-seconds", KEY_NUMBER, FIELD (stop_seconds), 0, 300},
    {"limits", "gzip-from", KEY_NUMBER, FIELD (gzip_from), 0, G_MAXINT},
    {"limits", "orders-a-day", KEY_NUMBER, FIELD (orders_a_day), 1, 1000000},
    {"limits", "open-requests", KEY_NUMBER, FIELD (open_requests), 1, 1000000},
    {"limits", "uploads-mib-a-day", KEY_NUMBER, FIELD (uploads_mib_a_day), 1, 1000000},
    {"limits", "attachments-mib", KEY_NUMBER, FIELD (attachments_mib), 1, 1000000},
    {"limits", "drafts", KEY_NUMBER, FIELD (drafts), 1, 1000},
    {"sign-in", "argon2-memory-kib", KEY_NUMBER, FIELD (argon2_memory_kib), 8, 4 * 1024 * 1024},
    {"sign-in", "argon2-passes", KEY_NUMBER, FIELD (argon2_passes), 1, 100},
    {"sign-in", "session-hours", KEY_NUMBER, FIELD (session_hours), 1, 24 * 30},
    {"sign-in", "portal-session-hours", KEY_NUMBER, FIELD (portal_session_hours), 1, 24 * 30},
    {"sign-in", "attempts", KEY_NUMBER, FIELD (sign_in_attempts), 1, 100},
    {"sign-in", "wait-seconds", KEY_NUMBER, FIELD (sign_in_wait_seconds), 1, 3600},
#undef FIELD
};

AmtdConfig *
amtd_config_new (void)
{
  AmtdConfig *self = g_new0 (AmtdConfig, 1);
  const char *data = g_getenv ("AMT_DATA_DIR");

  self->name = g_strdup ("Amtsstube");
  self->address = g_strdup ("127.0.0.1");
  self->port = 8443;
  self->state_directory = g_strdup ("/var/lib/amtsstube");
  self->data_directory = g_strdup (data ? data : AMTD_DATA_DIRECTORY);
  self->threads = 2;
  self->workers = 8;
  self->queue = 1000;
  self->max_connections = 4000;
  self->max_connections_per_address = 1000;
  self->max_live = 2000;
  self->header_seconds = 15;
  self->stop_seconds = 10;
  self->gzip_from = 32 * 1024;
  self->orders_a_day = 100;
  self->open_requests = 100;
  self->uploads_mib_a_day = 500;
  self->attachments_mib = 500;
  self->drafts = 10;
  self->argon2_memory_kib = 64 * 1024;
  self->argon2_passes = 3;
  self->session_hours = 12;
  self->portal_session_hours = 1;
  self->sign_in_attempts = 5;
  self->sign_in_wait_seconds = 30;
  return self;
}

void
amtd_config_free (AmtdConfig *self)
{
  if (self == NULL)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].kind == KEY_TEXT)
      g_free (G_STRUCT_MEMBER (char *, self, keys[i].offset));
  g_free (self);
}

static bool
read_number (AmtdConfig *self, GKeyFile *file, size_t i, GError **error)
{
  int64_t number = g_key_file_get_int64 (file, keys[i].group, keys[i].key, error);

  if (error && *error)
    return false;
  if (number < keys[i].min || number > keys[i].max)
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "%d … %d is allowed", keys[i].min,
                   keys[i].max);
      return false;
    }
  if (keys[i].offset == offsetof (AmtdConfig, gzip_from))
    self->gzip_from = number;
  else
    G_STRUCT_MEMBER (int, self, keys[i].offset) = number;
  return true;
}

static bool
read_key (AmtdConfig *self, GKeyFile *file, size_t i, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *path = g_strdup_printf ("%s.%s", keys[i].group, keys[i].key);

  if (keys[i].kind == KEY_TEXT)
    {
      char **text = &G_STRUCT_MEMBER (char *, self, keys[i].offset);

      g_free (*text);
      *text = g_key_file_get_string (file, keys[i].group, keys[i].key, &local);
    }
  else if (keys[i].kind == KEY_BOOLEAN)
    G_STRUCT_MEMBER (bool, self, keys[i].offset) = g_key_file_get_boolean (file, keys[i].group, keys[i].key, &local);
  else
    read_number (self, file, i, &local);
  if (local == NULL)
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "bad-value", path, "%s: %s", path, local->message);
  return false;
}

static bool
read_group (AmtdConfig *self, GKeyFile *file, const char *group, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, NULL);

  for (unsigned n = 0; names && names[n]; n++)
    {
      size_t i = 0;

      while (i < G_N_ELEMENTS (keys) && (!g_str_equal (keys[i].group, group) || !g_str_equal (keys[i].key, names[n])))
        i++;
      if (i == G_N_ELEMENTS (keys))
        {
          g_autofree char *path = g_strdup_printf ("%s.%s", group, names[n]);

          amt_error_set (error, AMT_ERROR_INVALID, "unknown-key", path, "There is no key \"%s\" in [%s]", names[n],
                         group);
          return false;
        }
      if (!read_key (self, file, i, error))
        return false;
    }
  return true;
}

AmtdConfig *
amtd_config_load (const char *path, GError **error)
{
  g_autoptr (AmtdConfig) self = amtd_config_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "bad-config", NULL, "%s: %s", path, local->message);
      return NULL;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (unsigned i = 0; groups[i]; i++)
    if (!read_group (self, file, groups[i], error))
      {
        g_prefix_error (error, "%s: ", path);
        return NULL;
      }
  return g_steal_pointer (&self);
}

static bool
check_readable (const char *what, const char *path, GError **error)
{
  if (path == NULL || access (path, R_OK) == 0)
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "not-readable", what, "%s: %s cannot be read", what, path);
  return false;
}

bool
amtd_config_check (const AmtdConfig *self, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (self->address);

  if (address == NULL)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "bad-value", "listen.address",
                     "listen.address: a number is needed, "
                     "such as 127.0.0.1, 0.0.0.0 or ::");
      return false;
    }
  if ((self->certificate == NULL) != (self->key == NULL))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "bad-value", "listen.key",
                     "listen.certificate and listen.key go "
                     "together");
      return false;
    }
  if (!g_inet_address_get_is_loopback (address) && self->certificate == NULL && !self->behind_proxy)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "tls-needed", "listen.address",
                     "%s can be reached from outside: name "
                     "listen.certificate and listen.key, or say listen.behind-proxy=true",
                     self->address);
      return false;
    }
  return check_readable ("listen.certificate", self->certificate, error) &&
         check_readable ("listen.key", self->key, error) &&
         check_readable ("storage.database-key", self->database_key, error) &&
         check_readable ("storage.data-directory", self->data_directory, error);
}

char *
amtd_config_state_path (const AmtdConfig *self, const char *name)
{
  return g_build_filename (self->state_directory, name, NULL);
}

char *
amtd_config_data_path (const AmtdConfig *self, const char *name)
{
  return g_build_filename (self->data_directory, name, NULL);
}

static bool
read_hex (const char *text, uint8_t bytes[DATABASE_KEY_SIZE])
{
  if (strlen (text) != 2 * DATABASE_KEY_SIZE)
    return false;
  for (int i = 0; i < DATABASE_KEY_SIZE; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return false;
      bytes[i] = high << 4 | low;
    }
  return true;
}

/* 32 bytes as they are, or 64 hex digits with white space around. No copy of them stays behind. */
static GBytes *
parse_key (const char *contents, size_t length)
{
  g_autofree char *text = g_strndup (contents, length);
  size_t size = strlen (text);
  uint8_t bytes[DATABASE_KEY_SIZE];
  GBytes *key = NULL;

  if (length == DATABASE_KEY_SIZE)
    key = g_bytes_new (contents, length);
  else if (read_hex (g_strstrip (text), bytes))
    key = g_bytes_new (bytes, sizeof bytes);
  explicit_bzero (text, size);
  explicit_bzero (bytes, sizeof bytes);
  return key;
}

bool
amtd_config_read_database_key (const AmtdConfig *self, GBytes **key, GError **error)
{
  const char *credentials = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *credential = credentials ? g_build_filename (credentials, "database-key", NULL) : NULL;
  const char *path = self->database_key;
  g_autofree char *contents = NULL;
  g_autoptr (GError) local = NULL;
  size_t length;

  *key = NULL;
  if (path == NULL && credential && g_file_test (credential, G_FILE_TEST_EXISTS))
    path = credential;
  if (path == NULL)
    return true;
  if (!g_file_get_contents (path, &contents, &length, &local))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "not-readable", "storage.database-key", "%s", local->message);
      return false;
    }
  *key = parse_key (contents, length);
  explicit_bzero (contents, length);
  if (*key)
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "bad-value", "storage.database-key",
                 "%s: a key is 32 bytes or 64 hex digits", path);
  return false;
}
