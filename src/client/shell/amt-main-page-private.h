/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by amt-main-*.c and amt-commands.c only. */

#pragma once

#include "amt-inbox-page.h"
#include "amt-main-page.h"
#include "amt-queue-list.h"
#include "amt-request-page.h"
#include "amt-sync-status.h"

G_BEGIN_DECLS

struct _AmtMainPage
{
  AdwBreakpointBin parent_instance;

  AdwOverlaySplitView *outer;
  AdwNavigationSplitView *inner;
  GtkWidget *sidebar_pane;
  GtkMenuButton *account_button;
  AdwAvatar *avatar;
  GtkLabel *account_label;
  GtkMenuButton *menu_button;
  AmtQueueList *queues;
  AmtSyncStatus *sync_status;
  AdwNavigationPage *inbox_nav;
  AmtInboxPage *inbox;
  AdwNavigationPage *request_nav;
  AdwBin *request_slot;

  AmtDesk *desk;                /* (owned) */
  GSettings *settings;          /* (owned) */
  AmtRequestPage *request;      /* (owned by request_slot) */
  AdwApplicationWindow *window; /* (unowned) (nullable): has our actions */
  DexFuture *claiming;          /* (owned) (nullable): the next one, under way */
  unsigned rest_source;
  unsigned banner_source;
  bool lack_shown; /* the banner says what this workstation lacks */
  bool lack_read;

  GtkWidget *pane;       /* (unowned) (nullable): where the keys went last */
  GtkWidget *focus;      /* (weak) (nullable): what had them */
  GtkWidget *kept;       /* (weak) (nullable): what had them last beside the sidebar */
  bool folded;           /* the sidebar went; they are to go back there */
  bool lost;             /* what had them went */
  unsigned focus_source; /* to look where they have gone */
};

/* Opens a row as Enter does: into the request. */
void amt_main_page_enter_request (AmtMainPage *self, const char *id);
/* Takes the actions of amt_main_page_add_actions() away again. */
void amt_main_page_remove_actions (AmtMainPage *self);
/* Sees to it that the keys go on where they were when what had them goes away; once the window is known. */
void amt_main_page_keep_focus (AmtMainPage *self);
void amt_main_page_release_focus (AmtMainPage *self);

G_END_DECLS
