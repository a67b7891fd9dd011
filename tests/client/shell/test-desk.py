# SPDX-License-Identifier: GPL-3.0-or-later
"""What a workstation may lack: the file with what was typed cannot be read any more; there is no keyring. Both are said in
the window, with what is lost and what still works; so is one that stays locked. And the first reading of many pages, which a bar shows."""
import glob
import http.server
import os
import subprocess
import tempfile
import threading

import amtd
import keyring
from journey import Role, Window, die_with_parent, eventually

from gi.repository import Gio

USER = "a.thiessen"
DEMO = {"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD}
NO_SERVICES = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
homes = tempfile.TemporaryDirectory()
server = amtd.Server()


def open_window(name, env, address=None):
    return Window("--server", address or server.url, "--user", USER, env={"TMPDIR": homes.name, **env}, home=os.path.join(homes.name, name))


def inbox(window):
    eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)


def note(window, text):
    """Opens the first request and types; the dialog is left open."""
    window.keys("ctrl+f", "Down", "Return")
    window.find(Role.PUSH_BUTTON, "Claim")
    window.keys("ctrl+shift+n")
    field = window.find(Role.TEXT, "Internal note")
    window.type(text)
    eventually("the text", lambda: window.text_of(field) == text)


def test_a_damaged_file_of_what_was_typed_is_told_and_kept():
    window = open_window("damaged", DEMO)
    inbox(window)
    note(window, "Rueckruf am Montag")
    window.kill()
    desk, = glob.glob(os.path.join(homes.name, "damaged", "XDG_DATA_HOME", "amtsstube", "*.desk"))
    for file in (desk, desk + "-wal"):
        with open(file, "r+b") as damaged:
            damaged.write(os.urandom(8192))
    window = open_window("damaged", {})
    try:
        window.text("Some of What You Typed May Be Lost")
        window.text("could not be read.*Nothing could be saved from it.*Nothing is lost on the server.*damaged-1")
        assert os.path.exists(desk + ".damaged-1")
        window.keys("Escape")
        inbox(window)
        note(window, "Noch einmal")
    finally:
        window.close()
    window = open_window("damaged", {})
    try:
        inbox(window)
        assert not list(window.all(None, "Some of What You Typed May Be Lost")), "told again"
    finally:
        window.close()


class Bus:
    """A session bus on which nobody keeps secrets and nobody can be called to."""

    def __init__(self):
        path = os.path.join(homes.name, "bus.conf")
        with open(path, "w", encoding="ascii") as file:
            file.write(NO_SERVICES)
        self.process = subprocess.Popen(["dbus-daemon", "--nofork", "--print-address", "--config-file", path],
                                        stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent)
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        audible = bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None).unpack()[0]
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": self.process.stdout.readline().strip(), "AT_SPI_BUS_ADDRESS": audible}

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


def test_without_a_keyring_one_works_and_is_told_what_goes():
    bus = Bus()
    window = open_window("bare", {**DEMO, **bus.environment, "TMPDIR": homes.name})
    try:
        inbox(window)
        window.text("has no keyring. You can work, but what you have not sent is gone when the window closes")
        note(window, "Ohne Bund")
        window.keys("ctrl+Return")
        window.gone(Role.TEXT, "Internal note")
        assert glob.glob(os.path.join(homes.name, "amtsstube-*", "*.desk")), "no passing copy"
        window.press("Understood")
        window.gone(Role.PUSH_BUTTON, "Understood")
        inbox(window)
    finally:
        window.close()
        bus.stop()
    assert not glob.glob(os.path.join(homes.name, "amtsstube-*")), "the passing copy stays"
    assert not glob.glob(os.path.join(homes.name, "bare", "XDG_DATA_HOME", "amtsstube", "*")), "something is kept"


class Slow(http.server.BaseHTTPRequestHandler):
    """Stands between: hands on what is asked, the feed in pages of three, each only when it is let go."""
    gate = threading.Semaphore(0)
    protocol_version = "HTTP/1.1"

    def pass_on(self):
        if "/live" in self.path:
            self.send_error(503)
            return
        if "/feed?" in self.path:
            Slow.gate.acquire()
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection", "accept-encoding")}
        answer = server.client().call(self.command, self.path.replace("limit=500", "limit=3"), body, headers)
        self.send_response(answer.status)
        for name in ("Content-Type", "ETag"):
            if answer.headers.get(name):
                self.send_header(name, answer.headers[name])
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PUT = do_DELETE = pass_on

    def log_message(self, *_):
        pass


def test_the_first_reading_has_a_bar_that_moves_and_goes():
    between = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=between.serve_forever, daemon=True).start()
    window = open_window("first", DEMO, f"http://127.0.0.1:{between.server_port}")

    def value():
        window.app.clear_cache()
        bar = next(window.all(Role.PROGRESS_BAR, "Reading requests"), None)
        return bar.get_value_iface().get_current_value() if bar else None

    try:
        window.find(Role.LABEL, "Reading your teams’ requests…")
        window.text("as soon as the server has sent them")
        eventually("the bar", lambda: value() is not None)
        seen = [value()]
        for _ in range(3):
            Slow.gate.release()
            seen.append(eventually("the bar moving", lambda: (value() or 0) > seen[-1] and value()))
        print(f"# {seen}")
        assert 0 < seen[1] < seen[2] < seen[3] < 1, seen
        for _ in range(500):
            Slow.gate.release()
        window.text("Up to date")
        window.gone(Role.PROGRESS_BAR)
        inbox(window)
    finally:
        for _ in range(500):
            Slow.gate.release()
        window.close()
        between.shutdown()
        between.server_close()


def kept_files():
    return {os.path.basename(path) for path in glob.glob(os.path.join(homes.name, "locked", "XDG_DATA_HOME", "amtsstube", "*.[df]*"))}


def prompts():
    """The keyring's own question for its password, on the screen above our window; it takes the keys of all."""
    return subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--class", "gcr-prompter"], capture_output=True, text=True,
                          check=False).stdout.split()


def prompted():
    eventually("the keyring asking for its password", prompts)


def refuse_to_unlock(window):
    prompted()
    eventually("the question gone", lambda: not prompts() or window.keys("Escape", pause=0.5))


def signed_in_without_a_keyring(window):
    eventually("the password asked for", lambda: window.focused() is not None and window.focused().get_name() == "Password")
    window.type(amtd.PASSWORD)
    window.keys("Return")


def works_without(window):
    inbox(window)
    assert not prompts(), "asked again"
    window.text("keyring stays locked. You can work, but what you have not sent is gone when the window closes")
    assert glob.glob(os.path.join(homes.name, "amtsstube-*", "*.desk")), "no passing copy"


def typed_before(window):
    inbox(window)
    window.to_front()
    window.keys("ctrl+f", "Down", "Return")
    window.find(Role.PUSH_BUTTON, "Claim")
    window.keys("ctrl+shift+n")
    field = window.find(Role.TEXT, "Internal note")
    eventually("what was typed before", lambda: window.text_of(field) == "Vor dem Schloss")
    window.close()


def test_a_locked_keyring_is_said_and_one_can_go_on_without():
    window = open_window("locked", DEMO)
    inbox(window)
    note(window, "Vor dem Schloss")
    window.close()
    before = kept_files()
    keyring.lock()
    window = open_window("locked", {})
    try:
        window.text("keyring is locked. Unlock it where its password is asked for, or go on without it")
        prompted()
        window.press("Go On Without the Keyring")
        refuse_to_unlock(window)
        signed_in_without_a_keyring(window)
        works_without(window)
    finally:
        window.close()
    assert kept_files() == before, "the copy of before was touched"


def test_who_does_not_unlock_the_keyring_loses_nothing_in_it():
    window = open_window("locked", {})
    try:
        refuse_to_unlock(window)
        signed_in_without_a_keyring(window)
        refuse_to_unlock(window)  # and is not asked a third time, for a place for a new key
        works_without(window)
    finally:
        window.close()


def test_an_unlocked_keyring_has_everything_back():
    window = open_window("locked", {})
    prompted()
    window.type("test")
    window.keys("Return")
    typed_before(window)


def test_sign_out_and_forget_takes_the_copy_behind_a_locked_keyring_too():
    """The last one: the keyring stays locked."""
    keyring.lock()
    window = open_window("locked", {})
    try:
        refuse_to_unlock(window)
        signed_in_without_a_keyring(window)
        refuse_to_unlock(window)
        works_without(window)
        assert kept_files(), "there is no copy to be forgotten"
        window.press("Signed in as.*", Role.TOGGLE_BUTTON)
        eventually("the menu", lambda: next(window.all(Role.MENU_ITEM), None))
        window.keys("f")
        window.press("Sign Out and Forget")
        window.find(Role.TEXT, "Password")
        eventually("the copy to go", lambda: not kept_files())
    finally:
        window.close()
    assert not glob.glob(os.path.join(homes.name, "amtsstube-*")), "the passing copy stays"


try:
    amtd.main(globals())
finally:
    server.__exit__()
    homes.cleanup()
