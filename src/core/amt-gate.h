/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gates: what must be met before a document may be issued. A result is bound to the version it judged. */

#pragma once

#include "amt-record.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_GATE_COMPLETENESS,
  AMT_GATE_IDENTITY,
  AMT_GATE_REGISTER,
  AMT_GATE_ENTITLEMENT,
  AMT_GATE_PAYMENT,
  AMT_GATE_APPROVAL,
  AMT_N_GATES
} AmtGateKind;

typedef enum
{
  AMT_GATE_NOT_NEEDED,
  AMT_GATE_OPEN,
  AMT_GATE_MET,
  AMT_GATE_OVERRIDDEN,
} AmtGateStatus;

/* eIDAS, Regulation (EU) 910/2014 art. 8 */
typedef enum
{
  AMT_ASSURANCE_NONE,
  AMT_ASSURANCE_LOW,
  AMT_ASSURANCE_SUBSTANTIAL,
  AMT_ASSURANCE_HIGH,
} AmtAssurance;

/* A claim to owe no fee: nothing is waived because somebody says so. */
typedef enum
{
  AMT_EXEMPTION_NONE,    /* nobody claims one */
  AMT_EXEMPTION_CLAIMED, /* to be checked; until then the fee is due */
  AMT_EXEMPTION_GRANTED, /* found to hold: no fee */
  AMT_EXEMPTION_REFUSED, /* found not to hold: the fee is due */
} AmtExemption;

/* What came of recording something on a gate, as the journal says it. */
typedef enum
{
  AMT_OUTCOME_MET,
  AMT_OUTCOME_PARTLY, /* a payment that does not cover the fee */
  AMT_OUTCOME_REOPENED,
  AMT_OUTCOME_OVERRIDDEN,
  AMT_OUTCOME_EXEMPTION_GRANTED,
  AMT_OUTCOME_EXEMPTION_REFUSED,
  AMT_N_OUTCOMES
} AmtGateOutcome;

extern const AmtEnum amt_gate_outcome_enum; /* "met", "partly", "reopened", "overridden", "exemption-granted", … */
extern const AmtEnum amt_exemption_enum;    /* "none", "claimed", "granted", "refused" */
extern const AmtEnum amt_gate_kind_enum;    /* "completeness", … */
extern const AmtEnum amt_gate_status_enum;  /* "not-needed", "open", "met", "overridden" */
extern const AmtEnum amt_assurance_enum;    /* "none", "low", "substantial", "high" */

typedef struct
{
  int kind;               /* AmtGateKind */
  int status;             /* AmtGateStatus */
  int64_t judged_version; /* the request's content_version it was judged at; an edit opens it again */
  char *evidence;         /* (nullable) what was seen: "ID card, at the counter", "mother", "receipt 4711" */
  char *reason;           /* (nullable) why it was overridden */
  char *by_name;          /* (nullable) */
  int64_t at;             /* 0 when nobody has judged it */
} AmtGate;

AMT_DECLARE_RECORD (AmtGate, amt_gate)

/* What a member of staff records on a gate; PUT /v1/requests/{id}/gates/{kind} */
typedef struct
{
  int status;           /* met, open or overridden */
  char *evidence;       /* what was seen; required for met */
  char *reason;         /* required for overridden */
  int assurance;        /* AmtAssurance; for the identity gate */
  int64_t amount_cents; /* for the payment gate */
  char *method;         /* "cash", "card-terminal", "transfer" */
  char *reference;      /* receipt or booking number; required with an amount */
  int exemption;        /* AmtExemption; for the payment gate instead of a payment: granted with status met and
                         * evidence, refused with status open and a reason */
  char *exemption_id;   /* (nullable) which one, of those its fee knows, when it was brought up after the order; NULL:
                         * the one that is claimed */
} AmtGateInput;

AMT_DECLARE_RECORD (AmtGateInput, amt_gate_input)

/* Whether a named person may override @kind for this service at all: never register, and never entitlement
 * (PStG §62, §63) or what a service fixes. */
bool amt_gate_may_override (AmtGateKind kind);

/* "cash", "card-terminal", "transfer", NULL */
extern const char *const amt_payment_methods[];
/* (transfer full): the evidence of a payment, one form for whoever keeps it: "13,00 €, transfer, receipt 4711". */
char *amt_payment_to_evidence (int64_t cents, const char *method, const char *reference);
/* Reads that form. FALSE when @evidence is another one. @method (out) (transfer none): one of amt_payment_methods;
 * @reference (out) (transfer none): within @evidence. */
bool amt_payment_from_evidence (const char *evidence, int64_t *cents, const char **method, const char **reference);

G_END_DECLS
