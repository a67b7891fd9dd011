/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes JSON straight into a growing buffer: no tree, commas by itself, strings escaped, non-UTF-8 never. */

#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct _AmtJsonWriter AmtJsonWriter;

AmtJsonWriter *amt_json_writer_new (void);
void amt_json_writer_free (AmtJsonWriter *self);

void amt_json_writer_begin_object (AmtJsonWriter *self);
void amt_json_writer_end_object (AmtJsonWriter *self);
void amt_json_writer_begin_array (AmtJsonWriter *self);
void amt_json_writer_end_array (AmtJsonWriter *self);
void amt_json_writer_name (AmtJsonWriter *self, const char *name);
/* The same for a name that stands in the source and needs no escape. */
void amt_json_writer_literal_name (AmtJsonWriter *self, const char *name);
void amt_json_writer_string (AmtJsonWriter *self, const char *value); /* NULL writes null */
void amt_json_writer_int (AmtJsonWriter *self, int64_t value);
void amt_json_writer_bool (AmtJsonWriter *self, bool value);
void amt_json_writer_null (AmtJsonWriter *self);
void amt_json_writer_time (AmtJsonWriter *self, int64_t unix_us);      /* RFC 3339, UTC; 0 writes null */
void amt_json_writer_node (AmtJsonWriter *self, JsonNode *node);       /* any tree, NULL writes null */
void amt_json_writer_object (AmtJsonWriter *self, JsonObject *object); /* NULL writes null */
void amt_json_writer_raw (AmtJsonWriter *self, const char *json);      /* trusted, already JSON */

/* name and value in one */
void amt_json_writer_set_string (AmtJsonWriter *self, const char *name, const char *value);
void amt_json_writer_set_int (AmtJsonWriter *self, const char *name, int64_t value);
void amt_json_writer_set_bool (AmtJsonWriter *self, const char *name, bool value);

size_t amt_json_writer_get_length (AmtJsonWriter *self);
/* Returns: (transfer full): what was written; the writer is empty again. It is a defect to call it inside an object. */
GBytes *amt_json_writer_steal (AmtJsonWriter *self);
char *amt_json_writer_steal_string (AmtJsonWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtJsonWriter, amt_json_writer_free)

G_END_DECLS
