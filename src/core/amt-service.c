/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-service.h"

#include "amt-error.h"

#include <string.h>

#define REQUIRED AMT_FIELD_REQUIRED

const AmtEnum amt_input_enum = {
    "kind of input",
    (const char *const[]) {"text", "long-text", "date", "choice", "boolean", "number", NULL},
};

const AmtEnum amt_carrier_enum = {"carrier", (const char *const[]) {"electronic", "paper", NULL}};

const AmtEnum amt_noun_enum = {"noun", (const char *const[]) {"application", "notice", "registration", NULL}};

const AmtEnum amt_signature_kind_enum = {
    "kind of signature",
    (const char *const[]) {"none", "advanced", "qualified-seal", "qualified", "hand", NULL},
};

/* clang-format off */
AMT_DEFINE_RECORD (AmtWords, amt_words,
  AMT_FIELD (AmtWords, de, STRING, REQUIRED, 4000),
  AMT_FIELD (AmtWords, en, STRING, 0, 4000),
)

AMT_DEFINE_RECORD (AmtChoice, amt_choice,
  AMT_FIELD (AmtChoice, id, STRING, REQUIRED, 100),
  AMT_FIELD (AmtChoice, label, RECORD, REQUIRED, 0, &amt_words_type),
)

AMT_DEFINE_RECORD (AmtFormField, amt_form_field,
  AMT_FIELD (AmtFormField, id, STRING, REQUIRED, 100),
  AMT_FIELD (AmtFormField, label, RECORD, REQUIRED, 0, &amt_words_type),
  AMT_FIELD (AmtFormField, hint, RECORD, 0, 0, &amt_words_type),
  AMT_FIELD (AmtFormField, input, ENUM, 0, 0, &amt_input_enum),
  AMT_FIELD (AmtFormField, required, BOOL),
  AMT_FIELD (AmtFormField, max_length, INT, 0, 4000),
  AMT_FIELD (AmtFormField, choices, RECORDS, 0, 300, &amt_choice_type),
  AMT_FIELD (AmtFormField, compare, STRING, 0, 100),
  AMT_FIELD (AmtFormField, variants, STRINGS),
)

AMT_DEFINE_RECORD (AmtVariant, amt_variant,
  AMT_FIELD (AmtVariant, id, STRING, REQUIRED, 100),
  AMT_FIELD (AmtVariant, name, RECORD, REQUIRED, 0, &amt_words_type),
)

AMT_DEFINE_RECORD (AmtFee, amt_fee,
  AMT_FIELD (AmtFee, carrier, ENUM, REQUIRED, 0, &amt_carrier_enum),
  AMT_FIELD (AmtFee, variant, STRING, 0, 100),
  AMT_FIELD (AmtFee, first_cents, INT, REQUIRED, 100000000),
  AMT_FIELD (AmtFee, further_cents, INT, 0, 100000000),
  AMT_FIELD (AmtFee, valid_from, DATE, REQUIRED),
  AMT_FIELD (AmtFee, valid_until, DATE),
  AMT_FIELD (AmtFee, basis, STRING, REQUIRED, 400),
  AMT_FIELD (AmtFee, exemptions, STRINGS),
)

AMT_DEFINE_RECORD (AmtService, amt_service,
  AMT_FIELD (AmtService, id, STRING, REQUIRED, 100),
  AMT_FIELD (AmtService, version, INT, REQUIRED),
  AMT_FIELD (AmtService, valid_from, DATE, REQUIRED),
  AMT_FIELD (AmtService, valid_until, DATE),
  AMT_FIELD (AmtService, name, RECORD, REQUIRED, 0, &amt_words_type),
  AMT_FIELD (AmtService, short_name, RECORD, 0, 0, &amt_words_type),
  AMT_FIELD (AmtService, leika, STRING, 0, 20),
  AMT_FIELD (AmtService, legal_basis, STRINGS),
  AMT_FIELD (AmtService, noun, ENUM, REQUIRED, 0, &amt_noun_enum),
  AMT_FIELD (AmtService, team, STRING, REQUIRED, 60),
  AMT_FIELD (AmtService, variants, RECORDS, REQUIRED, 20, &amt_variant_type),
  AMT_FIELD (AmtService, carriers, FLAGS, REQUIRED, 0, &amt_carrier_enum),
  AMT_FIELD (AmtService, signature, ENUM, REQUIRED, 0, &amt_signature_kind_enum),
  AMT_FIELD (AmtService, signing_permission, ENUM, REQUIRED, 0, &amt_permission_enum),
  AMT_FIELD (AmtService, assurance, ENUM, REQUIRED, 0, &amt_assurance_enum),
  AMT_FIELD (AmtService, entitlement, BOOL),
  AMT_FIELD (AmtService, register_needed, BOOL),
  AMT_FIELD (AmtService, register_name, STRING, 0, 200),
  AMT_FIELD (AmtService, four_eyes, BOOL),
  AMT_FIELD (AmtService, prescribed_form, BOOL),
  AMT_FIELD (AmtService, target_days, INT, 0, 1000),
  AMT_FIELD (AmtService, statutory_days, INT, 0, 1000),
  AMT_FIELD (AmtService, statutory_basis, STRING, 0, 400),
  AMT_FIELD (AmtService, template_id, STRING, 0, 100),
  AMT_FIELD (AmtService, form, RECORDS, 0, 100, &amt_form_field_type),
  AMT_FIELD (AmtService, extract, RECORDS, 0, 100, &amt_form_field_type),
  AMT_FIELD (AmtService, fees, RECORDS, 0, 100, &amt_fee_type),
  AMT_FIELD (AmtService, exemptions, RECORDS, 0, 100, &amt_choice_type),
  AMT_FIELD (AmtService, remedy, STRING, 0, 100),
  AMT_FIELD (AmtService, forward_to, STRINGS),
  AMT_FIELD (AmtService, retention_days, INT, 0, 100000),
  AMT_FIELD (AmtService, uncertain, STRINGS),
)
/* clang-format on */

const AmtVariant *
amt_service_find_variant (const AmtService *self, const char *id)
{
  for (unsigned i = 0; self->variants && i < self->variants->len; i++)
    {
      const AmtVariant *variant = self->variants->pdata[i];

      if (!id || g_strcmp0 (variant->id, id) == 0)
        return variant;
    }
  return NULL;
}

const AmtFormField *
amt_service_find_field (GPtrArray *fields, const char *id)
{
  for (unsigned i = 0; fields && i < fields->len; i++)
    {
      const AmtFormField *field = fields->pdata[i];

      if (g_strcmp0 (field->id, id) == 0)
        return field;
    }
  return NULL;
}

const char *
amt_words_get (const AmtWords *self, const char *language)
{
  if (!self)
    return NULL;
  return self->en && language && g_str_has_prefix (language, "en") ? self->en : self->de;
}

/* Whether the row holds for the order, apart from the variant. */
static bool
fee_covers (const AmtFee *fee, AmtCarrier carrier, const char *day)
{
  return fee->carrier == (int) carrier && strcmp (fee->valid_from, day) <= 0 &&
         (!fee->valid_until || strcmp (day, fee->valid_until) <= 0);
}

/* A row that names the variant goes before one for all; of two, the later. */
static const AmtFee *
find_fee (const AmtService *self, const char *variant, AmtCarrier carrier, const char *day)
{
  const AmtFee *best = NULL;

  for (unsigned i = 0; self->fees && i < self->fees->len; i++)
    {
      const AmtFee *fee = self->fees->pdata[i];

      if (!fee_covers (fee, carrier, day) || (fee->variant && g_strcmp0 (fee->variant, variant) != 0))
        continue;
      if (!best || (fee->variant && !best->variant) ||
          (!fee->variant == !best->variant && strcmp (fee->valid_from, best->valid_from) > 0))
        best = fee;
    }
  return best;
}

const char *
amt_service_exemption_name (const AmtService *self, const char *id, const char *language)
{
  for (unsigned i = 0; self->exemptions && i < self->exemptions->len; i++)
    {
      const AmtChoice *reason = self->exemptions->pdata[i];

      if (strcmp (reason->id, id) == 0)
        return amt_words_get (reason->label, language);
    }
  return id;
}

/* (nullable) */
static const AmtFee *
find_ordered_fee (const AmtService *self, const char *variant, AmtCarrier carrier, const char *day)
{
  const AmtVariant *ordered = amt_service_find_variant (self, variant);

  return find_fee (self, ordered ? ordered->id : variant, carrier, day);
}

const char *const *
amt_service_exemptions (const AmtService *self, const char *variant, AmtCarrier carrier, const char *day)
{
  const AmtFee *row = find_ordered_fee (self, variant, carrier, day);

  return row && row->exemptions && *row->exemptions ? (const char *const *) row->exemptions : NULL;
}

bool
amt_service_fee (const AmtService *self, const char *variant, AmtCarrier carrier, int64_t copies, const char *exemption,
                 const char *day, int64_t *cents, const AmtFee **fee, GError **error)
{
  const AmtFee *row = find_ordered_fee (self, variant, carrier, day);

  if (!row)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "no-fee", NULL, "No fee of %s holds on %s", self->id, day);
      return false;
    }
  if (exemption && *exemption &&
      (!row->exemptions || !g_strv_contains ((const char *const *) row->exemptions, exemption)))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "unknown-value", "exemption", "No such exemption from this fee");
      return false;
    }
  *cents = exemption && *exemption ? 0 : row->first_cents + MAX (copies - 1, 0) * row->further_cents;
  if (fee)
    *fee = row;
  return true;
}
