/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells that what was typed on this workstation could not be read again. */

#pragma once

#include "amt-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Does nothing when there is nothing to tell; tells each damage once. */
void amt_damage_tell (AmtReplica *replica, GtkWidget *parent);

G_END_DECLS
