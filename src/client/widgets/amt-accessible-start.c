/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK (4.18 and later) puts the program on the accessibility bus before the registry has told it whose child it is and
 * before it knows its windows. A screen reader hears of the program in just that moment, and when it asks for the parent
 * then, GTK makes a value of two NULL strings and the program ends with signal 11. Asked for windows it complains and, to
 * one of the questions, never answers.
 *
 * So these questions are answered for it until the registry has answered: there is nothing yet, as was true a moment ago.
 * The filter sees a message before GTK does, in the thread that reads the bus. */
#include "amt-accessible-start.h"

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

#define ROOT "/org/a11y/atspi/accessible/root"

/* Of one connection; used by its reading thread only. */
typedef struct
{
  uint32_t asked; /* serial of what GTK asked the registry */
  bool registered;
} Start;

static gboolean (*parent_init) (GInitable *initable, GCancellable *cancellable, GError **error);

static bool
is_property (GDBusMessage *message, const char *name)
{
  GVariant *body = g_dbus_message_get_body (message);
  const char *asked = NULL;

  if (body && g_variant_is_of_type (body, G_VARIANT_TYPE ("(ss)")))
    g_variant_get (body, "(&s&s)", NULL, &asked);
  return g_strcmp0 (asked, name) == 0;
}

static bool
is_too_early (GDBusMessage *message)
{
  const char *const members[] = {"GetApplication", "GetChildAtIndex", "GetChildren", "GetAll", NULL};
  const char *member = g_dbus_message_get_member (message);

  if (g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL ||
      g_strcmp0 (g_dbus_message_get_path (message), ROOT) != 0)
    return false;
  return g_strv_contains (members, member) ||
         (strcmp (member, "Get") == 0 && (is_property (message, "Parent") || is_property (message, "ChildCount")));
}

static void
refuse (GDBusConnection *connection, GDBusMessage *message)
{
  g_autoptr (GDBusMessage) answer = g_dbus_message_new_method_error_literal (
      message, "org.freedesktop.DBus.Error.UnknownObject", "Not registered yet");

  g_dbus_connection_send_message (connection, answer, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

static GDBusMessage *
on_message (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  Start *start = user_data;

  if (start->registered)
    return message;
  if (!incoming && g_strcmp0 (g_dbus_message_get_member (message), "Embed") == 0)
    start->asked = g_dbus_message_get_serial (message);
  else if (incoming && start->asked && g_dbus_message_get_reply_serial (message) == start->asked)
    start->registered = true;
  else if (incoming && is_too_early (message))
    {
      refuse (connection, message);
      g_clear_object (&message);
    }
  return message;
}

static gboolean
init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  if (!parent_init (initable, cancellable, error))
    return FALSE;
  g_dbus_connection_add_filter (G_DBUS_CONNECTION (initable), on_message, g_new0 (Start, 1), g_free);
  return TRUE;
}

void
amt_accessible_start_guard (void)
{
  gpointer connection_class = g_type_class_ref (G_TYPE_DBUS_CONNECTION); /* for good */
  GInitableIface *iface = g_type_interface_peek (connection_class, G_TYPE_INITABLE);

  g_return_if_fail (iface->init != init);

  parent_init = iface->init;
  iface->init = init;
}
