/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-record.h"

#include "amt-json-reader.h"

#include <string.h>

/* Stands before each record. */
typedef struct
{
  const AmtRecordType *type;
  gatomicrefcount refs;
} Header;

#define HEADER_SIZE 16 /* keeps the record aligned as malloc aligns it */
G_STATIC_ASSERT (sizeof (Header) <= HEADER_SIZE);

#define HEADER(record) ((Header *) (void *) ((char *) (record) - HEADER_SIZE))
#define MEMBER(record, field) ((void *) ((char *) (record) + (field)->offset))
#define CONST_MEMBER(record, field) ((const void *) ((const char *) (record) + (field)->offset))

typedef struct
{
  void (*clear) (void *member);
  void (*copy) (void *to, const void *from);
  bool (*equal) (const AmtField *field, const void *a, const void *b);
  bool (*absent) (const AmtField *field, const void *member); /* (nullable): whether it is left out */
  void (*write) (const AmtField *field, const void *member, AmtJsonWriter *out);
} Kind;

static const Kind kinds[];

void *
amt_record_new (const AmtRecordType *type)
{
  Header *header = g_malloc0 (HEADER_SIZE + type->size);

  header->type = type;
  g_atomic_ref_count_init (&header->refs);
  return (char *) header + HEADER_SIZE;
}

void *
amt_record_ref (const void *record)
{
  if (record)
    g_atomic_ref_count_inc (&HEADER (record)->refs);
  return (void *) record;
}

static void
record_release (void *record)
{
  Header *header;

  if (!record)
    return;
  header = HEADER (record);
  if (!g_atomic_ref_count_dec (&header->refs))
    return;
  for (const AmtField *field = header->type->fields; field->name; field++)
    if (kinds[field->kind].clear)
      kinds[field->kind].clear (MEMBER (record, field));
  g_free (header);
}

void
amt_record_unref (const AmtRecordType *type, void *record)
{
  g_return_if_fail (!record || HEADER (record)->type == type);
  record_release (record);
}

GPtrArray *
amt_record_list_new (void)
{
  return g_ptr_array_new_with_free_func (record_release);
}

void *
amt_record_copy (const AmtRecordType *type, const void *record)
{
  void *copy;

  if (!record)
    return NULL;
  g_return_val_if_fail (HEADER (record)->type == type, NULL);
  copy = amt_record_new (type);
  memcpy (copy, record, type->size);
  for (const AmtField *field = type->fields; field->name; field++)
    if (kinds[field->kind].copy)
      kinds[field->kind].copy (MEMBER (copy, field), CONST_MEMBER (record, field));
  return copy;
}

bool
amt_record_equal (const AmtRecordType *type, const void *a, const void *b)
{
  if (a == b)
    return true;
  if (!a || !b)
    return false;
  for (const AmtField *field = type->fields; field->name; field++)
    if (!kinds[field->kind].equal (field, CONST_MEMBER (a, field), CONST_MEMBER (b, field)))
      return false;
  return true;
}

void
amt_record_to_json (const AmtRecordType *type, const void *record, AmtJsonWriter *out)
{
  if (!record)
    {
      amt_json_writer_null (out);
      return;
    }
  g_return_if_fail (HEADER (record)->type == type);
  amt_json_writer_begin_object (out);
  for (const AmtField *field = type->fields; field->name; field++)
    {
      const Kind *kind = &kinds[field->kind];
      const void *member = CONST_MEMBER (record, field);

      if (kind->absent && kind->absent (field, member))
        continue;
      amt_json_writer_literal_name (out, field->name);
      kind->write (field, member, out);
    }
  amt_json_writer_end_object (out);
}

char *
amt_record_to_string (const AmtRecordType *type, const void *record)
{
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();

  amt_record_to_json (type, record, out);
  return amt_json_writer_steal_string (out);
}

/* Kinds */

static bool
pointer_absent (const AmtField *field, const void *member)
{
  return *(void *const *) member == NULL;
}

static void
string_clear (void *member)
{
  g_free (*(char **) member);
}

static void
string_copy (void *to, const void *from)
{
  *(char **) to = g_strdup (*(char *const *) from);
}

static bool
string_equal (const AmtField *field, const void *a, const void *b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b) == 0;
}

static void
string_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  amt_json_writer_string (out, *(char *const *) member);
}

static bool
int_equal (const AmtField *field, const void *a, const void *b)
{
  return *(const int64_t *) a == *(const int64_t *) b;
}

/* Nothing was said: where nought itself is not allowed. */
static bool
int_absent (const AmtField *field, const void *member)
{
  return field->min > 0 && *(const int64_t *) member == 0;
}

static void
int_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  amt_json_writer_int (out, *(const int64_t *) member);
}

static bool
time_absent (const AmtField *field, const void *member)
{
  return *(const int64_t *) member == 0;
}

static void
time_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  amt_json_writer_time (out, *(const int64_t *) member);
}

static bool
bool_equal (const AmtField *field, const void *a, const void *b)
{
  return *(const bool *) a == *(const bool *) b;
}

static void
bool_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  amt_json_writer_bool (out, *(const bool *) member);
}

static bool
enum_equal (const AmtField *field, const void *a, const void *b)
{
  return *(const int *) a == *(const int *) b;
}

static void
enum_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  amt_json_writer_string (out, amt_enum_to_nick (field->type, *(const int *) member));
}

static bool
flags_equal (const AmtField *field, const void *a, const void *b)
{
  return *(const uint32_t *) a == *(const uint32_t *) b;
}

static void
flags_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  const AmtEnum *type = field->type;
  uint32_t flags = *(const uint32_t *) member;

  amt_json_writer_begin_array (out);
  for (int i = 0; type->nicks[i]; i++)
    if (flags & 1u << i)
      amt_json_writer_string (out, type->nicks[i]);
  amt_json_writer_end_array (out);
}

static void
strings_clear (void *member)
{
  g_strfreev (*(char ***) member);
}

static void
strings_copy (void *to, const void *from)
{
  *(char ***) to = g_strdupv (*(char **const *) from);
}

/* None and an empty list say the same. */
static bool
strings_equal (const AmtField *field, const void *a, const void *b)
{
  static const char *const none[] = {NULL};
  const char *const *first = *(const char *const *const *) a;
  const char *const *second = *(const char *const *const *) b;

  return g_strv_equal (first ? first : none, second ? second : none);
}

static void
strings_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  amt_json_writer_begin_array (out);
  for (char **p = *(char **const *) member; *p; p++)
    amt_json_writer_string (out, *p);
  amt_json_writer_end_array (out);
}

static void
record_clear (void *member)
{
  record_release (*(void **) member);
}

static void
record_copy (void *to, const void *from)
{
  *(void **) to = amt_record_ref (*(void *const *) from);
}

static bool
record_equal (const AmtField *field, const void *a, const void *b)
{
  return amt_record_equal (field->type, *(void *const *) a, *(void *const *) b);
}

static void
record_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  amt_record_to_json (field->type, *(void *const *) member, out);
}

static void
records_clear (void *member)
{
  if (*(GPtrArray **) member)
    g_ptr_array_unref (*(GPtrArray **) member);
}

static void
records_copy (void *to, const void *from)
{
  GPtrArray *list = *(GPtrArray *const *) from;
  GPtrArray *copy = list ? amt_record_list_new () : NULL;

  for (unsigned i = 0; list && i < list->len; i++)
    g_ptr_array_add (copy, amt_record_ref (list->pdata[i]));
  *(GPtrArray **) to = copy;
}

static bool
records_equal (const AmtField *field, const void *a, const void *b)
{
  GPtrArray *first = *(GPtrArray *const *) a;
  GPtrArray *second = *(GPtrArray *const *) b;

  if ((first ? first->len : 0) != (second ? second->len : 0))
    return false;
  for (unsigned i = 0; first && i < first->len; i++)
    if (!amt_record_equal (field->type, first->pdata[i], second->pdata[i]))
      return false;
  return true;
}

static void
records_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  GPtrArray *list = *(GPtrArray *const *) member;

  amt_json_writer_begin_array (out);
  for (unsigned i = 0; i < list->len; i++)
    amt_record_to_json (field->type, list->pdata[i], out);
  amt_json_writer_end_array (out);
}

static void
object_clear (void *member)
{
  if (*(JsonObject **) member)
    json_object_unref (*(JsonObject **) member);
}

JsonObject *
amt_record_copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, json_node_ref (node));
  json_object_seal (copy);
  return copy;
}

static void
object_copy (void *to, const void *from)
{
  JsonObject *object = *(JsonObject *const *) from;

  *(JsonObject **) to = object ? amt_record_copy_object (object) : NULL;
}

static bool
object_equal (const AmtField *field, const void *a, const void *b)
{
  JsonObject *first = *(JsonObject *const *) a;
  JsonObject *second = *(JsonObject *const *) b;

  return first == second || (first && second && json_object_equal (first, second));
}

static void
object_write (const AmtField *field, const void *member, AmtJsonWriter *out)
{
  amt_json_writer_object (out, *(JsonObject *const *) member);
}

static const Kind kinds[] = {
    [AMT_FIELD_STRING] = {string_clear, string_copy, string_equal, pointer_absent, string_write},
    [AMT_FIELD_INT] = {NULL, NULL, int_equal, int_absent, int_write},
    [AMT_FIELD_BOOL] = {NULL, NULL, bool_equal, NULL, bool_write},
    [AMT_FIELD_TIME] = {NULL, NULL, int_equal, time_absent, time_write},
    [AMT_FIELD_DATE] = {string_clear, string_copy, string_equal, pointer_absent, string_write},
    [AMT_FIELD_ID] = {string_clear, string_copy, string_equal, pointer_absent, string_write},
    [AMT_FIELD_ENUM] = {NULL, NULL, enum_equal, NULL, enum_write},
    [AMT_FIELD_FLAGS] = {NULL, NULL, flags_equal, NULL, flags_write},
    [AMT_FIELD_STRINGS] = {strings_clear, strings_copy, strings_equal, pointer_absent, strings_write},
    [AMT_FIELD_RECORD] = {record_clear, record_copy, record_equal, pointer_absent, record_write},
    [AMT_FIELD_RECORDS] = {records_clear, records_copy, records_equal, pointer_absent, records_write},
    [AMT_FIELD_OBJECT] = {object_clear, object_copy, object_equal, pointer_absent, object_write},
};
