/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of this folder: AMT_SET_TEMPLATE (widget_class, request, "request", "amt-request-page"). */

#pragma once

#include "amt-ui.h"
#include "amt-request-resources.h"
