# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person would: by what the accessibility bus says is there, and by real keys."""
import ctypes
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

Role, State = Atspi.Role, Atspi.StateType
BUTTONS = (Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.MENU_ITEM, Role.CHECK_MENU_ITEM)
FIELDS = (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT)
BOXES = (Role.PANEL, Role.GROUPING, Role.FILLER)
PATIENCE = float(os.environ.get("AMT_PATIENCE", "3")) / 3  # 1 is for a busy machine
SECONDS = 30
Atspi.set_timeout(round(5000 * PATIENCE), round(30000 * PATIENCE))  # milliseconds a busy window may take for an answer
COMPLAINT = re.compile(r"-(CRITICAL|WARNING) \*\*: .*")
# Nobody shows notifications on the bus of the tests; the others are said of sizes, for a frame, while a window changes its width.
EXPECTED = ("unable to send notifications through", "Trying to measure GtkLabel", "exceeds AdwBreakpointBin width")


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Missing(AssertionError):
    pass


def eventually(what, probe, seconds=None):
    """The first true answer of @probe; fails naming @what when none comes."""
    end = time.monotonic() + (seconds or SECONDS) * PATIENCE
    while True:
        try:
            answer = probe()
        except GLib.Error:
            answer = None  # a widget went away while it was looked at
        if answer:
            return answer
        if time.monotonic() > end:
            raise Missing(f"never came: {what}")
        while GLib.MainContext.default().iteration(False):
            pass
        time.sleep(0.03)


def printing():
    """For the environment of a window that prints: GTK 4.18's print dialog loses what it asked, and the stacks kept by default do
    not name it. So leaks in such a window are looked for with AMT_STACKS=whole only, which tells that one from ours."""
    options = os.environ.get("ASAN_OPTIONS", "")
    return {} if "fast_unwind_on_malloc=0" in options else {"ASAN_OPTIONS": options + ":detect_leaks=0"}


def listened():
    """For the environment of a window that a screen reader listens to: GTK 4.18 loses what it tells of the attributes of texts, a
    megabyte a minute beside Orca, and no stack names it. Leaks in such a window are not looked for, everything else is."""
    return {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}


def told_at_end():
    """For the environment of a window: it tells its stacks when it ends by a signal. A sanitizer does so itself."""
    library = os.path.join(os.environ["AMT_BUILD"], "tests/support/libstack.so")
    return {"LD_PRELOAD": library} if os.path.exists(library) else {}


def keep_settings(home, settings):
    """Settings that outlive the window, in a file below @home; values as GVariant text."""
    folder = os.path.join(home, "XDG_CONFIG_HOME", "glib-2.0", "settings")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as file:
        file.write("[org/amtsstube/Amtsstube]\n" + "".join(f"{name}={value}\n" for name, value in settings.items()))


class Window:
    """@home keeps one person's files apart from another's; with @settings it keeps the settings too. @program is another
    than the build tree's. What it says goes to @log and must not be a complaint of a library: close() looks."""

    def __init__(self, *arguments, **more):
        self.start(*arguments, **more)
        self.app = eventually("the window on the accessibility bus", self._find_app, 60)

    def start(self, *arguments, env=None, log=None, home=None, settings=None, program=None):
        environment = {**os.environ, "LANG": "C.UTF-8", "NO_AT_BRIDGE": "0", **told_at_end(), **(env or {})}
        if home:
            for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
                environment[name] = os.path.join(home, name)
        if settings is not None:
            keep_settings(home, settings)
            environment["GSETTINGS_BACKEND"] = "keyfile"
        program = program or os.path.join(os.environ["AMT_BUILD"], "src/client/amtsstube")
        self.log = open(log, "w+b") if log else tempfile.TemporaryFile()
        self.process = subprocess.Popen([program, *arguments], env=environment, stdout=self.log, stderr=self.log, preexec_fn=die_with_parent)

    def _find_app(self):
        self.look_alive()
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        return None

    # looking

    def look_alive(self):
        """A window that is gone is not waited for."""
        if self.process.poll() is not None:
            raise Missing("\n".join([f"the window ended with {self.process.returncode}", *self.complaints(), self.stack()]))

    def all(self, roles=None, name=None, under=None, showing=True, closed=()):
        """Every accessible of these roles whose whole name matches the pattern, in tree order; nothing inside @closed."""
        self.look_alive()
        pattern = re.compile(name, re.S) if name else None
        roles = roles if roles is None or isinstance(roles, (tuple, list, set)) else (roles,)

        def walk(node):
            if node is None:
                return
            states = node.get_state_set()
            if showing and node.get_role() not in (Role.APPLICATION,) and not states.contains(State.SHOWING):
                if node.get_role() not in (Role.FRAME, Role.WINDOW):
                    return
            if (roles is None or node.get_role() in roles) and (pattern is None or pattern.fullmatch(node.get_name() or "")):
                yield node
            for index in range(0 if node.get_role() in closed else node.get_child_count()):
                try:
                    yield from walk(node.get_child_at_index(index))
                except GLib.Error:
                    continue

        yield from walk(under or self.app)

    def find(self, roles=None, name=None, under=None, seconds=None):
        def probe():
            self.app.clear_cache()
            return next(self.all(roles, name, under), None)

        try:
            return eventually(f"{roles} {name!r}", probe, seconds)
        except Missing:
            print("# " + self.tree().replace("\n", "\n# "), file=sys.stderr)
            raise

    def gone(self, roles=None, name=None, seconds=None):
        def probe():
            self.app.clear_cache()
            return next(self.all(roles, name), None) is None

        eventually(f"{roles} {name!r} going away", probe, seconds)

    def text(self, pattern, seconds=None):
        """A label (or heading) whose words match somewhere."""
        return self.find((Role.LABEL, Role.HEADING, Role.STATIC, Role.NOTIFICATION, Role.ALERT), f".*(?:{pattern}).*", seconds=seconds)

    @staticmethod
    def text_of(node):
        """What a field holds."""
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def focused(self, under=None):
        self.app.clear_cache()
        for node in self.all(under=under):
            if node.get_state_set().contains(State.FOCUSED):
                return node
        return None

    def follow_focus(self):
        """The bus tells where the focus goes, which is quicker than looking for it; then focus_now() answers."""
        self.last_focus = None

        def on_focus(event):
            if event.detail1:
                self.last_focus = event.source

        self.listener = Atspi.EventListener.new(on_focus)
        self.listener.register("object:state-changed:focused")

    def focus_now(self, seconds=0.5):
        """Where the focus has come since the last call; None when it is nowhere."""
        end = time.monotonic() + seconds
        while not self.last_focus and time.monotonic() < end:
            GLib.MainContext.default().iteration(False)
            time.sleep(0.005)
        node, self.last_focus = self.last_focus, None
        return node or self.focused()

    def enabled(self, node):
        return node.get_state_set().contains(State.SENSITIVE)

    def tree(self, node=None, depth=0):
        """What is on the screen, without the boxes that say nothing."""
        node = node or self.app
        states = node.get_state_set()
        if depth and not states.contains(State.SHOWING) and node.get_role() not in (Role.FRAME, Role.WINDOW):
            return ""
        lines = []
        if node.get_name() or states.contains(State.FOCUSED) or node.get_role() not in BOXES:
            mark = "*" if states.contains(State.FOCUSED) else ""
            lines.append(f"{'  ' * depth}{mark}{node.get_role_name()}: {node.get_name()}")
            depth += 1
        for index in range(node.get_child_count()):
            try:
                below = self.tree(node.get_child_at_index(index), depth)
            except (GLib.Error, AttributeError):
                continue
            if below:
                lines.append(below)
        return "\n".join(lines)

    # doing

    def to_front(self):
        """Gives this window the keys; the window manager shows one at a time."""
        found = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", "."],
                               capture_output=True, text=True, check=False).stdout.split()
        assert found, "no window to raise"
        subprocess.run(["xdotool", "windowactivate", "--sync", found[-1]], check=True, timeout=20)

    def command(self, words):
        """Runs a command by its name, as Ctrl+K does. For tests with several windows: a menu takes a grab of X, and now and
        then GTK does not hear that it has the keys again afterwards, and opens no menu any more (seen with GTK 4.18 on X11)."""
        self.to_front()
        self.keys("ctrl+k")
        eventually("the commands", lambda: self.focused() and self.focused().get_name() == "Search commands")
        self.type(words)
        row = lambda: next((n for n in self.all((Role.LIST_ITEM, Role.BUTTON), f"{words}.*")), None)  # noqa: E731
        eventually(f"the command {words!r}, enabled", lambda: (found := row()) and self.enabled(found))
        self.keys("Return")

    def stand_still(self):
        """Stops the program, as a machine that is too busy does; what happens meanwhile waits for it."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self):
        os.kill(self.process.pid, signal.SIGCONT)

    def kill(self):
        """As a power failure does."""
        self.process.kill()
        self.process.wait()

    def press(self, name, roles=BUTTONS, seconds=None):
        """Activates an enabled button by its name."""

        def probe():
            self.app.clear_cache()
            return next((n for n in self.all(roles, name) if self.enabled(n)), None)

        try:
            node = eventually(f"an enabled button {name!r}", probe, seconds)
        except Missing:
            print("# " + self.tree().replace("\n", "\n# "), file=sys.stderr)
            raise
        assert node.get_action_iface().do_action(0), f"{name} did not act"
        return node

    def enter(self, name, text, roles=FIELDS):
        """Replaces the text of a field; rows hold their entry inside."""
        node = self.find(roles, name)
        editable = node.get_editable_text_iface()
        assert editable and editable.set_text_contents(text), f"{name} takes no text"

    def select_row(self, name, seconds=None):
        row = self.find((Role.LIST_ITEM, Role.TABLE_ROW), name, seconds=seconds)
        parent = row.get_parent()
        assert parent.get_selection_iface().select_child(row.get_index_in_parent()), f"{name} cannot be selected"
        return row

    def keys(self, *names, pause=0.15):
        for name in names:
            subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True)
            time.sleep(pause)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "12", text], check=True)

    def type_into(self, name, text, after=""):
        """Types into the field that has the keys and waits until it holds @after and @text."""
        self.type(text)
        held = lambda: self.text_of(self.find(FIELDS, name))  # noqa: E731
        try:
            eventually(f"{after + text!r} in {name}", lambda: held() == after + text)
        except Missing as missing:
            raise Missing(f"{missing}; there is {held()!r}") from None

    def said(self):
        """All it has written. Only once it has ended: it writes where we read."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def complaints(self):
        said = COMPLAINT.finditer(self.said())
        return [match[0] for match in said if not any(words in match[0] for words in EXPECTED)]

    def stack(self):
        """Where it was when it ended by a signal, see stack.c."""
        return self.said().partition("stack of a window that ends by a signal:\n")[2]

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(SECONDS * PATIENCE)  # under a sanitizer the search for leaks comes last
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Missing("the window did not end when asked to")
        complaints, ended = self.complaints(), f"the window ended with {self.process.returncode}"
        assert self.process.returncode == 0 and not complaints, "\n".join([ended, *complaints, self.stack()])
