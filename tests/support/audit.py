# SPDX-License-Identifier: GPL-3.0-or-later
"""What anybody who cannot see or use a mouse needs of a page: names, targets large enough, and a way through by Tab.

EN 301 549 clause 11 (WCAG 2.1 1.4.10, 2.1.1, 2.1.2, 2.5.8, 4.1.2), read from the accessibility bus of the real window."""
import time

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
WORDS = {Role.LABEL, Role.HEADING, Role.STATIC}
SLACK = 6  # what a theme lets a flat button stick out
FAR = 1 << 20
ENOUGH_STOPS = 70
SETTLED = 0.4  # seconds a dialog takes to slide in


def describe(node):
    return f"{node.get_role_name()} {(node.get_name() or '')[:40]!r}"


def box_of(node):
    return node.get_extents(WINDOW) if node.get_component_iface() else None


def nameless(node):
    """The frame around the rows of a form is a list, too, but nothing can be chosen in it: its rows have the names."""
    if (node.get_name() or "").strip():
        return False
    rows = [node.get_child_at_index(index) for index in range(node.get_child_count())]
    return node.get_role() != Role.LIST or any(row and row.get_state_set().contains(State.SELECTABLE) for row in rows)


def faults(node, edge):
    """Sentences about one control without a name, smaller than a finger, or beyond the window's edge."""
    states = node.get_state_set()
    if node.get_role() not in NAMED or not states.contains(State.SHOWING):
        return
    if nameless(node):
        parent = node.get_parent()
        yield f"unnamed {describe(node)} in {describe(parent) if parent else 'nothing'}"
    box = box_of(node)
    if node.get_role() in CONTAINERS or not states.contains(State.FOCUSABLE) or not box:
        return
    if 0 < box.width < SMALLEST or 0 < box.height < SMALLEST:
        yield f"{describe(node)} is {box.width}×{box.height}, less than {SMALLEST}"
    left, right = box.x - edge.x, box.x - edge.x + box.width
    if box.width > 0 and (left < -SLACK or right > edge.width + SLACK):
        yield f"{describe(node)} reaches from {left} to {right} of {edge.width}"


def scrolls(pane):
    """A pane shows its upright scroll bar when it holds more than it shows."""
    parts = [pane.get_child_at_index(index) for index in range(pane.get_child_count())]
    return any(part and part.get_role() == Role.SCROLL_BAR and part.get_state_set().contains(State.VERTICAL)
               and part.get_state_set().contains(State.SHOWING) for part in parts)


def cut_off(node, top, bottom, rows=False):
    """Sentences about words and controls below @node that somebody would see only in part, for they reach out of what lies
    between @top and @bottom and nothing scrolls. @rows: of a list that scrolls, which is as high as what it shows.
    Never ask a label where its words are: GTK 4.18 crashes when it has not laid them out yet."""
    states, role, box = node.get_state_set(), node.get_role(), box_of(node)
    if not states.contains(State.SHOWING):
        return
    if box and box.height > 0:
        if role in WORDS or (role in NAMED and role not in CONTAINERS):
            if box.y < top - SLACK or box.y + box.height > bottom + SLACK:
                yield f"{describe(node)} reaches from {box.y} to {box.y + box.height} and is cut off at {top} and {bottom}"
        if not rows:
            top, bottom = max(top, box.y), min(bottom, box.y + box.height)
    if role == Role.SCROLL_PANE and scrolls(node):
        top, bottom, rows = -FAR, FAR, True
    elif role in (Role.PUSH_BUTTON, Role.TOGGLE_BUTTON):  # what it opens is no part of the window
        top, bottom = -FAR, FAR
    elif role not in (Role.PANEL, Role.FILLER):
        rows = False
    for index in range(0 if role == Role.COMBO_BOX else node.get_child_count()):
        try:
            if child := node.get_child_at_index(index):
                yield from cut_off(child, top, bottom, rows)
        except GLib.Error:
            continue  # it went away while it was looked at


def names_and_targets(window, under=None):
    found = []
    edge = box_of(next(window.all((Role.FRAME, Role.WINDOW))))
    for node in window.all(under=under, closed=(Role.COMBO_BOX,)):
        try:
            found += faults(node, edge)
        except GLib.Error:
            continue  # it went away while it was looked at
    return found + list(cut_off(under or next(window.all((Role.FRAME, Role.WINDOW))), edge.y, edge.y + edge.height))


def place(node):
    """What tells one stop from another."""
    box = box_of(node)
    return (node.get_role_name(), node.get_name(), (box.x, box.y) if box else None)


def stops(window, key):
    """Where the focus comes by pressing @key until it has come round."""
    seen = []
    if not hasattr(window, "last_focus"):
        window.follow_focus()
    while len(seen) < ENOUGH_STOPS and None not in seen:
        window.last_focus = None
        window.keys(key, pause=0.02)
        node = window.focus_now()
        stop = place(node) if node else None
        if stop and stop in seen:
            break
        seen.append(stop)
    return seen


def tab_path(window):
    """Sentences about a focus that is lost or caught on the way round, forwards and back."""
    found = []
    for key in ("Tab", "shift+Tab"):
        path = stops(window, key)
        if None in path:
            found.append(f"{key}: the focus was nowhere after {path[max(0, path.index(None) - 1)]}")
        if len(path) >= ENOUGH_STOPS:
            found.append(f"{key}: it never comes round; last {path[-3:]}")
    return found


def page(window, under=None):
    return names_and_targets(window, under) + tab_path(window)


def overlay(window, opened_by, name=None, back=None):
    """A dialog of this name, or a popover: opens by @opened_by, holds the focus, goes by Escape and gives the focus back,
    or to what is named @back."""
    was = place(eventually("a focus", window.focused))

    def moved():
        now = window.focused()
        return now and place(now) != was

    def root():
        return window.find(Role.DIALOG, name) if name else None

    def is_back():
        now = window.focused()
        return now and (now.get_name() == back if back else place(now)[:2] == was[:2])

    opened_by()
    try:
        found = []
        if name:
            window.find(Role.DIALOG, name)
        eventually("the focus inside", lambda: window.focused(root()) if name else moved())
        time.sleep(SETTLED)
        found += page(window, root())
        if back and not name and not any(node.get_name() == back for node in window.all(Role.TOGGLE_BUTTON)):
            found.append(f"while it is open its button is not called {back!r}")
    finally:
        window.keys("Escape")
    try:
        if name:
            window.gone(Role.DIALOG, name)
        eventually("the focus where it was", is_back)
    except Missing as missing:
        now = window.focused()
        found.append(f"after Escape {missing}; the focus came from {was[:2]} and is on {place(now)[:2] if now else 'nothing'}")
    return found
