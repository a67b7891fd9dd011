/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server is told by its configuration file; data/server/amtsstube-server.conf explains every key. */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct
{
  char *address;       /* numeric address to listen on */
  int port;            /* 0: any free one */
  bool behind_proxy;   /* a proxy on this machine speaks TLS for us and sends X-Forwarded-For */
  char *certificate;   /* (nullable) PEM file with the chain */
  char *key;           /* (nullable) PEM file */
  int threads;         /* accepting and parsing */
  int workers;         /* blocking handlers */
  int queue;           /* requests waiting for a worker before 503 */
  int max_connections; /* over all threads */
  int max_connections_per_address;
  int max_live;       /* WebSockets */
  int header_seconds; /* to send the headers; also how long a connection may idle */
  int stop_seconds;   /* to finish what runs when stopping */
  int64_t gzip_from;  /* bytes */

  int orders_a_day;      /* of one citizen */
  int open_requests;     /* of one citizen, before one is finished */
  int uploads_mib_a_day; /* of one citizen */
  int attachments_mib;   /* of one request */
  int drafts;            /* of one person for one request; the oldest give way */

  char *state_directory; /* database, files, incoming */
  char *data_directory;  /* catalogue, calendar, templates, wordings, openapi.yaml */
  char *database_key;    /* (nullable) file with 64 hex digits or 32 bytes */

  int argon2_memory_kib;
  int argon2_passes;
  int session_hours; /* staff */
  int portal_session_hours;
  int sign_in_attempts;     /* wrong ones before waiting */
  int sign_in_wait_seconds; /* the first wait; it doubles */

  char *name; /* shown in /health */
  bool demo;
} AmtdConfig;

/* The safe defaults. (transfer full) */
AmtdConfig *amtd_config_new (void);
/* Reads @path over the defaults. INVALID "bad-config", "unknown-key", "bad-value" with "group.key" as the field. */
AmtdConfig *amtd_config_load (const char *path, GError **error);
/* What one key cannot tell alone: files are there and readable, no plain HTTP beyond loopback, … */
bool amtd_config_check (const AmtdConfig *self, GError **error);
void amtd_config_free (AmtdConfig *self);

/* (transfer full): a file of the state directory: "amtsstube.db", "incoming", "files". */
char *amtd_config_state_path (const AmtdConfig *self, const char *name);
/* (transfer full): a file of the data directory: "catalogue", "api/openapi.yaml". */
char *amtd_config_data_path (const AmtdConfig *self, const char *name);
/* The raw key of the database: from database_key, or systemd's credential "database-key". @key is NULL when there is
 * none (the database is plain). */
bool amtd_config_read_database_key (const AmtdConfig *self, GBytes **key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdConfig, amtd_config_free)

G_END_DECLS
