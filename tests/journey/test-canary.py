# SPDX-License-Identifier: GPL-3.0-or-later
"""Names nobody else has go through the window: none is in its log, in an address it calls, in a file's name or in a core dump,
and nobody without the keyring reads one in its files."""
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import unquote

import amtd
from domain import act, ok, order, put_extract
from journey import FIELDS, Role, Window, eventually

NAMES = ("Kanarienvogel", "Zeisig", "Rohrdommel", "Wiedehopf")
PASSPHRASE = "Trauerschnaepper-4711"
server = amtd.Server()
citizen, clerk = server.citizen("z.lukaszewicz"), server.staff("a.thiessen")
work = tempfile.mkdtemp(prefix="canary-")
asked = {}


class Relay:
    """Between window and server; keeps what the window says."""

    def __init__(self, port):
        self.port, self.said, self.listener = port, bytearray(), socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.accept, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def accept(self):
        while True:
            near = self.listener.accept()[0]
            far = socket.create_connection(("127.0.0.1", self.port))
            threading.Thread(target=self.pass_on, args=(near, far, self.said), daemon=True).start()
            threading.Thread(target=self.pass_on, args=(far, near, bytearray()), daemon=True).start()

    @staticmethod
    def pass_on(source, target, kept):
        try:
            while data := source.recv(65536):
                kept += data
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def addresses(self):
        return [line.decode("latin-1") for line in re.findall(rb"(?:GET|POST|PUT|DELETE) (/\S+) HTTP/1\.1\r\n", bytes(self.said))]


def key_with(passphrase):
    """The clerk's key under another passphrase."""
    source, plain, made = os.path.join(server.state, "pki", "a.thiessen.p12"), os.path.join(work, "a.pem"), os.path.join(work, "a.p12")
    for command in (("-in", source, "-passin", "pass:demo", "-nodes", "-out", plain),
                    ("-export", "-in", plain, "-passout", f"pass:{passphrase}", "-out", made)):
        subprocess.run(["openssl", "pkcs12", *command], check=True, capture_output=True)
    return made


relay = Relay(server.port)
window = Window("--server", relay.url, "--user", "a.thiessen", "--signing-key", key_with(PASSPHRASE), home=work,
                env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD, "G_MESSAGES_DEBUG": "all"}, log=os.path.join(work, "log"))
eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)


def found(text):
    return [name for name in NAMES if name.lower() in unquote(text).lower()]


def select():
    window.select_row(rf".*{asked['file_number'].split('-')[1].lstrip('0')}.*")


def test_a_request_with_canaries_is_worked_on():
    made = order(clerk.authority())
    made["form"].update(family_name=NAMES[0], given_names=NAMES[1])
    asked.update(ok(citizen.post("/v1/portal/requests", made), 201))
    ok(citizen.call("POST", f"/v1/portal/requests/{asked['id']}/attachments", b"\x89PNG\r\n\x1a\n" + bytes(50),
                    {"Content-Disposition": f"attachment; filename={NAMES[2]}.png"}))
    select()
    window.press("Claim")
    request = eventually("the claim", lambda: (r := ok(clerk.get(f"/v1/requests/{asked['id']}"))) and "handler" in r and r)
    ok(clerk.post(f"/v1/requests/{asked['id']}/notes", {"text": NAMES[3]}))
    request = ok(clerk.get(f"/v1/requests/{asked['id']}"))
    ok(put_extract(clerk, request, family_name=NAMES[0], given_names=NAMES[1]))
    window.find(None, f".*{NAMES[0]}.*")


def test_signed_with_a_canary():
    window.press("Issue.*")
    window.find(Role.DIALOG, "Issue Document.*")
    window.find(FIELDS, "Pass.*|PIN.*")

    def there():
        at = window.focused()
        if at is None or not re.match("Pass|PIN", at.get_name() or "") or at.get_role() not in FIELDS:
            window.keys("Tab")
            return False
        return True

    eventually("the focus on the passphrase", there)
    window.type(PASSPHRASE)  # by keys: the accessibility bus would leave copies of its own
    window.press("Sign and Provide")
    eventually("the issued request", lambda: ok(clerk.get(f"/v1/requests/{asked['id']}"))["state"] == "issued", 60)


def test_a_search_for_a_canary():
    window.keys("ctrl+f")
    window.type(NAMES[0])
    time.sleep(1)


def test_no_core_holds_the_passphrase():
    """Neither is a core written, nor would what a dump takes hold the passphrase."""
    with open(f"/proc/{window.process.pid}/limits", encoding="ascii") as file:
        line = next(line for line in file if line.startswith("Max core file size"))
    assert line.split()[4:6] == ["0", "0"], line
    if "log_path=" in os.environ.get("ASAN_OPTIONS", ""):
        return "a sanitizer keeps what was freed, and a core of its terabytes takes too long"
    core = os.path.join(work, "core")
    said = subprocess.run(["gdb", "-p", str(window.process.pid), "-batch", "-ex", f"gcore {core}"], capture_output=True, text=True,
                          errors="replace", check=False)
    if not os.path.exists(core):
        return "no debugger may look into a process here: " + (said.stdout + said.stderr).splitlines()[-1]
    with open(core, "rb") as file:
        dump = file.read()
    os.unlink(core)
    assert NAMES[0].encode() in dump, "this is not the window's memory"
    assert PASSPHRASE.encode() not in dump, "the passphrase stays in memory that is dumped"
    return None


def test_no_address_names_anybody():
    addresses = relay.addresses()
    assert len(addresses) > 10 and any("/signed" in a for a in addresses), addresses
    assert not found("\n".join(addresses)), found("\n".join(addresses))


def test_no_log_names_anybody():
    with open(os.path.join(work, "log"), encoding="utf-8", errors="replace") as file:
        log = file.read() + server.log()
    for word in (*NAMES, PASSPHRASE, amtd.PASSWORD, clerk.token):
        assert word.lower() not in log.lower(), word
    assert "Łukaszewicz" not in log


def test_no_file_is_named_after_anybody_or_says_a_name():
    """What the window keeps is read by nobody without the keyring; the log and the key are the test's own."""
    files = [os.path.join(base, name) for base, _, names in os.walk(work) for name in names if name not in ("log", "a.pem", "a.p12")]
    assert any(name.endswith(".feed") for name in files) and not found("\n".join(files)), files
    for path in files:
        with open(path, "rb") as file:
            content = file.read()
        assert not any(name.encode() in content for name in (*NAMES, PASSPHRASE, "Łukaszewicz")), path


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
