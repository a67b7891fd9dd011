# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program keeps in the keyring, asked of the secret service itself."""
from gi.repository import Gio, GLib

SERVICE, ROOT = "org.freedesktop.secrets", "/org/freedesktop/secrets"


BUS = Gio.bus_get_sync(Gio.BusType.SESSION, None)  # kept: a session of the service ends with it


def call(path, interface, method, arguments, answer):
    return BUS.call_sync(SERVICE, path, interface, method, arguments, GLib.VariantType(answer), 0, 10000, None).unpack()


def items(**attributes):
    """The paths of our items with these attributes: server, user, kind."""
    wanted = {"xdg:schema": "org.amtsstube.Amtsstube", **attributes}
    unlocked, locked = call(ROOT, "org.freedesktop.Secret.Service", "SearchItems", GLib.Variant("(a{ss})", (wanted,)), "(aoao)")
    return unlocked + locked


def secret(**attributes):
    """The text of the one item with these attributes."""
    (path,) = items(**attributes)
    _, session = call(ROOT, "org.freedesktop.Secret.Service", "OpenSession",
                      GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))), "(vo)")
    ((_, _, value, _),) = call(path, "org.freedesktop.Secret.Item", "GetSecret", GLib.Variant("(o)", (session,)), "((oayays))")
    return bytes(value).decode()


def lock():
    """Our own keyring; the next who wants something of it is asked for its password."""
    path, = call(ROOT, "org.freedesktop.Secret.Service", "ReadAlias", GLib.Variant("(s)", ("default",)), "(o)")
    call(ROOT, "org.freedesktop.Secret.Service", "Lock", GLib.Variant("(ao)", ([path],)), "(aoo)")


PROMPTER = Gio.DBusNodeInfo.new_for_xml("""<node><interface name="org.gnome.keyring.internal.Prompter">
<method name="BeginPrompting"><arg type="o" direction="in"/></method></interface></node>""").interfaces[0]


def ask_nobody():
    """From now on the keyring's question for its password is put to us, who never answer, and is not on the screen."""
    call_bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName")
    BUS.call_sync(*call_bus, GLib.Variant("(su)", ("org.gnome.keyring.SystemPrompter", 7)), None, 0, 10000, None)
    BUS.register_object("/org/gnome/keyring/Prompter", PROMPTER, lambda *_: None, None, None)
