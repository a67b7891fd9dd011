# SPDX-License-Identifier: GPL-3.0-or-later
"""What citizens attach: it appears in the open window, opens inside it, and what is hostile harms only its own page."""
import struct
import zlib

import amtd
from domain import ok, order
from journey import Role, Window, eventually

server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")
window = Window("--server", server.url, "--user", "a.thiessen", env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD})
eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
made = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
NAME = "Żaneta Łukaszewicz-Weiß"
ROW = rf"{NAME}, Registration Certificate.*, {int(made['file_number'][5:])}, .*"
SENTENCE = "Mietvertrag Lindenweg 9"


def pdf(words):
    """One page that says @words."""
    page = f"BT /F 18 Tf 60 700 Td ({words}) Tj ET".encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(page), page), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def png(width, height, rows):
    """A grey picture that claims to be @width × @height and holds @rows."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def upload(name, data):
    answer = citizen.call("POST", f"/v1/portal/requests/{made['id']}/attachments?name={name}", data,
                          {"Content-Type": "application/octet-stream"})
    assert answer.status in (200, 201), answer


def open_row(name):
    window.find(Role.LIST_ITEM, f"{name}.*")
    for _ in range(40):  # by keys: rows have no action on the bus
        node = window.focused()
        if node and (node.get_name() or "").startswith(name):
            break
        window.keys("Tab", pause=0.05)
    window.keys("Return")
    return window.find(Role.DIALOG, name)


def close_dialog():
    window.keys("Escape")
    window.gone(Role.DIALOG)


def test_a_file_appears_in_the_open_window():
    window.select_row(ROW)
    window.find(Role.HEADING, NAME)
    upload("Vertrag.pdf", pdf(SENTENCE))
    window.find(Role.LIST_ITEM, "Vertrag.pdf.*")


def test_it_opens_inside_and_is_spoken():
    open_row("Vertrag.pdf")
    eventually("the page, spoken", lambda: next((n for n in window.all() if SENTENCE in (n.get_description() or "")), None))
    close_dialog()


def test_a_picture_opens_too():
    upload("Ausweis.png", png(8, 8, b"\0\x80\x80\x80\x80\x80\x80\x80\x80" * 8))
    open_row("Ausweis.png")
    window.find(None, ".*Page 1 of 1.*")
    close_dialog()


def test_a_bomb_is_refused_in_words_and_the_window_lives():
    upload("Bombe.png", png(60000, 60000, bytes(60001 * 400)))
    open_row("Bombe.png")
    window.text("too large to show")
    close_dialog()


def test_so_is_what_only_looks_like_a_pdf():
    upload("Kaputt.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)
    open_row("Kaputt.pdf")
    window.text("damaged or not what its name says")
    close_dialog()


def test_the_window_goes_on():
    open_row("Vertrag.pdf")
    eventually("the page, spoken", lambda: next((n for n in window.all() if SENTENCE in (n.get_description() or "")), None))
    close_dialog()
    window.press("Claim")
    eventually("the claim", lambda: ok(clerk.get(f"/v1/requests/{made['id']}"))["state"] == "in-review")


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
