# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in German: attachments shown inside, honest and hostile, a field copied with one key, and a rejection with its
reasons, signed and fetched."""
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

import amtd
from domain import act, ok, order
from journey import FIELDS, Role, Window, eventually

server = amtd.Server()
citizen, clerk = server.citizen("z.lukaszewicz"), server.staff("a.thiessen")
window = Window("--server", server.url, "--user", "a.thiessen", "--signing-key", os.path.join(server.state, "pki", "a.thiessen.p12"),
                env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD, "LANG": "de_DE.UTF-8", "LANGUAGE": "de",
                     "AMT_LOCALE_DIR": os.path.join(os.environ["AMT_BUILD"], "po")})
eventually("the inbox", lambda: next(window.all(Role.LIST, "Anträge"), None), 60)
asked = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
PATH = f"/v1/requests/{asked['id']}"


def read():
    return ok(clerk.get(PATH))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def letter():
    """A PDF somebody else made: a document of the demo."""
    for row in ok(clerk.get(f"/v1/authorities/{clerk.authority()}/requests?limit=200"))["items"]:
        documents = ok(clerk.get(f"/v1/requests/{row['id']}"))["documents"] if row["state"] == "issued" else []
        if documents and documents[0]["carrier"] == "electronic":
            return clerk.get(f"/v1/documents/{documents[0]['id']}/content").body
    raise AssertionError("the demo has no document")


def attach(name, data):
    ok(citizen.call("POST", f"/v1/portal{PATH[3:]}/attachments", data, {"Content-Disposition": f"attachment; filename={name}"}))


def go_to(inside, wanted, onward):
    """Tab into a list (its rows match @inside), to its beginning, and on by the arrow to the row that is wanted."""
    def at(pattern):
        node = window.focused()
        return node is not None and re.search(pattern, node.get_name() or "")

    for _ in range(60):
        if at(inside):
            break
        window.keys("Tab", pause=0.05)
    window.keys("Home")
    for _ in range(30):
        if at(wanted):
            return
        window.keys(onward, pause=0.05)
    raise AssertionError(f"the focus never came to {wanted}\n{window.tree()}")


def open_attachment(name):
    window.find(Role.LIST_ITEM, re.escape(name))
    go_to(r"^\w+\.(pdf|png)$", re.escape(name), "Down")
    window.keys("Return")


def close():
    window.keys("Escape")
    window.gone(Role.DIALOG)


def test_the_window_speaks_german():
    window.find(Role.LABEL, "Posteingang")
    window.select_row(rf".*{asked['file_number'].split('-')[1].lstrip('0')}.*")
    window.find(Role.HEADING, "Żaneta Łukaszewicz-Weiß")
    window.press("Übernehmen")
    eventually("the claim", lambda: read()["state"] == "in-review")


def test_attachments_are_shown_inside():
    attach("Brief.pdf", letter())
    attach("Bild.png", png(40, 30, (b"\0" + b"\xff\x40\x40" * 40) * 30))
    for name, said in (("Brief.pdf", "Meldebescheinigung"), ("Bild.png", None)):
        open_attachment(name)
        window.find(Role.DIALOG)
        window.find(Role.IMAGE, rf"{re.escape(name)}, Seite 1 von \d+")
        if said:
            eventually("its words", lambda: window.app.clear_cache() or any(said in (n.get_description() or "") for n in window.all()))
        close()


def test_hostile_attachments_are_one_sentence():
    attach("Bombe.png", png(60000, 60000, b"\0" * 1000))
    attach("Kaputt.pdf", b"%PDF-1.7\n" + os.urandom(20000))
    for name in ("Bombe.png", "Kaputt.pdf"):
        open_attachment(name)
        window.find(Role.DIALOG)
        window.find(None, "Erneut versuchen|.*(nicht|kann).*", seconds=40)
        close()
    assert window.process.poll() is None
    open_attachment("Brief.pdf")
    window.find(Role.IMAGE, r"Brief\.pdf, Seite 1 von \d+")
    close()


def test_a_field_is_copied_with_one_key():
    window.keys("alt+1")
    go_to("^(Familienname|Ausgabe|Vornamen|Ort|Straße.*): ", "Lindenweg 7", "Right")
    window.keys("ctrl+c")
    window.text("Kopiert: ")


def test_a_rejection_has_reasons_and_is_signed():
    window.keys("shift+x")
    window.find(Role.DIALOG, "Ablehnen")
    eventually("the focus on the reasons", lambda: (node := window.focused()) and node.get_name() == "Gründe")
    window.type("Sie sind hier nicht gemeldet.")
    window.press("Vorschau.*")
    page = eventually("the notice, spoken", lambda: window.app.clear_cache() or next(
        (n for n in window.all() if "nicht gemeldet" in (n.get_description() or "")), None))
    assert "Rechtsbehelf" in page.get_description(), page.get_description()
    window.enter("Pass.*|PIN.*|Kennwort.*", "demo")
    window.press("Bescheid unterschreiben und senden")
    eventually("the rejection", lambda: read()["state"] == "rejected", 60)
    document = read()["documents"][0]
    fetched = citizen.get(f"/v1/portal/documents/{document['id']}/content")
    assert fetched.status == 200
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(fetched.body)
        file.flush()
        assert "Signature is Valid" in subprocess.run(["pdfsig", file.name], capture_output=True, text=True, check=False).stdout


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
