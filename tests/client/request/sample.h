/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invented values for the tests of the request page and the issue dialog. */

#pragma once

#include <adwaita.h>

#include "amt-case.h"
#include "amt-error.h"

#define SAMPLE_ME "01900000-0000-7000-8000-000000000001"
#define SAMPLE_OTHER "01900000-0000-7000-8000-000000000002"
#define SAMPLE_AUTHORITY "01900000-0000-7000-8000-0000000000a1"
#define SAMPLE_TEAM "01900000-0000-7000-8000-0000000000b1"
#define SAMPLE_REQUEST "01900000-0000-7000-8000-0000000000c1"

/* Everything that a test varies; the rest is a registration certificate, extended, on paper, all gates met. */
typedef struct
{
  AmtState state;
  const char *handler;   /* (nullable) SAMPLE_ME, SAMPLE_OTHER */
  const char *drafter;   /* (nullable) */
  const char *signer;    /* (nullable) */
  const char *service;   /* (nullable) "registration-certificate" */
  const char *variant;   /* (nullable) */
  const char *exemption; /* (nullable) nick of AmtExemption: one is claimed, and so far */
  bool electronic;       /* without a fee */
  bool open_gates;       /* register and payment are open, and there is no extract */
  bool paper_printed;    /* a paper document waits */
  int64_t version;       /* 0: 7 */
} SampleCase;

/* (transfer full) */
AmtSession *sample_session (AmtRole role);
GPtrArray *sample_services (void);
AmtRequest *sample_request (const SampleCase *how);
/* Without network and replica. */
AmtCase *sample_case (AmtRole role, const SampleCase *how);
/* Runs the main loop until nothing is left to do. */
void sample_settle (void);
/* A window that holds @child (transfer full) with the actions a page turns to; what it was told is in sample_told (). */
GtkWindow *sample_window (GtkWidget *child, int width, int height);
/* (nullable): the parameter of the last win.@name, printed; NULL when it was not activated since. Forgets it. */
char *sample_told (GtkWindow *window, const char *name);
/* Into $AMT_SHOTS/@name.png, if that is set. */
void sample_shot (GtkWindow *window, const char *name);
/* (nullable): the first widget of @type below @widget. */
GtkWidget *sample_find (GtkWidget *widget, GType type);
/* (nullable): the first visible button below @widget whose label without mnemonics is @label. */
GtkWidget *sample_find_button (GtkWidget *widget, const char *label);
/* (nullable): the first widget below @widget with this tooltip. */
GtkWidget *sample_find_tip (GtkWidget *widget, const char *tooltip);
/* Types @path into GTK's own window for saving, once that is there, and saves. */
void sample_choose_file (const char *path);
void sample_init (int *argc, char ***argv);
