# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's files: the validators, and what they let pass. Arguments: the build folder's data, the sources. Prints TAP."""
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

from tap import end, ok

built, root = map(pathlib.Path, sys.argv[1:3])
APP = "org.amtsstube.Amtsstube"


def runs(name, *command):
    done = subprocess.run(command, capture_output=True, text=True)
    ok(done.returncode == 0, name, done.stdout + done.stderr)


def check_metainfo():
    tree = xml.parse(built / f"{APP}.metainfo.xml").getroot()
    texts = lambda path: [(e.text or "").strip() for e in tree.findall(path)]
    ok(tree.find("developer[@id='org.amtsstube']") is not None, "metainfo: developer id")
    schemes = {e.get("scheme_preference") for e in tree.findall("branding/color[@type='primary']")}
    ok(schemes == {"light", "dark"}, "metainfo: branding for light and dark", schemes)
    ok(tree.find("content_rating[@type='oars-1.1']") is not None, "metainfo: OARS 1.1")
    shots = tree.findall("screenshots/screenshot")
    captions = [shot.find("caption") is not None and shot.find("image") is not None for shot in shots]
    ok(len(shots) >= 2 and all(captions), "metainfo: screenshots with captions", captions)
    ok(tree.find("screenshots/screenshot[@type='default']") is not None, "metainfo: a default screenshot")
    missing = [image.text for image in tree.findall("screenshots/screenshot/image")
               if not (root / "data" / "screenshots" / pathlib.PurePath(image.text).name).exists()]
    ok(not missing, "metainfo: every screenshot is in data/screenshots", missing)
    dates = [r.get("date") for r in tree.findall("releases/release")]
    ok(dates and all(d and re.fullmatch(r"\d{4}-\d\d-\d\d", d) for d in dates), "metainfo: dated releases", dates)
    ok("360" in texts("requires/display_length"), "metainfo: fits 360 pixels")
    controls = set(texts("supports/control") + texts("recommends/control"))
    ok({"keyboard", "pointing", "touch"} <= controls, "metainfo: controls", controls)
    kinds = {e.get("type") for e in tree.findall("url")}
    ok({"homepage", "bugtracker"} <= kinds, "metainfo: addresses", kinds)
    hosts = {e.text.split("/")[2] for e in tree.iter() if (e.text or "").startswith("https://")}
    ok(len(hosts) == 1, "metainfo: all of one host", hosts)
    ok(texts("launchable") == [f"{APP}.desktop"], "metainfo: what it starts")
    german = tree.find("summary[@{http://www.w3.org/XML/1998/namespace}lang='de']")
    ok(german is not None and german.text, "metainfo: German summary")


def check_desktop():
    text = (built / f"{APP}.desktop").read_text()
    entry = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    ok(entry.get("Icon") == APP and entry.get("Exec", "").split()[0] == "amtsstube", "desktop: icon and program")
    categories = [c for c in entry.get("Categories", "").split(";") if c and c not in ("GNOME", "GTK")]
    ok("Office" in categories and len(categories) >= 2, "desktop: Office and one more", categories)
    ok(bool(entry.get("Comment[de]")) and bool(entry.get("Keywords[de]")), "desktop: German words")


def check_icons():
    for kind, name in (("scalable", f"{APP}.svg"), ("symbolic", f"{APP}-symbolic.svg")):
        path = root / "resources/icons" / kind / "apps" / name
        try:
            ok(xml.parse(path).getroot().tag.endswith("svg"), f"icon: {kind}")
        except (OSError, xml.ParseError) as problem:
            ok(False, f"icon: {kind}", problem)


def check_flatpak():
    path = root / "flatpak" / f"{APP}.json"
    manifest = json.loads(path.read_text())
    ok(manifest["id"] == path.stem and manifest["command"] == "amtsstube", "flatpak: named as the program")
    ok((manifest["runtime"], manifest["runtime-version"]) == ("org.gnome.Platform", "50"), "flatpak: runtime")
    args = manifest["finish-args"]
    # Cards come with --socket=pcsc when there is a signer that uses them.
    needed = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri"}
    ok(set(args) == needed, "flatpak: what it needs and nothing else", args)
    sources = [s for m in manifest["modules"] for s in m["sources"] if s["type"] != "dir"]
    pins = {"archive": ("sha256", "[0-9a-f]{64}"), "git": ("commit", "[0-9a-f]{40}")}
    loose = [s for s in sources if not re.fullmatch(pins[s["type"]][1], s.get(pins[s["type"]][0], ""))]
    ok(not loose, "flatpak: every source is pinned", loose)
    ok("sdk-extensions" not in manifest, "flatpak: no extension of the SDK")
    own = manifest["modules"][-1]
    ok(own["name"] == "amtsstube" and [s["type"] for s in own["sources"]] == ["dir"], "flatpak: the program stands last, as debian.sh needs it")


runs("desktop-file-validate", "desktop-file-validate", built / f"{APP}.desktop")
runs("appstreamcli validate", "appstreamcli", "validate", "--no-net", "--strict", "--explain", built / f"{APP}.metainfo.xml")
check_metainfo()
check_desktop()
check_icons()
check_flatpak()
end()
