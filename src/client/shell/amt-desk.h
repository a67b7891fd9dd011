/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that belongs to one person signed in at one server: connection, copy, catalogue, keyring. */

#pragma once

#include "amt-catalogue.h"
#include "amt-replica.h"
#include "amt-secrets.h"

G_BEGIN_DECLS

#define AMT_TYPE_DESK (amt_desk_get_type ())
G_DECLARE_FINAL_TYPE (AmtDesk, amt_desk, AMT, DESK, GObject)

/* Opens the copy, begins to follow the server and asks for the catalogue.
 * @secrets: @user's keyring at that server.
 * @session: (nullable): with NULL @user's token is taken from the keyring, and the copy may be shown without network.
 * @stay: keep the token in the keyring, also when it changes.
 * Returns: (transfer full): of AmtDesk (object). Without a keyring the copy lasts as long as the program
 * (amt_desk_get_problem()). Errors: NOT_FOUND "no-secret" when nobody stayed signed in, those of amt_api_get_session()
 * and amt_replica_open(). */
DexFuture *amt_desk_open (AmtApi *api, AmtSecrets *secrets, AmtSession *session, const char *user, bool stay);

/* TRUE (boolean): the copy and all secrets of @user at @server on this workstation are deleted, without opening them:
 * the server says that the person is with the office no longer. */
DexFuture *amt_desk_forget (const char *server, const char *user);

AmtApi *amt_desk_get_api (AmtDesk *self);
AmtReplica *amt_desk_get_replica (AmtDesk *self);
AmtCatalogue *amt_desk_get_catalogue (AmtDesk *self);
AmtSession *amt_desk_get_session (AmtDesk *self);
/* (nullable): why the token could not be kept. */
const GError *amt_desk_get_problem (AmtDesk *self);

/* Closes the copy, whoever still holds it or us: what is under way finds nothing there any more. */
void amt_desk_close (AmtDesk *self);
/* Asks for the catalogue again and has the copy look at once. */
void amt_desk_reload (AmtDesk *self);
/* TRUE (boolean), also when the server could not be told. @forget: the copy and all secrets on this workstation are
 * deleted as well; an error then says what was left. The desk is of no use afterwards. */
DexFuture *amt_desk_sign_out (AmtDesk *self, bool forget);

G_END_DECLS
