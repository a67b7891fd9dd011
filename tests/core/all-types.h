/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every record and every enumeration there is. */

#pragma once

#include "amt-feed.h"
#include "amt-input.h"

static const AmtRecordType *const all_types[] = {
    &amt_action_input_type,  &amt_answer_input_type,  &amt_attachment_type,
    &amt_authority_type,     &amt_choice_type,        &amt_colleague_type,
    &amt_document_type,      &amt_draft_input_type,   &amt_draft_type,
    &amt_extract_input_type, &amt_extract_type,       &amt_fee_type,
    &amt_feed_item_type,     &amt_feed_page_type,     &amt_follow_up_input_type,
    &amt_follow_up_type,     &amt_form_field_type,    &amt_gate_input_type,
    &amt_gate_type,          &amt_journal_entry_type, &amt_journal_head_type,
    &amt_live_frame_type,    &amt_membership_type,    &amt_note_input_type,
    &amt_note_type,          &amt_notice_type,        &amt_order_type,
    &amt_party_type,         &amt_printed_input_type, &amt_problem_type,
    &amt_request_type,       &amt_search_input_type,  &amt_service_type,
    &amt_session_type,       &amt_sign_in_type,       &amt_signed_in_type,
    &amt_summary_type,       &amt_team_type,          &amt_variant_type,
    &amt_words_type,
};

/* With how many values each has, so that a nick forgotten at the end is noticed. */
static const struct
{
  const AmtEnum *type;
  int count;
} all_enums[] = {
    {&amt_state_enum, AMT_N_STATES},
    {&amt_action_enum, AMT_N_ACTIONS},
    {&amt_permission_enum, AMT_N_PERMISSIONS},
    {&amt_refusal_enum, AMT_REFUSAL_OTHER_SIGNER + 1},
    {&amt_role_enum, AMT_ROLE_ADMINISTRATOR + 1},
    {&amt_gate_kind_enum, AMT_N_GATES},
    {&amt_gate_status_enum, AMT_GATE_OVERRIDDEN + 1},
    {&amt_gate_outcome_enum, AMT_N_OUTCOMES},
    {&amt_assurance_enum, AMT_ASSURANCE_HIGH + 1},
    {&amt_exemption_enum, AMT_EXEMPTION_REFUSED + 1},
    {&amt_input_enum, AMT_INPUT_NUMBER + 1},
    {&amt_carrier_enum, AMT_CARRIER_PAPER + 1},
    {&amt_noun_enum, AMT_NOUN_REGISTRATION + 1},
    {&amt_signature_kind_enum, AMT_SIGNATURE_HAND + 1},
    {&amt_channel_enum, AMT_CHANNEL_POST + 1},
    {&amt_delivery_status_enum, AMT_DELIVERY_POSTED + 1},
    {&amt_document_kind_enum, AMT_DOCUMENT_REJECTION + 1},
    {&amt_feed_kind_enum, AMT_FEED_GONE + 1},
};
