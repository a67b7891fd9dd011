/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-answers.h"

/* clang-format off */
AMT_DEFINE_RECORD (AmtColleagueEntry, amt_colleague_entry,
  AMT_FIELD (AmtColleagueEntry, id, ID, AMT_FIELD_REQUIRED),
  AMT_FIELD (AmtColleagueEntry, name, STRING, AMT_FIELD_REQUIRED, 200),
  AMT_FIELD (AmtColleagueEntry, function, STRING, 0, 200),
  AMT_FIELD (AmtColleagueEntry, permissions, FLAGS, 0, 0, &amt_permission_enum),
  AMT_FIELD (AmtColleagueEntry, teams, STRINGS),
)

AMT_DEFINE_RECORD (AmtWording, amt_wording,
  AMT_FIELD (AmtWording, id, STRING, AMT_FIELD_REQUIRED, 100),
  AMT_FIELD (AmtWording, kind, STRING, AMT_FIELD_REQUIRED, 60),
  AMT_FIELD (AmtWording, title, STRING, AMT_FIELD_REQUIRED, 200),
  AMT_FIELD (AmtWording, text, STRING, AMT_FIELD_REQUIRED, 4000),
)

AMT_DEFINE_RECORD (AmtSearchPage, amt_search_page,
  AMT_FIELD (AmtSearchPage, items, RECORDS, AMT_FIELD_REQUIRED, 500, &amt_summary_type),
  AMT_FIELD (AmtSearchPage, next, STRING, 0, 1000),
)
/* clang-format on */
