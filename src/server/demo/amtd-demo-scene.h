/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One case while it is played, and the steps it can take. */

#pragma once

#include "amtd-demo-play.h"
#include "amtd-demo-values.h"
#include "amtd-domain.h"

G_BEGIN_DECLS

typedef struct
{
  AmtdDemoPlay *play;
  const AmtdDemoRequest *row;
  guint number;
  const AmtdDemoCitizen *who; /* whom it is about */
  AmtService *service;
  AmtRequest *request; /* as it is now */
  char *today;         /* the day of the step */
  int64_t at;
} AmtdDemoScene;

/* @name is a word of AmtdDemoRequest.steps. */
bool amtd_demo_scene_step (AmtdDemoScene *self, const char *name, GError **error);
/* (transfer none): acts at the scene's moment. */
AmtdActor *amtd_demo_scene_actor (AmtdDemoScene *self, const char *user);
/* Takes @request as the present one; NULL: the error is set. */
bool amtd_demo_scene_take (AmtdDemoScene *self, AmtRequest *request);

G_END_DECLS
