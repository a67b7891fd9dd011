# SPDX-License-Identifier: GPL-3.0-or-later
"""Every symbolic icon that the client names is bundled, so that no theme can lack it; and none is bundled in vain twice."""
import os
import pathlib
import re

root = pathlib.Path(os.environ["AMT_SOURCE"])
listed = set(re.findall(r"<file[^>]*>icons/[^<]*/([^/<]+)\.svg</file>", (root / "resources/amtsstube.gresource.xml").read_text()))
files = {path.stem for path in (root / "resources/icons").rglob("*.svg")}
named = {}
for path in [*root.glob("src/client/**/*.c"), *root.glob("resources/ui/**/*.blp")]:
    for icon in re.findall(r'"([a-z0-9-]+-symbolic)"', path.read_text()):
        named.setdefault(icon, path.relative_to(root))
missing = sorted(f"{icon} ({place})" for icon, place in named.items() if icon not in listed)
print("1..3")
print(f"{'not ok' if missing else 'ok'} 1 - every icon the client names is bundled {missing or ''}")
print(f"{'ok' if listed == files else 'not ok'} 2 - the list of resources is the folder {sorted(listed ^ files) or ''}")
bad = [p.name for p in (root / "resources/icons").rglob("*-symbolic.svg") if "SPDX-License-Identifier" not in p.read_text()]
print(f"{'not ok' if bad else 'ok'} 3 - every symbolic icon says its licence {bad or ''}")
