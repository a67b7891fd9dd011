# SPDX-License-Identifier: GPL-3.0-or-later
"""Every symbolic icon that the client names is bundled, so that no theme can lack it; and none is bundled in vain twice. Nor is a style kept that nobody wears."""
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
print("1..4")
print(f"{'not ok' if missing else 'ok'} 1 - every icon the client names is bundled {missing or ''}")
print(f"{'ok' if listed == files else 'not ok'} 2 - the list of resources is the folder {sorted(listed ^ files) or ''}")
bad = [p.name for p in (root / "resources/icons").rglob("*-symbolic.svg") if "SPDX-License-Identifier" not in p.read_text()]
print(f"{'not ok' if bad else 'ok'} 3 - every symbolic icon says its licence {bad or ''}")

LIBRARIES = {"activatable", "edit-icon", "header", "title"}  # what they name inside their own rows
sources = "".join(path.read_text() for path in [*root.glob("src/client/**/*.c"), *root.glob("resources/ui/**/*.blp")])
style = re.sub(r"/\*.*?\*/", "", "".join(path.read_text() for path in root.glob("resources/*.css")), flags=re.S)
idle = sorted(name for name in set(re.findall(r"\.([a-z][a-z-]*)", style)) - LIBRARIES if f'"{name}"' not in sources)
print(f"{'not ok' if idle else 'ok'} 4 - every class of the style is worn {idle or ''}")
