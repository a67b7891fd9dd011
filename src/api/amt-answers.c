/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-answers.h"

#include <stddef.h>

#define MEMBER(Type, member, kind, ...) { #member, AMT_FIELD_##kind, offsetof (Type, member), __VA_ARGS__ }

static const AmtField colleague_entry_fields[] = {
  MEMBER (AmtColleagueEntry, id, ID, AMT_FIELD_REQUIRED),
  MEMBER (AmtColleagueEntry, name, STRING, AMT_FIELD_REQUIRED),
  MEMBER (AmtColleagueEntry, function, STRING),
  MEMBER (AmtColleagueEntry, permissions, FLAGS, .type = &amt_permission_enum),
  MEMBER (AmtColleagueEntry, teams, STRINGS),
  { NULL },
};
const AmtRecordType amt_colleague_entry_type = { "AmtColleagueEntry", sizeof (AmtColleagueEntry),
                                                 colleague_entry_fields };

static const AmtField wording_fields[] = {
  MEMBER (AmtWording, id, STRING, AMT_FIELD_REQUIRED),
  MEMBER (AmtWording, kind, STRING, AMT_FIELD_REQUIRED),
  MEMBER (AmtWording, title, STRING, AMT_FIELD_REQUIRED),
  MEMBER (AmtWording, text, STRING, AMT_FIELD_REQUIRED, .max = 10000),
  { NULL },
};
const AmtRecordType amt_wording_type = { "AmtWording", sizeof (AmtWording), wording_fields };

static const AmtField search_page_fields[] = {
  MEMBER (AmtSearchPage, items, RECORDS, AMT_FIELD_REQUIRED, .max = 500, .type = &amt_summary_type),
  MEMBER (AmtSearchPage, next, STRING),
  { NULL },
};
const AmtRecordType amt_search_page_type = { "AmtSearchPage", sizeof (AmtSearchPage), search_page_fields };
