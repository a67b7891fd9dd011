/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "documents-support.h"

#include "amt-json-reader.h"

const char *
test_data_dir (void)
{
  const char *dir = g_getenv ("AMT_DATA_DIR");

  return dir != NULL ? dir : "data";
}

static AmtService *
load_service (const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s.json", id);
  g_autofree char *path = g_build_filename (test_data_dir (), "catalogue", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  AmtService *service;
  char *text;
  size_t length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  service = amt_record_from_bytes (&amt_service_type, bytes, 256 * 1024, &error);
  g_assert_no_error (error);
  return service;
}

static AmtAuthority *
new_authority (void)
{
  AmtAuthority *authority = amt_authority_new ();

  authority->name = g_strdup ("Stadt Leinhagen");
  authority->slug = g_strdup ("leinhagen");
  authority->zone = g_strdup ("Europe/Berlin");
  authority->land = g_strdup ("NI");
  authority->street = g_strdup ("Rathausplatz 1");
  authority->town = g_strdup ("29999 Leinhagen");
  authority->email = g_strdup ("buergerbuero@leinhagen.example");
  return authority;
}

static AmtRequest *
new_request (const char *variant)
{
  static const char *const fields[][2] = {
      {"family_name", "Łukaszewicz-Weiß"},
      {"given_names", "Żaneta Małgorzata"},
      {"birth_date", "1988-03-14"},
      {"birth_place", "Łódź, Polen"},
      {"nationality", "polnisch, deutsch"},
      {"marital_status", "married"},
      {"street", "Große Bäckerstraße 17 b"},
      {"postcode", "29999"},
      {"town", "Leinhagen"},
      {"moved_in_on", "2019-02-01"},
      {"previous_address", "Am Südwall 4, 29999 Leinhagen"},
      {"parent1_name", "Nguyễn Thị Hương Giang, geb. Nguyễn"},
      {"sex", "female"},
  };
  AmtRequest *request = amt_request_new ();
  AmtParty *party = amt_party_new ();
  AmtExtract *extract = amt_extract_new ();

  party->family_name = g_strdup ("Łukaszewicz-Weiß");
  party->given_names = g_strdup ("Żaneta");
  party->street = g_strdup ("Große Bäckerstraße 17 b");
  party->postcode = g_strdup ("29999");
  party->town = g_strdup ("Leinhagen");
  extract->register_name = g_strdup ("Melderegister");
  extract->entry = g_strdup ("G 1127/2019");
  extract->fields = json_object_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    json_object_set_string_member (extract->fields, fields[i][0], fields[i][1]);
  request->file_number = g_strdup ("2026-004217");
  request->variant = g_strdup (variant);
  request->received_on = g_strdup ("2026-11-16");
  request->applicant = party;
  request->extract = extract;
  return request;
}

static TestDocument *
new_document (AmtTemplate *form, const char *service_id, const char *variant)
{
  TestDocument *self = g_new0 (TestDocument, 1);

  self->form = form;
  self->authority = new_authority ();
  self->service = load_service (service_id);
  self->request = new_request (variant);
  self->in = (AmtDocumentInput) {
      .form = form,
      .language = "de",
      .authority = self->authority,
      .department = "Bürgerbüro",
      .signer_name = "Annegret Thießen",
      .signer_function = "Verwaltungsfachangestellte",
      .signs = AMT_SIGNS_ON_BEHALF,
      .day = "2026-11-17",
      .at = G_GINT64_CONSTANT (1795000000) * G_USEC_PER_SEC,
      .service = self->service,
      .request = self->request,
      .carrier = AMT_CARRIER_ELECTRONIC,
      .demo = true,
  };
  return self;
}

TestDocument *
test_document_new (const char *template_id, const char *service_id, const char *variant)
{
  g_autoptr (GError) error = NULL;
  AmtTemplate *form = amt_template_load (test_data_dir (), template_id, &error);

  g_assert_no_error (error);
  return new_document (form, service_id, variant);
}

TestDocument *
test_document_new_for_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  AmtTemplate *form = amt_template_new (text, &error);

  g_assert_no_error (error);
  return new_document (form, "registration-certificate", "extended");
}

void
test_document_set (TestDocument *self, const char *field, const char *value)
{
  json_object_set_string_member (self->request->extract->fields, field, value);
}

void
test_document_free (TestDocument *self)
{
  amt_template_unref (self->form);
  amt_authority_unref (self->authority);
  amt_service_unref (self->service);
  amt_request_unref (self->request);
  g_free (self);
}
