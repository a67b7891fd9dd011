/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the resources of the client lie, and how a class takes its template from those of its feature. */

#pragma once

#include <gtk/gtk.h>

#define AMT_RESOURCES "/org/amtsstube/Amtsstube/"

/* In class_init: the template @file.ui in @folder ("sign-in"), whose resources are compiled with the C name
 * amt_@feature (amt_sign_in). Naming the resource keeps it from being dropped when the static library is linked. */
#define AMT_SET_TEMPLATE(widget_class, feature, folder, file)                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_assert (amt_##feature##_get_resource () != NULL);                                                                \
    gtk_widget_class_set_template_from_resource (widget_class, AMT_RESOURCES "ui/" folder "/" file ".ui");             \
  }                                                                                                                    \
  G_STMT_END
