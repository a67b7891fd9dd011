/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-stated-fields.h"

#include <glib/gi18n.h>

#include "amt-field-text.h"
#include "amt-labels.h"
#include "amt-request-words.h"

typedef struct
{
  const char *id; /* form field that says the same */
  size_t offset;
  bool day;
  const char *applicant;
  const char *subject;
} PartyField;

#define PARTY(member) G_STRUCT_OFFSET (AmtParty, member)

static const PartyField party_fields[] = {
    {"family_name", PARTY (family_name), false, N_ ("Applicant’s family name"), N_ ("Subject’s family name")},
    {"given_names", PARTY (given_names), false, N_ ("Applicant’s given names"), N_ ("Subject’s given names")},
    {"doctorate", PARTY (doctorate), false, N_ ("Applicant’s doctorate"), N_ ("Subject’s doctorate")},
    {"birth_date", PARTY (birth_date), true, N_ ("Applicant’s date of birth"), N_ ("Subject’s date of birth")},
    {"birth_place", PARTY (birth_place), false, N_ ("Applicant’s place of birth"), N_ ("Subject’s place of birth")},
    {"street", PARTY (street), false, N_ ("Applicant’s street"), N_ ("Subject’s street")},
    {"postcode", PARTY (postcode), false, N_ ("Applicant’s postcode"), N_ ("Subject’s postcode")},
    {"town", PARTY (town), false, N_ ("Applicant’s town"), N_ ("Subject’s town")},
    {"email", PARTY (email), false, N_ ("Applicant’s e-mail"), N_ ("Subject’s e-mail")},
};

/* What a form asks about a person beyond that. */
static const char *const person_ids[] = {"birth_name",   "sex",         "nationality",      "marital_status",
                                         "phone",        "moved_in_on", "previous_address", "parent1_name",
                                         "parent2_name", "legal_form",  "business_name",    NULL};

void
amt_stated_field_free (AmtStatedField *self)
{
  g_free (self->label);
  g_free (self->value);
  g_free (self);
}

static void
add (GPtrArray *list, AmtStatedGroup group, const char *label, const char *value)
{
  AmtStatedField *field;

  if (value == NULL || *value == '\0')
    return;
  field = g_new0 (AmtStatedField, 1);
  field->group = group;
  field->label = g_strdup (label);
  field->value = g_strdup (value);
  g_ptr_array_add (list, field);
}

static AmtStatedGroup
group_of (const char *id)
{
  for (size_t i = 0; i < G_N_ELEMENTS (party_fields); i++)
    if (g_str_equal (party_fields[i].id, id))
      return AMT_STATED_PERSON;
  return g_strv_contains (person_ids, id) ? AMT_STATED_PERSON : AMT_STATED_MATTER;
}

static void
add_form (GPtrArray *list, const AmtRequest *request, const AmtService *service, AmtStatedGroup group)
{
  for (unsigned i = 0; i < service->form->len; i++)
    {
      const AmtFormField *field = service->form->pdata[i];
      g_autofree char *raw = amt_field_raw (request->form, field->id);
      g_autofree char *value = amt_field_display (field, raw);

      if (group_of (field->id) == group && amt_field_in_variant (field, request->variant))
        add (list, group, amt_words_get (field->label, amt_label_language ()), value);
    }
}

static void
add_members (GPtrArray *list, JsonObject *form, AmtStatedGroup group)
{
  JsonObjectIter iter;
  const char *name;

  if (form == NULL)
    return;
  json_object_iter_init_ordered (&iter, form);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      g_autofree char *value = amt_field_raw (form, name);

      if (group_of (name) == group)
        add (list, group, name, value);
    }
}

static const char *
party_value (const AmtParty *party, const PartyField *field)
{
  return party != NULL ? *(char *const *) ((const char *) party + field->offset) : NULL;
}

/* Leaves out what the form says in the same words already, and of the subject what is said of the applicant. */
static void
add_party (GPtrArray *list, const AmtRequest *request, const AmtParty *party, bool applicant)
{
  for (size_t i = 0; i < G_N_ELEMENTS (party_fields); i++)
    {
      const PartyField *field = &party_fields[i];
      const char *value = party_value (party, field);
      bool said = !applicant && g_strcmp0 (value, party_value (request->applicant, field)) == 0;
      g_autofree char *stated = amt_field_raw (request->form, field->id);
      g_autofree char *day = value != NULL && field->day ? amt_label_day (value, NULL) : NULL;

      if (!said && g_strcmp0 (stated, value) != 0)
        add (list, AMT_STATED_PERSON, applicant ? _ (field->applicant) : _ (field->subject), day != NULL ? day : value);
    }
}

static void
add_order (GPtrArray *list, const AmtRequest *request, const AmtService *service)
{
  g_autofree char *copies = g_strdup_printf (
      g_dngettext (NULL, "%s, %d copy", "%s, %d copies", (unsigned long) request->copies),
      amt_label_carrier (request->carrier), (int) request->copies);
  g_autofree char *money = request->fee_cents != 0 ? amt_label_money (request->fee_cents)
                                                   : g_strdup (_ ("free of charge"));
  g_autofree char *fee = request->fee_basis != NULL ? g_strdup_printf ("%s (%s)", money, request->fee_basis)
                                                    : g_strdup (money);
  g_autofree char *exemption = amt_exemption_sentence (request, service);

  add (list, AMT_STATED_ORDER, _ ("Delivery"), copies);
  add (list, AMT_STATED_ORDER, _ ("Fee"), fee);
  if (exemption != NULL)
    add (list, AMT_STATED_ORDER, _ ("Exemption"), exemption);
}

static void
add_stated (GPtrArray *list, const AmtRequest *request, const AmtService *service, AmtStatedGroup group)
{
  if (service != NULL)
    add_form (list, request, service, group);
  else
    add_members (list, request->form, group);
}

GPtrArray *
amt_stated_fields (const AmtRequest *request, const AmtService *service)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_stated_field_free);

  add_stated (list, request, service, AMT_STATED_PERSON);
  if (request->subject != NULL)
    add_party (list, request, request->subject, false);
  add_party (list, request, request->applicant, true);
  add_stated (list, request, service, AMT_STATED_MATTER);
  add_order (list, request, service);
  return list;
}

char *
amt_stated_fields_to_text (GPtrArray *fields)
{
  GString *text = g_string_new (NULL);

  for (unsigned i = 0; i < fields->len; i++)
    {
      const AmtStatedField *field = fields->pdata[i];

      g_string_append_printf (text, "%s: %s\n", field->label, field->value);
    }
  return g_string_free (text, false);
}
