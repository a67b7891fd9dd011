/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-document-data.h"

#include "amt-template-node.h"

#include <string.h>

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

bool
amt_document_is_german (const AmtDocumentInput *in)
{
  return in->language == NULL || !g_str_equal (in->language, "en");
}

char *
amt_document_signer (const AmtDocumentInput *in)
{
  static const char *const before[] = {"i. A. ", "i. V. ", ""};

  return g_strconcat (before[in->signs], in->signer_name, NULL);
}

char *
amt_document_place (const AmtAuthority *authority)
{
  const char *town = or_empty (authority->town);
  size_t digits = strspn (town, "0123456789");

  return g_strdup (digits == 5 && town[5] == ' ' ? town + 6 : town);
}

char *
amt_document_day (const char *day)
{
  return amt_template_filter_apply ("datum", or_empty (day));
}

static JsonObject *
add_object (JsonObject *parent, const char *name)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (parent, name, object);
  return object;
}

static void
add (JsonObject *object, const char *name, const char *value)
{
  json_object_set_string_member (object, name, or_empty (value));
}

static void
add_bool (JsonObject *object, const char *name, bool value)
{
  json_object_set_string_member (object, name, value ? "true" : "false");
}

static void
take (JsonObject *object, const char *name, char *value)
{
  json_object_set_string_member (object, name, or_empty (value));
  g_free (value);
}

static void
add_party (JsonObject *data, const char *name, const AmtParty *party)
{
  static const AmtParty nobody = {0};
  JsonObject *object = add_object (data, name);

  if (party == NULL)
    party = &nobody;
  add (object, "familienname", party->family_name);
  add (object, "vornamen", party->given_names);
  add (object, "doktorgrad", party->doctorate);
  add (object, "geburtsort", party->birth_place);
  add (object, "straße", party->street);
  add (object, "plz", party->postcode);
  add (object, "ort", party->town);
  add (object, "email", party->email);
  take (object, "geburtsdatum", amt_document_day (party->birth_date));
  take (object, "wert",
        g_strdup_printf ("%s%s%s %s", or_empty (party->doctorate), party->doctorate && *party->doctorate ? " " : "",
                         or_empty (party->given_names), or_empty (party->family_name)));
  add (object, "name", json_object_get_string_member (object, "wert"));
  take (object, "anschrift",
        party->street == NULL && party->town == NULL
            ? NULL
            : g_strdup_printf ("%s\n%s %s", or_empty (party->street), or_empty (party->postcode),
                               or_empty (party->town)));
}

/* (transfer full): what a register says in words: the label of a choice, a day as people write it. */
static char *
show_field (const AmtFormField *field, const char *value, const char *language)
{
  if (field->input == AMT_INPUT_DATE)
    return amt_document_day (value);
  if (field->input == AMT_INPUT_BOOLEAN && *value != '\0')
    {
      bool yes = g_str_equal (value, "true");

      return g_strdup (g_strcmp0 (language, "en") == 0 ? (yes ? "yes" : "no") : (yes ? "ja" : "nein"));
    }
  for (unsigned i = 0; field->choices != NULL && i < field->choices->len; i++)
    {
      const AmtChoice *choice = g_ptr_array_index (field->choices, i);

      if (field->input == AMT_INPUT_CHOICE && g_str_equal (choice->id, value))
        return g_strdup (amt_words_get (choice->label, language));
    }
  return g_strdup (value);
}

static bool
field_applies (const AmtFormField *field, const char *variant)
{
  return field->variants == NULL || field->variants[0] == NULL ||
         (variant != NULL && g_strv_contains ((const char *const *) field->variants, variant));
}

static void
add_extract (JsonObject *data, const AmtDocumentInput *in, const AmtExtract *extract, const char *variant)
{
  JsonObject *fields = add_object (data, "auszug");
  JsonObject *reg = add_object (data, "register");

  add (reg, "name", extract != NULL ? extract->register_name : in->service->register_name);
  add (reg, "eintrag", extract != NULL ? extract->entry : NULL);
  for (unsigned i = 0; in->service->extract != NULL && i < in->service->extract->len; i++)
    {
      const AmtFormField *field = g_ptr_array_index (in->service->extract, i);
      JsonObject *object = add_object (fields, field->id);
      const char *value = NULL;

      if (extract != NULL && extract->fields != NULL && field_applies (field, variant))
        value = json_object_get_string_member_with_default (extract->fields, field->id, NULL);
      add (object, "bezeichnung", amt_words_get (field->label, in->language));
      take (object, "wert", show_field (field, or_empty (value), in->language));
    }
}

static void
add_authority (JsonObject *data, const AmtDocumentInput *in)
{
  JsonObject *object = add_object (data, "behörde");

  add (object, "name", in->authority->name);
  add (object, "wert", in->authority->name);
  add (object, "straße", in->authority->street);
  add (object, "ort", in->authority->town);
  add (object, "email", in->authority->email);
  add (object, "abteilung", in->department);
  take (object, "ortsname", amt_document_place (in->authority));
}

static void
add_signer (JsonObject *data, const AmtDocumentInput *in)
{
  JsonObject *object = add_object (data, "unterschrift");

  take (object, "wert", amt_document_signer (in));
  add (object, "name", in->signer_name);
  add (object, "funktion", in->signer_function);
}

static void
add_service (JsonObject *data, const AmtDocumentInput *in, const char *variant)
{
  const AmtVariant *found = variant != NULL ? amt_service_find_variant (in->service, variant) : NULL;
  JsonObject *service = add_object (data, "leistung");
  JsonObject *fee = add_object (data, "gebühr");
  int64_t cents = in->request->fee_cents;

  add (service, "wert", amt_words_get (in->service->name, in->language));
  take (service, "rechtsgrundlage",
        in->service->legal_basis != NULL ? g_strjoinv (", ", in->service->legal_basis) : NULL);
  add (service, "variante", found != NULL ? amt_words_get (found->name, in->language) : NULL);
  add (data, "variante", variant);
  take (fee, "wert",
        cents > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT ",%02d €", cents / 100, (int) (cents % 100)) : NULL);
  add (fee, "betrag", json_object_get_string_member (fee, "wert"));
  add (fee, "grundlage", in->request->fee_basis);
}

JsonObject *
amt_document_data_new (const AmtDocumentInput *in)
{
  JsonObject *data = json_object_new ();
  JsonObject *request = add_object (data, "antrag");
  const AmtRequest *r = in->request;
  const char *variant = in->variant != NULL ? in->variant : r->variant;
  const char *number = in->file_number != NULL ? in->file_number : r->file_number;

  add (request, "aktenzeichen", number);
  add (request, "wert", number);
  take (request, "eingang", amt_document_day (r->received_on));
  add_party (data, "antragsteller", r->applicant);
  add_party (data, "person", r->subject != NULL ? r->subject : r->applicant);
  add_authority (data, in);
  add_signer (data, in);
  add_extract (data, in, in->extract != NULL ? in->extract : r->extract, variant);
  add_service (data, in, variant);
  take (data, "datum", amt_document_day (in->day));
  add (data, "gründe", in->reasons);
  add (data, "rechtsbehelf", in->remedy);
  add_bool (data, "papier", in->carrier == AMT_CARRIER_PAPER);
  add_bool (data, "elektronisch", in->carrier == AMT_CARRIER_ELECTRONIC);
  add_bool (data, "vorgeschrieben", in->service->prescribed_form);
  add_bool (data, "demo", in->demo);
  return data;
}
