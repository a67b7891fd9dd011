/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything a document is made from. The same input gives the same bytes, on every thread and host that has the fonts. */

#pragma once

#include "amt-person.h"
#include "amt-request.h"
#include "amt-service.h"
#include "amt-template.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_SIGNS_ON_BEHALF, /* "i. A.", a clerk */
  AMT_SIGNS_AS_DEPUTY, /* "i. V." */
  AMT_SIGNS_OWN,       /* nothing before the name: the registrar (PStG §2) */
} AmtSigns;

/* All pointers are borrowed and need to live only as long as the call. */
typedef struct
{
  AmtTemplate *form;    /* the template */
  const char *title;    /* (nullable) of the file; NULL: the template's heading */
  const char *language; /* "de" or "en" */
  const AmtAuthority *authority;
  const char *department; /* (nullable) "Bürgerbüro": the team, below the authority's name */
  const char *signer_name;
  const char *signer_function; /* (nullable) "Standesbeamtin" */
  AmtSigns signs;
  const char *file_number; /* (nullable) the request's */
  const char *day;         /* "2026-11-22", printed */
  int64_t at;              /* microseconds since 1970: the dates within the file */
  const AmtService *service;
  const char *variant; /* (nullable) the request's */
  const AmtRequest *request;
  const AmtExtract *extract; /* (nullable) the request's */
  const char *reasons;       /* (nullable) of a rejection */
  const char *remedy;        /* (nullable) text from amt_remedies_get() */
  AmtCarrier carrier;        /* paper: no signature field, a line to sign on and a place for the seal */
  bool demo;                 /* signed by a demo key: it says so on every page */
} AmtDocumentInput;

G_END_DECLS
