/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who lives and works in the demonstration: everybody is invented. Tables end with a row whose user is NULL. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AMTD_DEMO_PASSWORD "demo-amtsstube"

typedef struct
{
  const char *slug;
  const char *name;
  const char *street;
  const char *town;
  const char *email;
} AmtdDemoAuthority;

typedef struct
{
  const char *authority; /* slug */
  const char *kind;
  const char *name;
} AmtdDemoTeam;

typedef struct
{
  const char *user;
  const char *name;
  const char *function;  /* (nullable) */
  const char *authority; /* slug */
  const char *role;      /* nick of AmtRole */
  const char *teams;     /* kinds, space-separated */
  const char *signs;     /* (nullable) signing permissions, space-separated */
} AmtdDemoPerson;

typedef struct
{
  const char *user;
  const char *given_names;
  const char *family_name;
  const char *birth_date;
  const char *birth_place;
  const char *street;
  const char *nationality;
  const char *assurance; /* nick of AmtAssurance */
} AmtdDemoCitizen;

extern const AmtdDemoAuthority amtd_demo_authorities[];
extern const AmtdDemoTeam amtd_demo_teams[];
extern const AmtdDemoPerson amtd_demo_people[];
extern const AmtdDemoCitizen amtd_demo_citizens[];

G_END_DECLS
