/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-pdf-update.h"

#include "amt-error.h"
#include "amt-pades.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#define ENTRY_SIZE 20 /* bytes of an entry in a cross-reference table */

void
amt_pdf_update_clear (AmtPdfUpdate *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

static bool
not_a_draft (GError **error, const char *why)
{
  amt_error_set (error, AMT_ERROR_INVALID, "not-a-draft", NULL, "This is no draft to sign: %s", why);
  return false;
}

/* What the update needs to know of the draft. */
typedef struct
{
  const char *data; /* of the draft */
  size_t size;
  size_t xref;         /* where its cross-reference table begins */
  const char *entries; /* of that table */
  int objects;         /* its /Size */
  const char *trailer; /* the dictionary's text, from "<<" */
  size_t trailer_size;
  int field; /* object number of the signature field */
} Draft;

/* "startxref\nN\n%%EOF\n" ends the file. */
static bool
read_start (Draft *draft)
{
  static const char word[] = "startxref\n";
  const size_t tail = MIN (draft->size, 64);
  const char *end = draft->data + draft->size - tail;
  const char *found = memmem (end, tail, word, strlen (word));
  char digits[24] = "";
  char *rest;

  if (found == NULL)
    return false;
  found += strlen (word);
  memcpy (digits, found, MIN (sizeof digits - 1, (size_t) (draft->data + draft->size - found)));
  draft->xref = strtoul (digits, &rest, 10);
  return draft->xref < draft->size && g_str_equal (rest, "\n%%EOF\n");
}

/* "xref\n0 N\n" and N entries, then "trailer <<…>>". */
static bool
read_table (Draft *draft)
{
  static const char head[] = "xref\n0 ";
  const char *at = draft->data + draft->xref;
  const char *limit = draft->data + draft->size;
  const char *end;
  char *rest;

  if ((size_t) (limit - at) < strlen (head) + 32 || memcmp (at, head, strlen (head)) != 0)
    return false;
  draft->objects = strtol (at + strlen (head), &rest, 10);
  if (draft->objects < 1 || *rest != '\n' || draft->objects > (limit - rest) / ENTRY_SIZE)
    return false;
  draft->entries = rest + 1;
  at = draft->entries + (size_t) draft->objects * ENTRY_SIZE;
  if (limit - at < 16 || memcmp (at, "trailer <<", 10) != 0)
    return false;
  draft->trailer = at + strlen ("trailer ");
  end = memmem (draft->trailer, limit - draft->trailer, ">>\nstartxref\n", 13);
  if (end == NULL)
    return false;
  draft->trailer_size = end + 2 - draft->trailer;
  return true;
}

static bool
find_field (Draft *draft, qpdf_data q)
{
  qpdf_oh form = qpdf_oh_get_key (q, qpdf_get_root (q), "/AcroForm");
  qpdf_oh fields = qpdf_oh_get_key_if_dict (q, form, "/Fields");
  qpdf_oh field;

  if (!qpdf_oh_is_array (q, fields) || qpdf_oh_get_array_n_items (q, fields) != 1)
    return false;
  field = qpdf_oh_get_array_item (q, fields, 0);
  draft->field = qpdf_oh_get_object_id (q, field);
  return qpdf_oh_is_dictionary (q, field) &&
         qpdf_oh_is_name_and_equals (q, qpdf_oh_get_key (q, field, "/FT"), "/Sig") &&
         !qpdf_oh_has_key (q, field, "/V") && draft->field > 0 && draft->field < draft->objects &&
         qpdf_oh_get_generation (q, field) == 0;
}

static bool
read_field (Draft *draft)
{
  qpdf_data q = qpdf_init ();
  bool found;

  qpdf_silence_errors (q);
  qpdf_set_suppress_warnings (q, QPDF_TRUE);
  qpdf_set_attempt_recovery (q, QPDF_FALSE);
  found = qpdf_read_memory (q, "draft", draft->data, draft->size, NULL) == QPDF_SUCCESS && find_field (draft, q) &&
          !qpdf_more_warnings (q); /* nobody stumbles over ours */
  if (qpdf_has_error (q))
    qpdf_get_error (q); /* else it says on stderr what nobody asked */
  qpdf_cleanup (&q);
  return found;
}

/* The text of the field's dictionary as the draft has it, without its last ">>". */
static bool
find_field_text (const Draft *draft, const char **text, size_t *size)
{
  size_t offset = strtoul (draft->entries + (size_t) draft->field * ENTRY_SIZE, NULL, 10);
  g_autofree char *head = g_strdup_printf ("%d 0 obj\n<<", draft->field);
  const char *start = draft->data + offset;
  const char *end;

  if (offset >= draft->xref || draft->xref - offset < strlen (head) || memcmp (start, head, strlen (head)) != 0)
    return false;
  end = memmem (start, draft->xref - offset, ">>\nendobj", 9);
  *text = start;
  *size = end != NULL ? (size_t) (end - start) : 0;
  return end != NULL;
}

static void
put_text (GByteArray *out, const char *text)
{
  g_byte_array_append (out, (const uint8_t *) text, strlen (text));
}

static G_GNUC_PRINTF (2, 3) void
put_format (GByteArray *out, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  put_text (out, text);
}

/* Returns: where the four numbers of ByteRange stand. */
static size_t
put_signature (AmtPdfUpdate *self, int number, const char *moment)
{
  g_autofree char *zeros = g_strnfill (2 * AMT_PDF_HOLE_BYTES, '0');
  size_t range;

  put_format (self->bytes,
              "%d 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:", number);
  self->moment = self->bytes->len;
  put_text (self->bytes, moment);
  put_text (self->bytes, "Z) /ByteRange [");
  range = self->bytes->len;
  put_format (self->bytes, "%-44s] /Contents ", "");
  self->hole = self->bytes->len;
  put_format (self->bytes, "<%s>", zeros);
  self->hole_end = self->bytes->len;
  put_text (self->bytes, " >>\nendobj\n");
  return range;
}

/* Whether @text is one dictionary and nothing else: in strings, comments, names written otherwise and dictionaries within
 * could stand what is not meant. Ours have none. */
static bool
is_plain (const char *text, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (!g_ascii_isalnum (text[i]) && strchr (" /<>[]", text[i]) == NULL)
      return false;
  return memmem (text + 1, size - 1, "<<", 2) == NULL && memmem (text, size - 2, ">>", 2) == NULL;
}

/* The draft's own trailer with another /Size and a /Prev. */
static bool
put_trailer (AmtPdfUpdate *self, const Draft *draft, int objects)
{
  const char *size = memmem (draft->trailer, draft->trailer_size, "/Size ", 6);
  char *rest;

  if (size == NULL || !is_plain (draft->trailer, draft->trailer_size))
    return false;
  size += 6;
  if (strtol (size, &rest, 10) != draft->objects)
    return false;
  put_text (self->bytes, "trailer ");
  g_byte_array_append (self->bytes, (const uint8_t *) draft->trailer, size - draft->trailer);
  put_format (self->bytes, "%d", objects);
  g_byte_array_append (self->bytes, (const uint8_t *) rest, draft->trailer + draft->trailer_size - 2 - rest);
  put_format (self->bytes, "/Prev %zu >>\n", draft->xref);
  return true;
}

static void
put_range (AmtPdfUpdate *self, size_t at)
{
  char text[64];
  int length = g_snprintf (text, sizeof text, "0 %zu %zu %zu", self->hole, self->hole_end,
                           self->bytes->len - self->hole_end);

  memcpy (self->bytes->data + at, text, length);
}

static bool
make (AmtPdfUpdate *self, const Draft *draft, const char *moment)
{
  const int number = draft->objects;
  size_t range, signature, field, table, text_size;
  const char *text;

  if (!find_field_text (draft, &text, &text_size))
    return false;
  self->bytes = g_byte_array_sized_new (draft->size + 2 * AMT_PDF_HOLE_BYTES + 1024);
  g_byte_array_append (self->bytes, (const uint8_t *) draft->data, draft->size);
  self->start = signature = draft->size;
  range = put_signature (self, number, moment);
  field = self->bytes->len;
  g_byte_array_append (self->bytes, (const uint8_t *) text, text_size);
  put_format (self->bytes, "/V %d 0 R >>\nendobj\n", number);
  table = self->bytes->len;
  put_format (self->bytes, "xref\n%d 1\n%010zu 00000 n \n%d 1\n%010zu 00000 n \n", draft->field, field, number,
              signature);
  if (!put_trailer (self, draft, number + 1))
    return false;
  put_format (self->bytes, "startxref\n%zu\n%%%%EOF\n", table);
  put_range (self, range);
  return true;
}

bool
amt_pdf_update_make (AmtPdfUpdate *self, GBytes *draft, const char *moment, GError **error)
{
  Draft known = {0};

  known.data = g_bytes_get_data (draft, &known.size);
  if (known.size > AMT_PADES_MAX_BYTES || known.size < 128)
    return not_a_draft (error, "its size");
  if (!read_start (&known) || !read_table (&known))
    return not_a_draft (error, "it is not one revision with a cross-reference table");
  if (!read_field (&known))
    return not_a_draft (error, "it has not exactly one empty signature field");
  if (!make (self, &known, moment))
    {
      amt_pdf_update_clear (self);
      return not_a_draft (error, "it is not laid out like one");
    }
  return true;
}
