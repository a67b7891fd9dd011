/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases of the demonstration, as what somebody asked for and what was done since. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

typedef struct
{
  const char *citizen;   /* user */
  const char *subject;   /* (nullable) user of another citizen it is about */
  const char *authority; /* slug */
  const char *service;   /* id; NULL ends the table */
  const char *variant;   /* (nullable) */
  AmtCarrier carrier;
  AmtChannel channel;
  int age;           /* days since it came in */
  const char *clerk; /* user who enters and handles it */
  const char *steps; /* see amtd-demo-play.c */
} AmtdDemoRequest;

extern const AmtdDemoRequest amtd_demo_requests[];

G_END_DECLS
