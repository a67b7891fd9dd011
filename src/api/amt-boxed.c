/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-boxed.h"

#define DEFINE_BOXED(Type, prefix)                                                                                     \
  static gpointer prefix##_box (gpointer record)                                                                       \
  {                                                                                                                    \
    return prefix##_ref (record);                                                                                      \
  }                                                                                                                    \
  static void prefix##_unbox (gpointer record)                                                                         \
  {                                                                                                                    \
    prefix##_unref (record);                                                                                           \
  }                                                                                                                    \
  G_DEFINE_BOXED_TYPE (Type, prefix, prefix##_box, prefix##_unbox)

/* clang-format off */
DEFINE_BOXED (AmtCalendar, amt_calendar)
DEFINE_BOXED (AmtDraft, amt_draft)
DEFINE_BOXED (AmtFeedPage, amt_feed_page)
DEFINE_BOXED (AmtJournalHead, amt_journal_head)
DEFINE_BOXED (AmtRequest, amt_request)
DEFINE_BOXED (AmtSearchPage, amt_search_page)
DEFINE_BOXED (AmtService, amt_service)
DEFINE_BOXED (AmtSession, amt_session)
DEFINE_BOXED (AmtSummary, amt_summary)
/* clang-format on */
