/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-feed.h"

#define REQUIRED AMT_FIELD_REQUIRED

const AmtEnum amt_feed_kind_enum = {"feed kind", (const char *const[]) {"request", "gone", NULL}};

/* clang-format off */
AMT_DEFINE_RECORD (AmtFeedItem, amt_feed_item,
  AMT_FIELD (AmtFeedItem, seq, INT, REQUIRED),
  AMT_FIELD (AmtFeedItem, kind, ENUM, REQUIRED, 0, &amt_feed_kind_enum),
  AMT_FIELD (AmtFeedItem, id, ID, REQUIRED),
  AMT_FIELD (AmtFeedItem, request, RECORD, 0, 0, &amt_summary_type),
  AMT_FIELD (AmtFeedItem, by_name, STRING, 0, 200),
  AMT_FIELD (AmtFeedItem, action, STRING, 0, 60),
)

AMT_DEFINE_RECORD (AmtFeedPage, amt_feed_page,
  AMT_FIELD (AmtFeedPage, epoch, STRING, REQUIRED, 100),
  AMT_FIELD (AmtFeedPage, last, INT, REQUIRED),
  AMT_FIELD (AmtFeedPage, head, INT, REQUIRED),
  AMT_FIELD (AmtFeedPage, more, BOOL),
  AMT_FIELD (AmtFeedPage, items, RECORDS, REQUIRED, 500, &amt_feed_item_type),
)

AMT_DEFINE_RECORD (AmtLiveFrame, amt_live_frame,
  AMT_FIELD (AmtLiveFrame, type, STRING, REQUIRED, 60),
  AMT_FIELD (AmtLiveFrame, authority_id, ID),
  AMT_FIELD (AmtLiveFrame, seq, INT),
  AMT_FIELD (AmtLiveFrame, item, RECORD, 0, 0, &amt_feed_item_type),
  AMT_FIELD (AmtLiveFrame, reason, STRING, 0, 200),
)

AMT_DEFINE_RECORD (AmtJournalEntry, amt_journal_entry,
  AMT_FIELD (AmtJournalEntry, number, INT, REQUIRED),
  AMT_FIELD (AmtJournalEntry, at, TIME, REQUIRED),
  AMT_FIELD (AmtJournalEntry, action, STRING, REQUIRED, 60),
  AMT_FIELD (AmtJournalEntry, by_name, STRING, 0, 200),
  AMT_FIELD (AmtJournalEntry, by_kind, STRING, 0, 60),
  AMT_FIELD (AmtJournalEntry, text, STRING, 0, 4000),
  AMT_FIELD (AmtJournalEntry, gate, STRING, 0, 60),
  AMT_FIELD (AmtJournalEntry, outcome, STRING, 0, 60),
  AMT_FIELD (AmtJournalEntry, from, STRING, 0, 60),
  AMT_FIELD (AmtJournalEntry, to, STRING, 0, 60),
  AMT_FIELD (AmtJournalEntry, hash, STRING, 0, 128),
)

AMT_DEFINE_RECORD (AmtJournalHead, amt_journal_head,
  AMT_FIELD (AmtJournalHead, number, INT, REQUIRED),
  AMT_FIELD (AmtJournalHead, hash, STRING, 0, 128),
)

AMT_DEFINE_RECORD (AmtProblem, amt_problem,
  AMT_FIELD (AmtProblem, type, STRING, REQUIRED, 100),
  AMT_FIELD (AmtProblem, title, STRING, 0, 1000),
  AMT_FIELD (AmtProblem, status, INT, 0, 999),
  AMT_FIELD (AmtProblem, detail, STRING, 0, 4000),
  AMT_FIELD (AmtProblem, field, STRING, 0, 1000),
  AMT_FIELD (AmtProblem, retry_after, INT, 0, 100000),
)
/* clang-format on */
