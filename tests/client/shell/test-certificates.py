# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in at a server whose certificate does not hold: what to do is said, nothing is sent, what was typed stays, and
there is no button that passes it by. With a certificate this workstation trusts the same window gets in."""
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading

import amtd
from journey import Role, Window, eventually

ROOTS = "/etc/ssl/certs/ca-certificates.crt"
EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
OLD = ("-not_before", "20200101000000Z", "-not_after", "20210101000000Z")
folder = tempfile.mkdtemp(prefix="amt-certificates-")


def path(name):
    return os.path.join(folder, name)


def openssl(*args):
    subprocess.run(["openssl", *args], check=True, capture_output=True, cwd=folder)


def issue(name, names, days=("-days", "2")):
    """A certificate by our own authority, for these names."""
    openssl("req", *EC, "-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=test")
    with open(path(name + ".ext"), "w", encoding="ascii") as file:
        file.write(f"subjectAltName={names}\n")
    openssl("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", *days, "-extfile", name + ".ext",
            "-out", name + ".pem")


def make_certificates():
    openssl("req", "-x509", *EC, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA", "-days", "2",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
    openssl("req", "-x509", *EC, "-keyout", "own.key", "-out", "own.pem", "-subj", "/CN=127.0.0.1", "-days", "2",
            "-addext", "subjectAltName=IP:127.0.0.1")
    issue("good", "IP:127.0.0.1,DNS:localhost")
    issue("host", "DNS:other.example")
    issue("old", "IP:127.0.0.1", OLD)
    # This workstation's administrator has made it trust our authority; only the windows started here see that.
    with open(path("amtsstube"), "w", encoding="ascii") as file:
        file.write("#!/bin/sh\n"
                   'exec unshare --user --map-current-user --keep-caps --mount --propagation private sh -c \'\n'
                   f'mount --bind "{path("ca.pem")}" {ROOTS} && exec "$AMT_BUILD/src/client/amtsstube" "$@"\' amtsstube "$@"\n')
    os.chmod(path("amtsstube"), 0o755)


class Listener:
    """Speaks TLS with @name's certificate and keeps what it is told; answers nothing."""

    def __init__(self, name):
        self.heard = b""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(path(name + ".pem"), path(name + ".key"))
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self.socket.getsockname()[1]}"
        self.shaken = 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                plain, _ = self.socket.accept()
            except OSError:
                return
            try:
                plain.settimeout(10)
                with self.context.wrap_socket(plain, server_side=True) as connection:
                    self.heard += connection.recv(4096)
            except OSError:
                pass  # it does not go on, as it should
            finally:
                self.shaken += 1

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def buttons(window):
    """All that can be pressed, but what stands in a field."""
    window.app.clear_cache()
    found = {node.get_name() for node in window.all((Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.LINK)) if node.get_name()}
    return found - {"Show Password", "Hide Password", "Main Menu"}


def sign_in_fails(name, pattern):
    listener = Listener(name)
    window = Window("--server", listener.url, "--user", "anna", program=path("amtsstube"))
    try:
        before = buttons(window)
        window.enter("Password", "geheim-und-lang")
        window.press("Sign In")
        window.text(pattern)
        eventually("the focus on the address", lambda: window.focused() is not None and window.focused().get_name() == "Server")
        assert buttons(window) == before, buttons(window)
        for field, length in (("Server", len(listener.url)), ("User Name", 4), ("Password", 15)):
            kept = window.find((Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT), field).get_text_iface().get_character_count()
            assert kept == length, f"{field} holds {kept} letters"
        assert listener.shaken > 0 and listener.heard == b"", listener.heard
    finally:
        window.close()
        listener.close()


def test_a_server_nobody_vouches_for():
    sign_in_fails("own", "Nobody this workstation trusts vouches for the server, so nothing was sent.*administrator")


def test_a_certificate_of_another_address():
    sign_in_fails("host", "belongs to another address, so nothing was sent.*Check the spelling.*administrator")


def test_an_expired_certificate():
    sign_in_fails("old", "has expired, so nothing was sent.*administrator")


def test_a_trusted_one_lets_in():
    config = amtd.FAST + f"[listen]\ncertificate={path('good.pem')}\nkey={path('good.key')}\n"
    server = amtd.office(config=config)
    window = None
    try:
        window = Window("--server", server.url, "--user", "anna", program=path("amtsstube"))
        window.enter("Password", amtd.PASSWORD)
        window.press("Sign In")
        window.find(Role.LIST, "Queues and teams")
    finally:
        if window:
            window.close()
        server.__exit__()


make_certificates()
try:
    amtd.main(globals())
finally:
    shutil.rmtree(folder, ignore_errors=True)
