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
  AMT_FIELD_INT,     /* int64_t; @min … @max, or any when @max is 0 */
  AMT_FIELD_BOOL,    /* bool */
  AMT_FIELD_TIME,    /* int64_t, microseconds since 1970, cut to milliseconds; RFC 3339 on the wire; 0 = null */
  AMT_FIELD_DATE,    /* char *, a real day, "2026-11-22" */
  AMT_FIELD_ID,      /* char *, a UUID in lower case */
  AMT_FIELD_ENUM,    /* int, @type is an AmtEnum; a nick on the wire */
  AMT_FIELD_FLAGS,   /* uint32_t, @type is an AmtEnum; an array of nicks on the wire; bit = 1u << value */
  AMT_FIELD_STRINGS, /* char **; at most @max of them; never NULL once read */
  AMT_FIELD_RECORD,  /* a record of @type */
  AMT_FIELD_RECORDS, /* GPtrArray of records of @type, at most @max; never NULL once read */
  AMT_FIELD_OBJECT,  /* JsonObject *, sealed; at most @max members whose values are strings (4000 characters), numbers,
                      * booleans or arrays of strings. json-glib counts references to it without atomics: copies of a
                      * record get an object of their own, and another thread must not take a reference to it. */
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
  uint32_t min;     /* AMT_FIELD_INT, where the member is there */
} AmtField;

#define AMT_RECORD_MAX_CHARS 1000
#define AMT_RECORD_MAX_ITEMS 100

struct _AmtRecordType
{
  const char *name;
  size_t size;
  const AmtField *fields; /* ends with a NULL name */
};

/* All zero: NULL, no, none. */
void *amt_record_new (const AmtRecordType *type);
void *amt_record_ref (const void *record);
void amt_record_unref (const AmtRecordType *type, void *record);
/* Returns: (transfer full): an empty array that owns the records (of any type) put into it. */
GPtrArray *amt_record_list_new (void);
/* Returns: (transfer full): a copy one deep (nested records are shared), to be changed before anybody holds it. */
void *amt_record_copy (const AmtRecordType *type, const void *record);
bool amt_record_equal (const AmtRecordType *type, const void *a, const void *b);
/* Returns: (transfer full) (nullable): NULL with INVALID: "missing-field", "unknown-field", "wrong-type", "too-long",
 * "not-a-date", "not-a-time", "unknown-value", "out-of-range", "bad-text" and the field's path. */
void *amt_record_from_json (const AmtRecordType *type, JsonObject *json, GError **error);
/* The same from bytes, by amt_json_read(). */
void *amt_record_from_bytes (const AmtRecordType *type, GBytes *bytes, size_t max_bytes, GError **error);
/* Writes an object; left out are members that are NULL, the time 0, and the number 0 where @min forbids it. */
void amt_record_to_json (const AmtRecordType *type, const void *record, AmtJsonWriter *out);
char *amt_record_to_string (const AmtRecordType *type, const void *record);
/* Returns: (transfer full): a sealed object of the same members, which no other holder shares. */
JsonObject *amt_record_copy_object (JsonObject *object);
/* A server older or newer than this program may send members we do not know: a client reads answers with this. Unknown
 * members and flags are passed over, lengths and characters are taken as they come; types and required members hold. */
void *amt_record_from_answer (const AmtRecordType *type, JsonObject *json, GError **error);
/* The same from bytes: also for what was kept of an answer. */
void *amt_record_from_answer_bytes (const AmtRecordType *type, GBytes *bytes, size_t max_bytes, GError **error);

/* clang-format off */
/* The sizes of the C types, so that a table that says INT for an int does not compile. */
#define AMT_FIELD_SIZE_STRING  sizeof (char *)
#define AMT_FIELD_SIZE_INT     sizeof (int64_t)
#define AMT_FIELD_SIZE_BOOL    sizeof (bool)
#define AMT_FIELD_SIZE_TIME    sizeof (int64_t)
#define AMT_FIELD_SIZE_DATE    sizeof (char *)
#define AMT_FIELD_SIZE_ID      sizeof (char *)
#define AMT_FIELD_SIZE_ENUM    sizeof (int)
#define AMT_FIELD_SIZE_FLAGS   sizeof (uint32_t)
#define AMT_FIELD_SIZE_STRINGS sizeof (char **)
#define AMT_FIELD_SIZE_RECORD  sizeof (void *)
#define AMT_FIELD_SIZE_RECORDS sizeof (GPtrArray *)
#define AMT_FIELD_SIZE_OBJECT  sizeof (JsonObject *)

/* A row of a table: AMT_FIELD (AmtParty, family_name, STRING, AMT_FIELD_REQUIRED, 200), */
#define AMT_FIELD(Type, member, KIND, ...)                                                                             \
  { #member, AMT_FIELD_##KIND,                                                                                         \
    offsetof (Type, member) + 0 * sizeof (char[sizeof (((Type *) 0)->member) == AMT_FIELD_SIZE_##KIND ? 1 : -1]),       \
    __VA_ARGS__ }

#define AMT_DEFINE_RECORD(Type, prefix, ...)                                                                           \
  static const AmtField prefix##_fields[] = { __VA_ARGS__ { NULL } };                                                  \
  const AmtRecordType prefix##_type = { #Type, sizeof (Type), prefix##_fields };

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
