/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-input.h"

#define REQUIRED AMT_FIELD_REQUIRED

/* clang-format off */
AMT_DEFINE_RECORD (AmtOrder, amt_order,
  AMT_FIELD (AmtOrder, authority_id, ID),
  AMT_FIELD (AmtOrder, service_id, STRING, REQUIRED, 100),
  AMT_FIELD (AmtOrder, variant, STRING, 0, 100),
  AMT_FIELD (AmtOrder, carrier, ENUM, 0, 0, &amt_carrier_enum),
  AMT_FIELD (AmtOrder, copies, INT, 0, 20, NULL, 1),
  AMT_FIELD (AmtOrder, channel, ENUM, 0, 0, &amt_channel_enum),
  AMT_FIELD (AmtOrder, received_on, DATE),
  AMT_FIELD (AmtOrder, applicant, RECORD, 0, 0, &amt_party_type),
  AMT_FIELD (AmtOrder, subject, RECORD, 0, 0, &amt_party_type),
  AMT_FIELD (AmtOrder, form, OBJECT, REQUIRED),
  AMT_FIELD (AmtOrder, exemption, STRING, 0, 100),
)

AMT_DEFINE_RECORD (AmtActionInput, amt_action_input,
  AMT_FIELD (AmtActionInput, reason, STRING, 0, 4000),
  AMT_FIELD (AmtActionInput, person_id, ID),
  AMT_FIELD (AmtActionInput, text, STRING, 0, 4000),
  AMT_FIELD (AmtActionInput, fields, STRINGS),
)

AMT_DEFINE_RECORD (AmtNoteInput, amt_note_input,
  AMT_FIELD (AmtNoteInput, id, ID),
  AMT_FIELD (AmtNoteInput, text, STRING, REQUIRED, 4000),
)

AMT_DEFINE_RECORD (AmtFollowUpInput, amt_follow_up_input,
  AMT_FIELD (AmtFollowUpInput, on, DATE, REQUIRED),
  AMT_FIELD (AmtFollowUpInput, text, STRING, 0, 1000),
)

AMT_DEFINE_RECORD (AmtAnswerInput, amt_answer_input,
  AMT_FIELD (AmtAnswerInput, text, STRING, 0, 4000),
  AMT_FIELD (AmtAnswerInput, form, OBJECT),
)

AMT_DEFINE_RECORD (AmtSearchInput, amt_search_input,
  AMT_FIELD (AmtSearchInput, text, STRING, REQUIRED, 200),
  AMT_FIELD (AmtSearchInput, cursor, STRING, 0, 100),
  AMT_FIELD (AmtSearchInput, limit, INT, 0, 200, NULL, 1),
)
/* clang-format on */
