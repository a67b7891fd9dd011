/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers for somebody who may be gone by then: what only shows an answer must not live on for it. */

#pragma once

#include <glib-object.h>
#include <libdex.h>

G_BEGIN_DECLS

/* As dex_future_finally (), with @object as data, which is not held: gone by then, @callback is not called.
 * @future (transfer full). (transfer full) */
DexFuture *amt_weakly_finally (DexFuture *future, DexFutureCallback callback, gpointer object);

G_END_DECLS
