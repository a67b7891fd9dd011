/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gates, journal and notices of a request in words and icons. Everything is (transfer none) unless it says otherwise. */

#pragma once

#include "amt-feed.h"

G_BEGIN_DECLS

/* One sentence: what this gate is there for. */
const char *amt_gate_purpose (AmtGateKind kind);
/* Whether it stands in the way: open, or judged at another content than the present one. */
bool amt_gate_is_open (const AmtRequest *request, const AmtGate *gate);
/* The status it counts as: AMT_GATE_OPEN also for one whose judgement is out of date. */
AmtGateStatus amt_gate_effective (const AmtRequest *request, const AmtGate *gate);
/* CSS class of the gate's button: "met", "open", "idle", "overridden" */
const char *amt_gate_class (AmtGateStatus status);
/* (transfer full): the word under the name: "complete", "high", "€15.00 open", "not needed" */
char *amt_gate_short (const AmtRequest *request, const AmtGate *gate);
/* (transfer full): "open, €15.00", "met, high", "not needed" */
char *amt_gate_state (const AmtRequest *request, const AmtGate *gate);
/* (transfer full): what a screen reader says: "Payment: open, €15.00" */
char *amt_gate_sentence (const AmtRequest *request, const AmtGate *gate);
/* (transfer full) (nullable): how it stands with a claimed exemption from the fee; NULL when none is claimed.
 * @service: (nullable): tells what the reason is called. */
char *amt_exemption_sentence (const AmtRequest *request, const AmtService *service);
/* "ask", "answer", …; the kind itself when unknown */
const char *amt_notice_word (const char *kind);
/* Words and icon of a journal entry by its action's nick; the nick itself when unknown. */
const char *amt_journal_word (const char *action);
const char *amt_journal_icon (const char *action);
/* (transfer full): amt_journal_word(), and of a gate which one and what became of it. */
char *amt_journal_title (const AmtJournalEntry *entry);
/* (transfer full): a payment as the window's language says it; anything else as it is. */
char *amt_evidence_words (const char *evidence);

G_END_DECLS
