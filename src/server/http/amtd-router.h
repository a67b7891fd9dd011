/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the route of a method and a path. */

#pragma once

#include "amtd-route.h"

G_BEGIN_DECLS

typedef struct _AmtdRouter AmtdRouter;

AmtdRouter *amtd_router_new (void);
void amtd_router_free (AmtdRouter *self);
void amtd_router_add (AmtdRouter *self, const AmtdRoute *routes);

/* @path: as sent, escaped. @params: (out) (transfer full): the {names} of the pattern, unescaped.
 * NOT_FOUND "not-found"; INVALID "method-not-allowed" with @allow (out) (transfer full), as the Allow header has it. */
const AmtdRoute *amtd_router_find (AmtdRouter *self, const char *method, const char *path, GHashTable **params,
                                   char **allow, GError **error);

G_END_DECLS
