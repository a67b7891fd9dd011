# SPDX-License-Identifier: GPL-3.0-or-later
"""What "meson install" puts down is complete and runs from there alone: no path of the sources or the build tree helps it.
Arguments: the build tree, its prefix."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

BUILD, PREFIX = sys.argv[1:3]
del sys.argv[1:]
work = tempfile.mkdtemp(prefix="install-")
for name in ("AMT_DATA_DIR", "AMT_LOCALE_DIR", "GSETTINGS_SCHEMA_DIR"):
    os.environ.pop(name, None)
os.environ["PATH"] = "/usr/bin:/usr/sbin:/bin"
os.environ["XDG_DATA_DIRS"] = f"{PREFIX}/share:/usr/share"

import amtd  # noqa: E402
from domain import act, draft, ok, order, put_extract, services  # noqa: E402
from journey import Role, Window, eventually  # noqa: E402

APP = "org.amtsstube.Amtsstube"
amtd.BINARY = f"{PREFIX}/bin/amtsstube-server"
demo = {}


def meson_install(*arguments):
    done = subprocess.run(["meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def files(root):
    return {os.path.relpath(os.path.join(folder, name), root) for folder, _, names in os.walk(root) for name in names}


def expected():
    data = os.path.join(os.environ["AMT_SOURCE"], "data")
    shared = {f"share/amtsstube/{kind}/{name}" for kind in ("api", "calendar", "catalogue", "templates", "wordings")
              for name in os.listdir(os.path.join(data, kind))}
    return shared | {
        "bin/amtsstube", "bin/amtsstube-server", "libexec/amtsstube-viewer", "lib/systemd/system/amtsstube-server.service",
        "lib/sysusers.d/amtsstube-server.conf", "share/doc/amtsstube/amtsstube-server.conf", "share/locale/de/LC_MESSAGES/amtsstube.mo",
        f"share/applications/{APP}.desktop", f"share/metainfo/{APP}.metainfo.xml", f"share/glib-2.0/schemas/{APP}.gschema.xml",
        f"share/icons/hicolor/scalable/apps/{APP}.svg", f"share/icons/hicolor/symbolic/apps/{APP}-symbolic.svg"}


def test_everything_is_installed():
    shutil.rmtree(PREFIX, ignore_errors=True)
    meson_install()
    made = {"share/glib-2.0/schemas/gschemas.compiled", "share/applications/mimeinfo.cache", "share/icons/hicolor/icon-theme.cache"}
    found = files(PREFIX)
    assert found - made == expected(), (found - made) ^ expected()
    assert "share/glib-2.0/schemas/gschemas.compiled" in found  # without it the window does not start


def test_the_same_below_a_destdir():
    target = os.path.join(work, "destdir")
    meson_install("--destdir", target)
    assert files(target) == {os.path.relpath(f"{PREFIX}/{name}", "/") for name in expected()}


def test_the_unit_names_the_installed_server():
    unit = open(f"{PREFIX}/lib/systemd/system/amtsstube-server.service", encoding="utf-8").read()
    assert set(re.findall(r"^Exec\w+=(\S+)", unit, re.M)) == {amtd.BINARY}, unit


def test_versions():
    for name in ("amtsstube", "amtsstube-server"):
        said = subprocess.run([f"{PREFIX}/bin/{name}", "--version"], capture_output=True, text=True, check=True).stdout
        assert re.fullmatch(name + r" \d+\.\d+\.\d+\n", said), said


def test_the_server_finds_its_data():
    server = demo["server"] = amtd.Server()
    clerk, citizen = server.staff("a.thiessen"), server.citizen("z.lukaszewicz")
    assert b"openapi: 3.1" in server.client().get("/v1/openapi.yaml").body
    here = clerk.authority()
    assert len(ok(clerk.get(f"/v1/authorities/{here}/catalogue"))["items"]) == len(services())
    assert ok(clerk.get(f"/v1/authorities/{here}/calendar"))
    assert ok(clerk.get(f"/v1/authorities/{here}/wordings"))["items"]
    request = ok(act(clerk, ok(citizen.post("/v1/portal/requests", order(here)), 201), "claim"))
    made = ok(draft(clerk, ok(put_extract(clerk, request))), 201)  # a template and the font it names
    demo["pdf"] = clerk.get(f"/v1/drafts/{made['id']}/content").body
    assert demo["pdf"].startswith(b"%PDF-")


def viewers(window):
    """The programs that the window has started."""
    children = open(f"/proc/{window.process.pid}/task/{window.process.pid}/children", encoding="ascii").read().split()
    return {os.readlink(f"/proc/{child}/exe") for child in children}


def is_focused(window, name):
    node = window.focused()
    return node and (node.get_name() or "").startswith(name)


def test_the_window_starts_in_german_and_shows_a_file():
    server = demo["server"]
    clerk, citizen = server.staff("a.thiessen"), server.citizen("z.lukaszewicz")
    asked = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
    ok(citizen.call("POST", f"/v1/portal/requests/{asked['id']}/attachments?name=Ausweis.pdf", demo["pdf"]))
    log = os.path.join(work, "window.log")
    window = Window("--server", server.url, "--user", "a.thiessen", program=f"{PREFIX}/bin/amtsstube", log=log, home=work,
                    env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD, "LANG": "de_DE.UTF-8"})
    window.find(Role.LIST, "Anträge", seconds=60)
    window.select_row(rf".*{asked['file_number'].split('-')[1].lstrip('0')}.*")
    window.find(Role.LIST_ITEM, r"Ausweis\.pdf.*")
    eventually("the focus on the file", lambda: is_focused(window, "Ausweis.pdf") or window.keys("Tab"))
    window.keys("Return")
    eventually("the page, spoken", lambda: any("Meldebescheinigung" in (node.get_description() or "") for node in window.all()))
    assert f"{PREFIX}/libexec/amtsstube-viewer" in viewers(window)
    window.close()
    said = open(log, encoding="utf-8").read()
    assert "CRITICAL" not in said and "WARNING **" not in said, said  # a sanitizer warns in its own way


try:
    amtd.main(globals())
finally:
    if "server" in demo:
        demo["server"].stop()
        shutil.rmtree(demo["server"].directory, ignore_errors=True)
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(PREFIX, ignore_errors=True)
