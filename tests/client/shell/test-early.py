# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen reader may ask about the window while it is still being registered on the accessibility bus."""
import subprocess
import threading

import amtd
from gi.repository import Gio, GLib
from journey import Window, die_with_parent, eventually

ROOT = "/org/a11y/atspi/accessible/root"
NAMED = ":1.0"  # what the registry answers: whose child the window is
FLAGS = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
REGISTRY = Gio.DBusNodeInfo.new_for_xml("""<node><interface name="org.a11y.atspi.Socket">
  <method name="Embed"><arg type="(so)" direction="in"/><arg type="(so)" direction="out"/></method>
</interface><interface name="org.a11y.atspi.Registry">
  <method name="GetRegisteredEvents"><arg type="a(ss)" direction="out"/></method>
</interface></node>""").interfaces
ACCESSIBLE, PROPERTIES = "org.a11y.atspi.Accessible", "org.freedesktop.DBus.Properties"


def get(name):
    return (PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, name)))


QUESTIONS = [get("Parent"), (PROPERTIES, "GetAll", GLib.Variant("(s)", (ACCESSIBLE,))), (ACCESSIBLE, "GetApplication", None),
             (ACCESSIBLE, "GetChildAtIndex", GLib.Variant("(i)", (0,))), (ACCESSIBLE, "GetChildren", None), get("ChildCount"), get("Name")]


class Registry:
    """Asks every question before it answers the window's own."""

    def __init__(self):
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True,
                                    preexec_fn=die_with_parent)
        self.address = self.bus.stdout.readline().strip()
        self.connection = Gio.DBusConnection.new_for_address_sync(self.address, FLAGS, None, None)
        for path, interface, answer in ((ROOT, REGISTRY[0], self.on_embed), ("/org/a11y/atspi/registry", REGISTRY[1], self.on_events)):
            self.connection.register_object(path, interface, answer, None, None)
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                  GLib.Variant("(su)", ("org.a11y.atspi.Registry", 0)))
        self.early, self.window = None, None

    def call(self, name, path, interface, member, arguments):
        return self.connection.call_sync(name, path, interface, member, arguments, None, 0, round(10000 * amtd.PATIENCE), None)

    def ask(self):
        """What each question is answered, or why not."""
        answers = []
        for interface, member, arguments in QUESTIONS:
            try:
                answers.append(self.call(self.window, ROOT, interface, member, arguments).unpack())
            except GLib.Error as error:
                answers.append(Gio.DBusError.get_remote_error(error) or error.message)
        return answers

    def on_embed(self, connection, sender, path, interface, member, arguments, invocation):
        def ask():
            self.window = sender
            self.early = self.ask()
            invocation.return_value(GLib.Variant("((so))", ((NAMED, ROOT),)))

        threading.Thread(target=ask, daemon=True).start()

    def on_events(self, connection, sender, path, interface, member, arguments, invocation):
        invocation.return_value(GLib.Variant("(a(ss))", ([],)))


def test_asked_too_early():
    registry = Registry()
    window = Window.__new__(Window)
    window.start("--server", "http://127.0.0.1:9", env={"AT_SPI_BUS_ADDRESS": registry.address})
    try:
        eventually("the early answers", lambda: window.look_alive() or registry.early)
        assert registry.early == ["org.freedesktop.DBus.Error.UnknownObject"] * 6 + [("amtsstube",)], registry.early
        eventually("its parent", lambda: registry.ask()[0] == ((NAMED, ROOT),))
        late = registry.ask()
        assert late[2] == ((NAMED, ROOT),) and late[3][0][0] == registry.window and late[5] == (1,), late
    finally:
        window.close()
        registry.bus.kill()
        registry.bus.wait()


amtd.main(globals())
