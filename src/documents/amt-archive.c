/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-archive.h"

#include "amt-error.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#define PRODUCER "Amtsstube"
#define PAGE_HEIGHT 841.89
#define MAX_DEPTH 32

/* (transfer full): an object from text; numbers are always written with a point. */
static qpdf_oh
parse (qpdf_data q, const char *text)
{
  return qpdf_oh_parse (q, text);
}

static void
set (qpdf_data q, qpdf_oh dict, const char *key, qpdf_oh value)
{
  qpdf_oh_replace_key (q, dict, key, value);
}

static qpdf_oh
new_stream (qpdf_data q, const void *bytes, size_t length, const char *keys)
{
  qpdf_oh stream = qpdf_oh_new_stream (q);
  qpdf_oh extra = parse (q, keys);
  qpdf_oh dict;

  qpdf_oh_replace_stream_data (q, stream, bytes, length, qpdf_oh_new_null (q), qpdf_oh_new_null (q));
  dict = qpdf_oh_get_dict (q, stream);
  qpdf_oh_begin_dict_key_iter (q, extra);
  while (qpdf_oh_dict_more_keys (q))
    {
      g_autofree char *key = g_strdup (qpdf_oh_dict_next_key (q));

      set (q, dict, key, qpdf_oh_get_key (q, extra, key));
    }
  return stream;
}

static char *
format_date (int64_t at, const char *format)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return moment != NULL ? g_date_time_format (moment, format) : g_strdup ("");
}

static void
set_metadata (qpdf_data q, qpdf_oh root, const AmtArchiveInput *in)
{
  g_autofree char *iso = format_date (in->at, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *day = format_date (in->at, "D:%Y%m%d%H%M%SZ");
  g_autofree char *xmp = amt_archive_xmp (in, PRODUCER, iso);
  qpdf_oh info = qpdf_make_indirect_object (q, qpdf_oh_new_dictionary (q));

  set (q, root, "/Metadata", new_stream (q, xmp, strlen (xmp), "<< /Type /Metadata /Subtype /XML >>"));
  set (q, info, "/Title", qpdf_oh_new_unicode_string (q, in->title));
  set (q, info, "/Author", qpdf_oh_new_unicode_string (q, in->author));
  set (q, info, "/Creator", qpdf_oh_new_string (q, PRODUCER));
  set (q, info, "/Producer", qpdf_oh_new_string (q, PRODUCER));
  set (q, info, "/CreationDate", qpdf_oh_new_string (q, day));
  set (q, info, "/ModDate", qpdf_oh_new_string (q, day));
  set (q, qpdf_get_trailer (q), "/Info", info);
}

static void
set_catalogue (qpdf_data q, qpdf_oh root, const AmtArchiveInput *in)
{
  g_autoptr (GByteArray) profile = amt_archive_srgb_profile ();
  qpdf_oh intent = parse (q, "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)"
                             " /Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org) >>");
  qpdf_oh intents = qpdf_oh_new_array (q);

  set (q, intent, "/DestOutputProfile", new_stream (q, profile->data, profile->len, "<< /N 3 >>"));
  qpdf_oh_append_item (q, intents, qpdf_make_indirect_object (q, intent));
  set (q, root, "/OutputIntents", intents);
  set (q, root, "/Lang", qpdf_oh_new_string (q, in->language));
  set (q, root, "/ViewerPreferences", parse (q, "<< /DisplayDocTitle true >>"));
  set (q, root, "/MarkInfo", parse (q, "<< /Marked true >>"));
  for (int i = 0; i < qpdf_get_num_pages (q); i++)
    set (q, qpdf_get_page_n (q, i), "/Tabs", qpdf_oh_new_name (q, "/S"));
}

static bool
mend_content (qpdf_data q, qpdf_oh page)
{
  unsigned char *data = NULL;
  size_t length = 0;
  g_autoptr (GString) content = NULL;

  if ((qpdf_oh_get_page_content_data (q, page, &data, &length) & QPDF_ERRORS) != 0)
    return false;
  content = amt_archive_mark_artifacts ((const char *) data, length);
  qpdf_oh_free_buffer (&data);
  if (content == NULL)
    return false;
  set (q, page, "/Contents", new_stream (q, content->str, content->len, "<< >>"));
  return true;
}

/* cairo leaves out CIDToGIDMap as soon as a name leaves WinAnsi. */
static void
mend_fonts (qpdf_data q)
{
  int size = qpdf_oh_get_int_value_as_int (q, qpdf_oh_get_key (q, qpdf_get_trailer (q), "/Size"));

  for (int i = 1; i < size; i++)
    {
      qpdf_oh object = qpdf_get_object_by_id (q, i, 0);

      if (qpdf_oh_is_dictionary (q, object) &&
          qpdf_oh_is_name_and_equals (q, qpdf_oh_get_key (q, object, "/Subtype"), "/CIDFontType2") &&
          !qpdf_oh_has_key (q, object, "/CIDToGIDMap"))
        set (q, object, "/CIDToGIDMap", qpdf_oh_new_name (q, "/Identity"));
    }
}

static bool
is_element (qpdf_data q, qpdf_oh object, const char *type)
{
  return qpdf_oh_is_dictionary (q, object) && qpdf_oh_is_name_and_equals (q, qpdf_oh_get_key (q, object, "/S"), type);
}

static int
count_kids (qpdf_data q, qpdf_oh kids)
{
  return qpdf_oh_is_array (q, kids) ? qpdf_oh_get_array_n_items (q, kids) : qpdf_oh_is_null (q, kids) ? 0 : 1;
}

static qpdf_oh
get_kid (qpdf_data q, qpdf_oh kids, int i)
{
  return qpdf_oh_is_array (q, kids) ? qpdf_oh_get_array_item (q, kids, i) : kids;
}

/* A row of heads heads its columns; one head in a row heads that row. */
static void
set_scope (qpdf_data q, qpdf_oh row)
{
  qpdf_oh kids = qpdf_oh_get_key (q, row, "/K");
  int count = count_kids (q, kids);
  bool all = true;

  for (int i = 0; i < count; i++)
    all = all && is_element (q, get_kid (q, kids, i), "/TH");
  for (int i = 0; i < count; i++)
    if (is_element (q, get_kid (q, kids, i), "/TH"))
      set (q, get_kid (q, kids, i), "/A",
           parse (q, all && count > 1 ? "<< /O /Table /Scope /Column >>" : "<< /O /Table /Scope /Row >>"));
}

/* Adds what cairo's tags cannot say: the scope of heads and the numbering of lists. */
static void
mend_structure (qpdf_data q, qpdf_oh element, const AmtArchiveInput *in, unsigned *list, int depth)
{
  qpdf_oh kids;

  if (!qpdf_oh_is_dictionary (q, element) || depth > MAX_DEPTH)
    return;
  if (is_element (q, element, "/TR"))
    set_scope (q, element);
  if (is_element (q, element, "/L") && *list < in->lists->len)
    set (q, element, "/A",
         parse (q, in->lists->data[(*list)++] ? "<< /O /List /ListNumbering /Decimal >>"
                                              : "<< /O /List /ListNumbering /Disc >>"));
  kids = qpdf_oh_get_key (q, element, "/K");
  for (int i = 0; i < count_kids (q, kids); i++)
    {
      qpdf_oh kid = get_kid (q, kids, i);

      if (qpdf_oh_is_dictionary (q, kid) && qpdf_oh_has_key (q, kid, "/S"))
        mend_structure (q, kid, in, list, depth + 1);
    }
}

static qpdf_oh
new_widget (qpdf_data q, qpdf_oh page, const AmtArchiveInput *in, int64_t parent_key)
{
  qpdf_oh widget = parse (q, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /F 132 >>");
  qpdf_oh rect = qpdf_oh_new_array (q);
  qpdf_oh appearance = qpdf_oh_new_dictionary (q);
  const double corners[] = {in->field.x, PAGE_HEIGHT - in->field.y - in->field.height, in->field.x + in->field.width,
                            PAGE_HEIGHT - in->field.y};
  g_autofree char *form = NULL;
  char width[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];

  for (int i = 0; i < 4; i++)
    qpdf_oh_append_item (q, rect, qpdf_oh_new_real_from_double (q, corners[i], 2));
  g_ascii_formatd (width, sizeof width, "%.2f", in->field.width);
  g_ascii_formatd (height, sizeof height, "%.2f", in->field.height);
  form = g_strdup_printf ("<< /Type /XObject /Subtype /Form /BBox [ 0 0 %s %s ] /Resources << >> >>", width, height);
  /* It shows nothing of its own, before signing or after: the page already says who signs. */
  set (q, appearance, "/N", new_stream (q, "", 0, form));
  set (q, widget, "/AP", appearance);
  set (q, widget, "/Rect", rect);
  set (q, widget, "/P", page);
  set (q, widget, "/TU", qpdf_oh_new_unicode_string (q, in->field_title));
  set (q, widget, "/StructParent", qpdf_oh_new_integer (q, parent_key));
  return qpdf_make_indirect_object (q, widget);
}

static bool
add_form_element (qpdf_data q, qpdf_oh tree, qpdf_oh page, qpdf_oh widget, const AmtArchiveInput *in, int64_t key)
{
  qpdf_oh document = get_kid (q, qpdf_oh_get_key (q, tree, "/K"), 0);
  qpdf_oh kids = qpdf_oh_get_key (q, document, "/K");
  qpdf_oh numbers = qpdf_oh_get_key (q, qpdf_oh_get_key (q, tree, "/ParentTree"), "/Nums");
  qpdf_oh element = qpdf_make_indirect_object (q, parse (q, "<< /Type /StructElem /S /Form >>"));
  qpdf_oh reference = parse (q, "<< /Type /OBJR >>");

  if (!qpdf_oh_is_array (q, kids) || !qpdf_oh_is_array (q, numbers))
    return false;
  set (q, reference, "/Obj", widget);
  set (q, reference, "/Pg", page);
  set (q, element, "/P", document);
  set (q, element, "/Pg", page);
  set (q, element, "/Alt", qpdf_oh_new_unicode_string (q, in->field_title));
  set (q, element, "/K", reference);
  qpdf_oh_append_item (q, kids, element);
  qpdf_oh_append_item (q, numbers, qpdf_oh_new_integer (q, key));
  qpdf_oh_append_item (q, numbers, element);
  set (q, tree, "/ParentTreeNextKey", qpdf_oh_new_integer (q, key + 1));
  return true;
}

/* The first key of the parent tree that is free. */
static int64_t
next_parent_key (qpdf_data q, qpdf_oh tree)
{
  qpdf_oh numbers = qpdf_oh_get_key (q, qpdf_oh_get_key (q, tree, "/ParentTree"), "/Nums");
  int64_t next = 0;

  for (int i = 0; qpdf_oh_is_array (q, numbers) && i + 1 < qpdf_oh_get_array_n_items (q, numbers); i += 2)
    next = MAX (next, qpdf_oh_get_int_value (q, qpdf_oh_get_array_item (q, numbers, i)) + 1);
  return next;
}

static bool
add_field (qpdf_data q, qpdf_oh root, qpdf_oh tree, const AmtArchiveInput *in)
{
  qpdf_oh page = qpdf_get_page_n (q, qpdf_get_num_pages (q) - 1);
  int64_t key = next_parent_key (q, tree);
  qpdf_oh widget = new_widget (q, page, in, key);
  qpdf_oh annotations = qpdf_oh_new_array (q);
  qpdf_oh fields = qpdf_oh_new_array (q);
  qpdf_oh form = parse (q, "<< /SigFlags 3 >>");

  qpdf_oh_append_item (q, annotations, widget);
  set (q, page, "/Annots", annotations);
  qpdf_oh_append_item (q, fields, widget);
  set (q, form, "/Fields", fields);
  set (q, root, "/AcroForm", form);
  return add_form_element (q, tree, page, widget, in, key);
}

static GBytes *
write_out (qpdf_data q)
{
  qpdf_init_write_memory (q);
  qpdf_set_object_stream_mode (q, qpdf_o_disable);
  qpdf_set_decode_level (q, qpdf_dl_none); /* what cairo compressed stays as it is */
  qpdf_set_compress_streams (q, QPDF_TRUE);
  qpdf_set_newline_before_endstream (q, QPDF_TRUE);
  qpdf_force_pdf_version (q, "1.7");
  qpdf_set_deterministic_ID (q, QPDF_TRUE);
  if ((qpdf_write (q) & QPDF_ERRORS) != 0)
    return NULL;
  return g_bytes_new (qpdf_get_buffer (q), qpdf_get_buffer_length (q));
}

static GBytes *
finish (qpdf_data q, GByteArray *pdf, const AmtArchiveInput *in)
{
  unsigned list = 0;
  qpdf_oh root, tree;

  if ((qpdf_read_memory (q, "document", (const char *) pdf->data, pdf->len, NULL) & QPDF_ERRORS) != 0)
    return NULL;
  root = qpdf_get_root (q);
  tree = qpdf_oh_get_key (q, root, "/StructTreeRoot");
  if (!qpdf_oh_is_dictionary (q, tree))
    return NULL;
  set_metadata (q, root, in);
  set_catalogue (q, root, in);
  for (int i = 0; i < qpdf_get_num_pages (q); i++)
    if (!mend_content (q, qpdf_get_page_n (q, i)))
      return NULL;
  mend_fonts (q);
  mend_structure (q, get_kid (q, qpdf_oh_get_key (q, tree, "/K"), 0), in, &list, 0);
  if (in->field.width > 0 && !add_field (q, root, tree, in))
    return NULL;
  return write_out (q);
}

GBytes *
amt_archive_finish (GByteArray *pdf, const AmtArchiveInput *in, GError **error)
{
  qpdf_data q = qpdf_init ();
  GBytes *bytes;

  qpdf_silence_errors (q);
  qpdf_set_suppress_warnings (q, QPDF_TRUE);
  bytes = finish (q, pdf, in);
  if (bytes == NULL)
    amt_error_set (error, AMT_ERROR_FAILED, "archive-failed", NULL, "The archive form could not be made: %s",
                   qpdf_has_error (q) ? qpdf_get_error_full_text (q, qpdf_get_error (q)) : "no structure");
  qpdf_cleanup (&q);
  return bytes;
}
