# SPDX-License-Identifier: GPL-3.0-or-later
"""What anybody who cannot see or use a mouse needs of a page: names, targets large enough, and a way through by Tab.

EN 301 549 clause 11 (WCAG 2.1 4.1.2, 2.5.8, 2.1.1, 2.1.2), read from the accessibility bus of the real window."""
import time

from journey import Role, State

NAMED = {
    Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.RADIO_BUTTON, Role.ENTRY, Role.TEXT, Role.PASSWORD_TEXT,
    Role.COMBO_BOX, Role.LIST_ITEM, Role.LIST, Role.LINK, Role.SPIN_BUTTON, Role.SLIDER, Role.MENU_ITEM, Role.TABLE,
    Role.PAGE_TAB, Role.DIALOG,
}  # fmt: skip
CONTAINERS = {Role.LIST, Role.TABLE, Role.DIALOG}
SMALLEST = 24


def describe(node):
    return f"{node.get_role_name()} {(node.get_name() or '')[:40]!r}"


def names_and_targets(window):
    """Sentences about every control without a name or smaller than a finger."""
    found = []
    for node in window.all():
        role, states = node.get_role(), node.get_state_set()
        if role not in NAMED or not states.contains(State.SHOWING):
            continue
        if not (node.get_name() or "").strip():
            parent = node.get_parent()
            found.append(f"unnamed {describe(node)} in {describe(parent) if parent else 'nothing'}")
        if role in CONTAINERS or not states.contains(State.FOCUSABLE) or not node.get_component_iface():
            continue
        box = node.get_extents(0)
        if 0 < box.width < SMALLEST or 0 < box.height < SMALLEST:
            found.append(f"{describe(node)} is {box.width}×{box.height}, less than {SMALLEST}")
    return found


def stops(window, key, most=60):
    """Where the focus comes by pressing @key until it has come round."""
    seen = []
    for _ in range(most):
        window.keys(key, pause=0.08)
        node = window.focused()
        if node is None:
            seen.append(None)
            continue
        box = node.get_extents(0) if node.get_component_iface() else None
        stop = (node.get_role_name(), node.get_name(), (box.x, box.y) if box else None)
        if stop in seen:
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
        if len({p for p in path if p}) < 2:
            found.append(f"{key}: the focus stays on {path[:1]}")
        time.sleep(0.05)
    return found


def page(window):
    return names_and_targets(window) + tab_path(window)
