/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-routes.h"

#include "amtd-attachment-routes.h"
#include "amtd-catalogue-routes.h"
#include "amtd-draft-routes.h"
#include "amtd-portal-routes.h"
#include "amtd-request-routes.h"
#include "amtd-session-routes.h"

const AmtdRoute *const amtd_routes[] = {
    amtd_session_routes,    amtd_feed_routes,  amtd_catalogue_routes, amtd_request_routes,
    amtd_attachment_routes, amtd_draft_routes, amtd_portal_routes,    NULL,
};
