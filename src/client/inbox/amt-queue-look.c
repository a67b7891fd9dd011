/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-queue-look.h"

#include <glib/gi18n.h>

/* clang-format off */
const AmtQueueLook amt_queue_looks[] = {
  { AMT_QUEUE_UNCLAIMED, N_("Unclaimed"), "amt-inbox-symbolic",
    N_("All Claimed"), N_("Every request has somebody who works on it."), true },
  { AMT_QUEUE_MINE, N_("Mine"), "avatar-default-symbolic",
    N_("All Done"), N_("Nothing is waiting for you."), true },
  { AMT_QUEUE_WAITING, N_("Waiting"), "media-playback-pause-symbolic",
    N_("Nothing Waiting"), N_("No request waits for a citizen’s answer."), true },
  { AMT_QUEUE_DUE_SOON, N_("Due Soon"), "alarm-symbolic",
    N_("Nothing Urgent"), N_("No request is due within two days."), true },
  { AMT_QUEUE_DONE, N_("Done"), "object-select-symbolic",
    N_("Nothing Yet"), N_("Issued, rejected and withdrawn requests of the last 90 days appear here."), false },
  { AMT_QUEUE_ALL, N_("All Open"), "view-list-bullet-symbolic",
    N_("All Done"), N_("Your teams have no open request."), true },
  { AMT_QUEUE_TO_SIGN, N_("To Sign"), "amt-sign-symbolic",
    N_("Nothing to Sign"), N_("What waits for your signature appears here."), true },
  { AMT_QUEUE_IN_APPROVAL, N_("In Approval"), "amt-approve-symbolic",
    N_("Nothing to Approve"), N_("What colleagues submit for approval appears here."), true },
  { AMT_QUEUE_FOLLOW_UPS, N_("Follow-Ups"), "x-office-calendar-symbolic",
    N_("No Follow-Ups"), N_("Requests come back here on the day you set."), true },
  { AMT_QUEUE_EVERYTHING, NULL, NULL, NULL, NULL, false },
};
/* clang-format on */

static const AmtQueueLook everything = {AMT_QUEUE_EVERYTHING,
                                        N_ ("Everything"),
                                        "system-search-symbolic",
                                        N_ ("No Results"),
                                        N_ ("Your teams’ open requests and those of the last 90 days were searched."),
                                        false};

const AmtQueueLook *
amt_queue_look (AmtQueue queue)
{
  for (const AmtQueueLook *look = amt_queue_looks; look->title; look++)
    if (look->queue == queue)
      return look;
  return &everything;
}
