# SPDX-License-Identifier: GPL-3.0-or-later
"""What anybody who cannot see or use a mouse needs of a page: names, targets large enough, and a way through by Tab.

EN 301 549 clause 11 (WCAG 2.1 1.4.10, 2.1.1, 2.1.2, 2.5.8, 4.1.2), read from the accessibility bus of the real window."""
import os

from gi.repository import GLib

from journey import Missing, Role, State, eventually

CONTAINERS = {Role.LIST, Role.TABLE, Role.DIALOG}
NAMED = CONTAINERS | {
    Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.RADIO_BUTTON, Role.ENTRY, Role.TEXT, Role.PASSWORD_TEXT,
    Role.COMBO_BOX, Role.LIST_ITEM, Role.TABLE_CELL, Role.LINK, Role.SPIN_BUTTON, Role.SLIDER, Role.MENU_ITEM,
    Role.CHECK_MENU_ITEM, Role.RADIO_MENU_ITEM, Role.PAGE_TAB, Role.SWITCH,
}  # fmt: skip
SMALLEST = 24
WINDOW = 1  # coordinates relative to the window
ENOUGH_STOPS = 70


def describe(node):
    return f"{node.get_role_name()} {(node.get_name() or '')[:40]!r}"


def box_of(node):
    return node.get_extents(WINDOW) if node.get_component_iface() else None


def nameless(node):
    """A list inside a form is scenery: its rows have the names. Where one can stop on it, it needs its own."""
    scenery = node.get_role() == Role.LIST and not node.get_state_set().contains(State.FOCUSABLE)
    return not scenery and not (node.get_name() or "").strip()


def names_and_targets(window, under=None):
    """Sentences about every control without a name, smaller than a finger, or beyond the window's edge."""
    found = []
    width = int(os.environ.get("SIZE", "1400x900").split("x")[0])
    for node in window.all(under=under):
        states = node.get_state_set()
        if node.get_role() not in NAMED or not states.contains(State.SHOWING):
            continue
        if nameless(node):
            parent = node.get_parent()
            found.append(f"unnamed {describe(node)} in {describe(parent) if parent else 'nothing'}")
        box = box_of(node)
        if node.get_role() in CONTAINERS or not states.contains(State.FOCUSABLE) or not box:
            continue
        if 0 < box.width < SMALLEST or 0 < box.height < SMALLEST:
            found.append(f"{describe(node)} is {box.width}×{box.height}, less than {SMALLEST}")
        if box.width > 0 and (box.x < -1 or box.x + box.width > width + 1):
            found.append(f"{describe(node)} reaches from {box.x} to {box.x + box.width} of {width}")
    return found


def place(node):
    """What tells one stop from another."""
    box = box_of(node)
    return (node.get_role_name(), node.get_name(), (box.x, box.y) if box else None)


def stops(window, key, under=None):
    """Where the focus comes by pressing @key until it has come round."""
    seen = []
    for _ in range(ENOUGH_STOPS):
        window.keys(key, pause=0.06)
        node = window.focused(under)
        stop = place(node) if node else None
        if stop and stop in seen:
            break
        seen.append(stop)
    return seen


def tab_path(window, under=None):
    """Sentences about a focus that is lost or caught on the way round, forwards and back."""
    found, lengths = [], []
    for key in ("Tab", "shift+Tab"):
        path = stops(window, key, under)
        lengths.append(len(path))
        if None in path:
            found.append(f"{key}: the focus was nowhere after {path[max(0, path.index(None) - 1)]}")
        if len(path) >= ENOUGH_STOPS:
            found.append(f"{key}: it never comes round; last {path[-3:]}")
    if lengths[0] < 2 and len([n for n in window.all(under=under) if n.get_state_set().contains(State.FOCUSABLE)]) > 2:
        found.append(f"Tab stays where it is")
    return found


def page(window, under=None):
    return names_and_targets(window, under) + tab_path(window, under)


def overlay(window, role, name, opened_by):
    """A dialog or popover: opens by @opened_by, holds the focus, goes by Escape and gives the focus back."""
    before = eventually("a focus", window.focused)
    was = place(before)
    opened_by()
    opened = window.find(role, name)
    found = []
    try:
        eventually("the focus inside", lambda: window.focused(window.find(role, name)), 5)
        found += page(window, window.find(role, name))
    except Missing as error:
        found.append(str(error))
    window.keys("Escape")
    try:
        window.gone(role, name, 5)
    except Missing:
        return found + ["Escape does not close it"]

    def is_back():
        now = window.focused()
        return now and place(now)[:2] == was[:2]

    try:
        eventually("the focus where it was", is_back, 5)
    except (Missing, GLib.Error):
        now = window.focused()
        found.append(f"the focus came from {was[:2]} and is now on {place(now)[:2] if now else 'nothing'}")
    del opened
    return found
