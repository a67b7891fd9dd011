/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts what passes into another stream. SoupWebsocketConnection queues without bound and does not say how much. */

#pragma once

#include <gio/gio.h>
#include <stdint.h>

G_BEGIN_DECLS

#define AMTD_TYPE_METER (amtd_meter_get_type ())
G_DECLARE_FINAL_TYPE (AmtdMeter, amtd_meter, AMTD, METER, GFilterOutputStream)

AmtdMeter *amtd_meter_new (GOutputStream *base);
int64_t amtd_meter_get_written (AmtdMeter *self);

G_END_DECLS
