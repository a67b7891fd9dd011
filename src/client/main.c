/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/resource.h>

#include "client-config.h"

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  struct rlimit none = {0, 0};

  /* No core holds a passphrase or what people told the office. */
  setrlimit (RLIMIT_CORE, &none);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("AMT_LOCALE_DIR") ? g_getenv ("AMT_LOCALE_DIR") : AMT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = amt_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
