/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+K: every action of the table with what it needs to be done now. */

#pragma once

#include "amt-main-page.h"

G_BEGIN_DECLS

/* Opens the dialog over @self; what is chosen is activated on the window. */
void amt_commands_open (AmtMainPage *self);

G_END_DECLS
