/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors as application/problem+json (RFC 9457), in one place. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AMTD_PROBLEM_TYPE "application/problem+json"

/* (transfer full). @status: (out). @retry_after: seconds, 0 for none. Details of defects stay in the log. */
GBytes *amtd_problem_new (const GError *error, int retry_after, unsigned *status);

/* What HTTP calls @status. */
const char *amtd_problem_phrase (unsigned status);

G_END_DECLS
