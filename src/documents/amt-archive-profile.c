/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colour profile and the metadata that an archived PDF carries. */
#include "amt-archive.h"

#include <math.h>
#include <string.h>

#define CURVE_POINTS 256

static void
put16 (GByteArray *out, unsigned value)
{
  const uint8_t bytes[] = {value >> 8, value};

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
put32 (GByteArray *out, uint32_t value)
{
  put16 (out, value >> 16);
  put16 (out, value & 0xFFFF);
}

static void
put_text (GByteArray *out, const char *text, size_t length)
{
  g_byte_array_append (out, (const uint8_t *) text, length);
}

static void
put_zeros (GByteArray *out, size_t count)
{
  static const uint8_t zeros[80];

  g_byte_array_append (out, zeros, count);
}

/* ICC.1:2001-04, 6.5.17: textDescriptionType with the ASCII part only. */
static void
put_description (GByteArray *out)
{
  static const char name[] = "sRGB IEC61966-2.1";

  put_text (out, "desc\0\0\0\0", 8);
  put32 (out, sizeof name);
  put_text (out, name, sizeof name);
  put_zeros (out, 4 + 4 + 2 + 1 + 67);
}

static void
put_copyright (GByteArray *out)
{
  static const char text[] = "No copyright, use freely";

  put_text (out, "text\0\0\0\0", 8);
  put_text (out, text, sizeof text);
}

static void
put_xyz (GByteArray *out, const uint32_t xyz[3])
{
  put_text (out, "XYZ \0\0\0\0", 8);
  for (int i = 0; i < 3; i++)
    put32 (out, xyz[i]);
}

/* The transfer function of IEC 61966-2-1. */
static void
put_curve (GByteArray *out)
{
  put_text (out, "curv\0\0\0\0", 8);
  put32 (out, CURVE_POINTS);
  for (int i = 0; i < CURVE_POINTS; i++)
    {
      double v = i / (double) (CURVE_POINTS - 1);
      double linear = v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);

      put16 (out, (unsigned) (linear * 65535 + 0.5));
    }
}

/* s15Fixed16; the primaries as seen under D50 (Bradford). */
static const uint32_t white[3] = {0xF6D6, 0x10000, 0xD32D};
static const uint32_t red[3] = {0x6FA2, 0x38F5, 0x0390};
static const uint32_t green[3] = {0x6299, 0xB785, 0x18DA};
static const uint32_t blue[3] = {0x24A0, 0x0F84, 0xB6CF};

static const struct
{
  char name[5];
  void (*put) (GByteArray *out);
  const uint32_t *xyz;
} profile_tags[] = {
    {"desc", put_description, NULL},
    {"cprt", put_copyright, NULL},
    {"wtpt", NULL, white},
    {"rXYZ", NULL, red},
    {"gXYZ", NULL, green},
    {"bXYZ", NULL, blue},
    {"rTRC", put_curve, NULL},
    {"gTRC", NULL, NULL},
    {"bTRC", NULL, NULL},
};

static void
put_profile_header (GByteArray *out)
{
  put32 (out, 0); /* the size, put in at the end */
  put_zeros (out, 4);
  put32 (out, 0x02100000);
  put_text (out, "mntrRGB XYZ ", 12);
  for (int i = 0; i < 6; i++) /* a day that never changes: 1999-10-18, of the standard */
    put16 (out, ((const unsigned[]) {1999, 10, 18, 0, 0, 0})[i]);
  put_text (out, "acsp", 4);
  put_zeros (out, 28);
  for (int i = 0; i < 3; i++) /* the illuminant D50 */
    put32 (out, white[i]);
  put_zeros (out, 48);
}

GByteArray *
amt_archive_srgb_profile (void)
{
  GByteArray *out = g_byte_array_new ();
  GByteArray *body = g_byte_array_new ();
  const size_t start = 128 + 4 + 12 * G_N_ELEMENTS (profile_tags);
  size_t at = 0, length = 0;

  put_profile_header (out);
  put32 (out, G_N_ELEMENTS (profile_tags));
  for (size_t i = 0; i < G_N_ELEMENTS (profile_tags); i++)
    {
      if (profile_tags[i].put != NULL || profile_tags[i].xyz != NULL) /* else: shares the one before */
        {
          at = body->len;
          if (profile_tags[i].put != NULL)
            profile_tags[i].put (body);
          else
            put_xyz (body, profile_tags[i].xyz);
          length = body->len - at;
          put_zeros (body, (4 - body->len % 4) % 4);
        }
      put_text (out, profile_tags[i].name, 4);
      put32 (out, start + at);
      put32 (out, length);
    }
  g_byte_array_append (out, body->data, body->len);
  for (int i = 0; i < 4; i++)
    out->data[i] = out->len >> (24 - 8 * i);
  g_byte_array_unref (body);
  return out;
}

/* The schema of pdfuaid is described within the file, as PDF/A asks of any that it does not name itself. */
static const char xmp_format[] =
    "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
    "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n"
    "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
    "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n"
    "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
    "<xmp:CreatorTool>%s</xmp:CreatorTool>\n<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</xmp:ModifyDate>\n"
    "<pdf:Producer>%s</pdf:Producer>\n</rdf:Description>\n"
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n"
    "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";

char *
amt_archive_xmp (const AmtArchiveInput *in, const char *producer, const char *date)
{
  return g_markup_printf_escaped (xmp_format, in->title, in->author, in->language, producer, date, date, producer);
}
