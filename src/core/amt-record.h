/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the domain, described by tables: one table reads, checks, writes, copies and frees a struct.
 *
 * A record is a plain struct, reference-counted (atomically); it must not change once another part holds it, and only
 * then may it cross threads. Reading is strict: unknown, missing, wrongly typed and over-long members are errors that
 * name the member by its path. */

#pragma once

#include "amt-enum.h"
#include "amt-json-writer.h"

G_BEGIN_DECLS

typedef struct _AmtRecordType AmtRecordType;

typedef enum
{
  AMT_FIELD_STRING,  /* char *; valid UTF-8 in NFC, no control characters but \n and \t; @max in characters */
  AMT_FIELD_INT,     /* int64_t; 0 … @max, or any when @max is 0 */
  AMT_FIELD_BOOL,    /* bool */
  AMT_FIELD_TIME,    /* int64_t, microseconds since 1970, RFC 3339 on the wire; 0 = null */
  AMT_FIELD_DATE,    /* char *, a real day, "2026-11-22" */
  AMT_FIELD_ID,      /* char *, a UUID in lower case */
  AMT_FIELD_ENUM,    /* int, @type is an AmtEnum; a nick on the wire */
  AMT_FIELD_FLAGS,   /* uint32_t, @type is an AmtEnum; an array of nicks on the wire; bit = 1u << value */
  AMT_FIELD_STRINGS, /* char **; at most @max of them; never NULL once read */
  AMT_FIELD_RECORD,  /* a record of @type */
  AMT_FIELD_RECORDS, /* GPtrArray of records of @type, at most @max; never NULL once read */
  AMT_FIELD_OBJECT,  /* JsonObject *, sealed; any members whose values are strings, numbers, booleans or arrays of strings */
} AmtFieldKind;

typedef enum
{
  AMT_FIELD_OPTIONAL = 0,      /* may be missing or null */
  AMT_FIELD_REQUIRED = 1 << 0, /* must be there; strings not empty */
} AmtFieldFlags;

typedef struct
{
  const char *name; /* on the wire */
  AmtFieldKind kind;
  size_t offset;
  AmtFieldFlags flags;
  uint32_t max;     /* 0: 1000 characters, 100 items */
  const void *type; /* AmtEnum or AmtRecordType */
} AmtField;

struct _AmtRecordType
{
  const char *name;
  size_t size;
  const AmtField *fields; /* ends with a NULL name */
};

void  *amt_record_new (const AmtRecordType *type);
void  *amt_record_ref (const void *record);
void   amt_record_unref (const AmtRecordType *type, void *record);
/* Returns: (transfer full): a copy one deep (nested records are shared), to be changed before anybody holds it. */
void  *amt_record_copy (const AmtRecordType *type, const void *record);
bool   amt_record_equal (const AmtRecordType *type, const void *a, const void *b);
/* Returns: (transfer full) (nullable): NULL with INVALID: "missing-field", "unknown-field", "wrong-type", "too-long",
 * "not-a-date", "not-a-time", "unknown-value", "bad-text" and the field's path. */
void  *amt_record_from_json (const AmtRecordType *type, JsonObject *json, GError **error);
/* The same from bytes, by amt_json_read(). */
void  *amt_record_from_bytes (const AmtRecordType *type, GBytes *bytes, size_t max_bytes, GError **error);
/* Writes an object; members that are NULL are left out. */
void   amt_record_to_json (const AmtRecordType *type, const void *record, AmtJsonWriter *out);
char  *amt_record_to_string (const AmtRecordType *type, const void *record);
/* A server older or newer than this program may send members we do not know: a client reads answers with this. */
void  *amt_record_from_answer (const AmtRecordType *type, JsonObject *json, GError **error);

/* clang-format off */
#define AMT_DECLARE_RECORD(Type, prefix)                                                                               \
  extern const AmtRecordType prefix##_type;                                                                            \
  static inline G_GNUC_UNUSED Type *prefix##_new (void) { return amt_record_new (&prefix##_type); }                    \
  static inline G_GNUC_UNUSED Type *prefix##_ref (const Type *self) { return amt_record_ref (self); }                  \
  static inline G_GNUC_UNUSED void  prefix##_unref (Type *self) { amt_record_unref (&prefix##_type, self); }           \
  static inline G_GNUC_UNUSED Type *prefix##_copy (const Type *self) { return amt_record_copy (&prefix##_type, self); }\
  static inline G_GNUC_UNUSED Type *prefix##_from_json (JsonObject *json, GError **error)                              \
  { return amt_record_from_json (&prefix##_type, json, error); }                                                       \
  static inline G_GNUC_UNUSED Type *prefix##_from_answer (JsonObject *json, GError **error)                            \
  { return amt_record_from_answer (&prefix##_type, json, error); }                                                     \
  static inline G_GNUC_UNUSED void  prefix##_to_json (const Type *self, AmtJsonWriter *out)                            \
  { amt_record_to_json (&prefix##_type, self, out); }                                                                  \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_unref)
/* clang-format on */

G_END_DECLS
