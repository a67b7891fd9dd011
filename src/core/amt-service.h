/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service (Leistung) of the catalogue: data with versions and days of validity, data/catalogue/<id>.json. */

#pragma once

#include "amt-gate.h"
#include "amt-policy.h"

G_BEGIN_DECLS

/* A text in both languages. */
typedef struct
{
  char *de;
  char *en;
} AmtWords;
AMT_DECLARE_RECORD (AmtWords, amt_words)

typedef enum
{
  AMT_INPUT_TEXT,
  AMT_INPUT_LONG_TEXT,
  AMT_INPUT_DATE,
  AMT_INPUT_CHOICE,
  AMT_INPUT_BOOLEAN,
  AMT_INPUT_NUMBER
} AmtInput;
extern const AmtEnum amt_input_enum; /* "text", "long-text", "date", "choice", "boolean", "number" */

typedef struct
{
  char *id; /* "yes" */
  AmtWords *label;
} AmtChoice;
AMT_DECLARE_RECORD (AmtChoice, amt_choice)

/* One field of a service's form or register extract. All values travel as strings; booleans "true"/"false". */
typedef struct
{
  char *id; /* "family_name"; snake case */
  AmtWords *label;
  AmtWords *hint; /* (nullable) */
  int input;      /* AmtInput */
  bool required;
  int64_t max_length;
  GPtrArray *choices; /* of AmtChoice */
  char *compare;      /* (nullable) in an extract: the form field it is compared with */
  char **variants;    /* only in these variants; empty: in all */
} AmtFormField;
AMT_DECLARE_RECORD (AmtFormField, amt_form_field)

typedef struct
{
  char *id; /* "simple", "extended"; every service has at least one, then "standard" */
  AmtWords *name;
} AmtVariant;
AMT_DECLARE_RECORD (AmtVariant, amt_variant)

typedef enum
{
  AMT_CARRIER_ELECTRONIC,
  AMT_CARRIER_PAPER
} AmtCarrier;
extern const AmtEnum amt_carrier_enum;

typedef struct
{
  int carrier;   /* AmtCarrier */
  char *variant; /* (nullable) all variants */
  int64_t first_cents;
  int64_t further_cents; /* each further copy of the same run */
  char *valid_from;      /* day */
  char *valid_until;     /* (nullable) last day */
  char *basis;           /* the rule it rests on */
  char **exemptions;     /* ids of reasons: "pension", "child-benefit"; see AmtService.exemptions */
} AmtFee;
AMT_DECLARE_RECORD (AmtFee, amt_fee)

typedef enum
{
  AMT_NOUN_APPLICATION,
  AMT_NOUN_NOTICE,
  AMT_NOUN_REGISTRATION
} AmtNoun;
extern const AmtEnum amt_noun_enum;

typedef enum
{
  AMT_SIGNATURE_NONE,
  AMT_SIGNATURE_ADVANCED,
  AMT_SIGNATURE_SEAL,
  AMT_SIGNATURE_QUALIFIED,
  AMT_SIGNATURE_HAND
} AmtSignatureKind;
extern const AmtEnum amt_signature_kind_enum; /* "none", "advanced", "qualified-seal", "qualified", "hand" */

typedef struct
{
  char *id;        /* "registration-certificate" */
  int64_t version; /* grows with each change */
  char *valid_from;
  char *valid_until; /* (nullable) */
  AmtWords *name;
  AmtWords *short_name; /* (nullable) for the list */
  char *leika;          /* (nullable) LeiKa key */
  char **legal_basis;
  int noun;               /* AmtNoun */
  char *team;             /* kind of team that works on it: "residents", "civil-status", "trade", "tax" */
  GPtrArray *variants;    /* of AmtVariant, at least one */
  uint32_t carriers;      /* bits of AmtCarrier */
  int signature;          /* AmtSignatureKind, electronic carrier */
  int signing_permission; /* AmtPermission: sign-residents, … */
  int assurance;          /* AmtAssurance the identity gate asks for */
  bool entitlement;       /* the entitlement gate is needed (PStG §62, BMG §45) */
  bool register_needed;   /* the register gate is needed */
  char *register_name;    /* (nullable) "Melderegister" */
  bool four_eyes;
  bool prescribed_form;   /* not editable; ours says "Muster" */
  int64_t target_days;    /* working days; the office's own aim */
  int64_t statutory_days; /* 0: none; days by law, not suspended (GewO §15(1): 3) */
  char *statutory_basis;  /* (nullable) */
  char *template_id;      /* (nullable) data/templates/<id>.md; NULL: cannot be issued yet */
  GPtrArray *form;        /* of AmtFormField, what the citizen fills in */
  GPtrArray *extract;     /* of AmtFormField, what the register says */
  GPtrArray *fees;        /* of AmtFee */
  GPtrArray *exemptions;  /* of AmtChoice: what the reasons are called that fees name */
  char *remedy;           /* id of the instruction on remedies: "action", "district-court", "objection" */
  char **forward_to;      /* offices notified afterwards */
  int64_t retention_days;
  char **uncertain; /* members of this record nobody has looked up yet: an office checks them before use */
} AmtService;
AMT_DECLARE_RECORD (AmtService, amt_service)

/* (nullable): @id NULL: the first, which is what one gets who names none. */
const AmtVariant *amt_service_find_variant (const AmtService *self, const char *id);
const AmtFormField *amt_service_find_field (GPtrArray *fields, const char *id);
/* In @language ("de", "en"); falls back to German. (transfer none) */
const char *amt_words_get (const AmtWords *self, const char *language);

/* Checks what a citizen or clerk typed against a form of @variant. @complete: required fields must be there. An empty
 * string counts as nothing typed. A number is up to 15 digits, with at most four more after a point or comma.
 * Errors INVALID with the field as "<path>.<id>": "unknown-field", "missing-field", "wrong-type", "too-long",
 * "not-a-date", "unknown-value", "bad-text". */
bool amt_form_check (GPtrArray *fields, const char *variant, JsonObject *values, const char *path, bool complete,
                     GError **error);

/* (transfer none): what a reason for owing no fee is called; @id itself when the catalogue does not say. */
const char *amt_service_exemption_name (const AmtService *self, const char *id, const char *language);
/* (transfer none) (nullable): the ids of what the fee on @day knows as exemptions; NULL when nothing exempts from it. */
const char *const *amt_service_exemptions (const AmtService *self, const char *variant, AmtCarrier carrier,
                                           const char *day);
/* The fee on @day for @copies; 0 when free. @fee (out) (optional) (transfer none): the row used.
 * FALSE with INVALID "no-fee" when no row covers the day (what is free needs a row that says so), and "unknown-value"
 * for field "exemption" when the row does not know it. @exemption: (nullable). */
bool amt_service_fee (const AmtService *self, const char *variant, AmtCarrier carrier, int64_t copies,
                      const char *exemption, const char *day, int64_t *cents, const AmtFee **fee, GError **error);

G_END_DECLS
