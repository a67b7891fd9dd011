/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-demo-values.h"

#include "amt-time.h"

#define NOBODY (-1)

/* Where the value of a field comes from: a member of the citizen, a fixed text, or a day counted from today. */
static const struct
{
  const char *field;
  int member; /* offset in AmtdDemoCitizen, or NOBODY */
  const char *text;
  int days;
} values[] = {
    {"family_name", G_STRUCT_OFFSET (AmtdDemoCitizen, family_name)},
    {"given_names", G_STRUCT_OFFSET (AmtdDemoCitizen, given_names)},
    {"birth_date", G_STRUCT_OFFSET (AmtdDemoCitizen, birth_date)},
    {"birth_place", G_STRUCT_OFFSET (AmtdDemoCitizen, birth_place)},
    {"street", G_STRUCT_OFFSET (AmtdDemoCitizen, street)},
    {"nationality", G_STRUCT_OFFSET (AmtdDemoCitizen, nationality)},
    {"birth_name", G_STRUCT_OFFSET (AmtdDemoCitizen, family_name)},
    {"postcode", NOBODY, "29999"},
    {"town", NOBODY, "Leinhagen"},
    {"marital_status", NOBODY, "married"},
    {"moved_in_on", NOBODY, "2019-05-01"},
    {"previous_address", NOBODY, "Hauptstraße 3, 30159 Hannover"},
    {"purpose", NOBODY, "Vorlage beim Arbeitgeber"},
    {"relation", NOBODY, "self"},
    {"parent1_name", NOBODY, "Ilse Brandt"},
    {"parent2_name", NOBODY, "Karl Brandt"},
    {"spouse1_family_name", G_STRUCT_OFFSET (AmtdDemoCitizen, family_name)},
    {"spouse1_given_names", G_STRUCT_OFFSET (AmtdDemoCitizen, given_names)},
    {"spouse2_family_name", NOBODY, "Brandt"},
    {"spouse2_given_names", NOBODY, "Ole Malte"},
    {"marriage_date", NOBODY, "2014-07-18"},
    {"marriage_place", NOBODY, "Leinhagen"},
    {"death_date", NOBODY, NULL, -20},
    {"death_place", NOBODY, "Leinhagen"},
    {"phone", NOBODY, "05199 123456"},
    {"dog_name", NOBODY, "Bruno"},
    {"dog_breed", NOBODY, "Labrador-Mischling"},
    {"dog_chip", NOBODY, "276098106123456"},
    {"dog_tag", NOBODY, "LH 2217"},
    {"kept_since", NOBODY, NULL, -30},
    {"dog_count", NOBODY, "1"},
    {"ended_on", NOBODY, NULL, -6},
    {"from_date", NOBODY, NULL, 10},
    {"explanation", NOBODY, "Der Hund ist ausgebildeter Blindenführhund; der Bescheid der Krankenkasse liegt bei."},
    {"account_number", NOBODY, "5.0101.002217.4"},
    {"yearly_tax_cents", NOBODY, "7200"},
    {"business_name", NOBODY, "Lötstelle Reparaturwerkstatt"},
    {"legal_form", NOBODY, "sole"},
    {"business_street", NOBODY, "Bahnhofstraße 14"},
    {"business_postcode", NOBODY, "29999"},
    {"business_town", NOBODY, "Leinhagen"},
    {"business_activity", NOBODY, "Reparatur von Haushaltsgeräten, Handel mit Ersatzteilen"},
    {"previous_activity", NOBODY, "Reparatur von Haushaltsgeräten"},
    {"previous_business_address", NOBODY, "Schulstraße 2, 29999 Leinhagen"},
    {"start_date", NOBODY, NULL, -5},
    {"end_date", NOBODY, NULL, -3},
    {"change_date", NOBODY, NULL, -7},
    {"employees_full_time", NOBODY, "2"},
    {"employees_part_time", NOBODY, "1"},
    {"no_advertising", NOBODY, "true"},
    {"legal_interest", NOBODY, "Offene Forderung aus Werkvertrag, Titel liegt bei."},
    {"residence_kind", NOBODY, "sole"},
};

static char *
fallback (const AmtFormField *field, const char *today)
{
  switch ((AmtInput) field->input)
    {
    case AMT_INPUT_CHOICE:
      return g_strdup (((const AmtChoice *) g_ptr_array_index (field->choices, 0))->id);
    case AMT_INPUT_DATE:
      return amt_day_add (today, -14);
    case AMT_INPUT_BOOLEAN:
      return g_strdup ("true");
    case AMT_INPUT_NUMBER:
      return g_strdup ("1");
    case AMT_INPUT_TEXT:
    case AMT_INPUT_LONG_TEXT:
      break;
    }
  return g_strdup ("Angabe liegt bei");
}

static bool
has_choice (const AmtFormField *field, const char *id)
{
  for (guint i = 0; i < field->choices->len; i++)
    if (g_str_equal (((const AmtChoice *) g_ptr_array_index (field->choices, i))->id, id))
      return true;
  return false;
}

/* (transfer full) (nullable): NULL when the field stays empty. */
static char *
value_of (const AmtFormField *field, const AmtdDemoCitizen *who, const char *today)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (!g_str_equal (values[i].field, field->id))
        continue;
      if (values[i].member != NOBODY)
        return g_strdup (G_STRUCT_MEMBER (const char *, who, values[i].member));
      if (values[i].text == NULL)
        return amt_day_add (today, values[i].days);
      if (field->input == AMT_INPUT_CHOICE && !has_choice (field, values[i].text))
        break;
      return g_strdup (values[i].text);
    }
  return field->required ? fallback (field, today) : NULL;
}

static char *
write_otherwise (const char *field, char *value)
{
  g_autofree char *old = value;

  if (g_str_equal (field, "street"))
    {
      g_autoptr (GString) text = g_string_new (old);

      g_string_replace (text, "straße", "str.", 1);
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  if (g_str_equal (field, "given_names"))
    return g_strconcat (old, " Maria", NULL);
  return g_steal_pointer (&old);
}

JsonObject *
amtd_demo_values (GPtrArray *fields, const char *variant, const AmtdDemoCitizen *who, const char *today, bool differs)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < fields->len; i++)
    {
      const AmtFormField *field = g_ptr_array_index (fields, i);
      bool here = field->variants == NULL || field->variants[0] == NULL ||
                  g_strv_contains ((const char *const *) field->variants, variant);
      char *value = here ? value_of (field, who, today) : NULL;

      if (value != NULL && differs)
        value = write_otherwise (field->id, value);
      if (value != NULL)
        json_object_set_string_member (object, field->id, value);
      g_free (value);
    }
  return object;
}

AmtParty *
amtd_demo_party (const AmtdDemoCitizen *who, const char *town)
{
  AmtParty *party = amt_party_new ();

  party->family_name = g_strdup (who->family_name);
  party->given_names = g_strdup (who->given_names);
  party->birth_date = g_strdup (who->birth_date);
  party->birth_place = g_strdup (who->birth_place);
  party->street = g_strdup (who->street);
  party->postcode = g_strndup (town, 5);
  party->town = g_strdup (town + 6);
  party->email = g_strconcat (who->user, "@example.org", NULL);
  return party;
}
