# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the real server and talks to it.

    with amtd.Server() as server:                     # a demo office in a directory of its own, on a free port
        clerk = server.staff("a.thiessen")            # signed in
        page = clerk.get("/v1/session")               # Answer: .status .headers .body .json
        citizen = server.citizen("z.lukaszewicz")

    amtd.Server(demo=False) has no people; office() gives it an authority "leinhagen" with a clerk, quickly.

Tests are functions named test_*; amtd.main(globals()) runs them and prints TAP.
"""
import base64
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import uuid

import contract

BINARY = os.path.join(os.environ.get("AMT_BUILD", "build/debug"), "src/server/amtsstube-server")
PASSWORD = "demo-amtsstube"
PATIENCE = int(os.environ.get("AMT_PATIENCE", "3"))  # how many times as long as on an idle machine anything may take
FAST = "[sign-in]\nargon2-memory-kib=64\nargon2-passes=1\n"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def slug(self):
        """The problem's type, or None."""
        return self.json.get("type") if self.headers.get("Content-Type", "").startswith("application/problem") else None

    def __repr__(self):
        return f"<{self.status} {self.body[:300]!r}>"


class Client:
    """Calls with one token; each call has its own connection, so that clients may be used by many threads."""

    def __init__(self, server, token=None, who=None):
        self.server, self.token, self.who = server, token, who

    def call(self, method, path, body=None, headers=None, timeout=30):
        sent = {} if self.token is None else {"Authorization": "Bearer " + self.token}
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        connection = self.server.connect(timeout * PATIENCE)
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            found = Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()
        contract.check(method, path, found)
        return found

    def get(self, path, **headers):
        return self.call("GET", path, headers=named(headers))

    def post(self, path, body=None, **headers):
        return self.call("POST", path, {} if body is None else body, named(headers))

    def put(self, path, body=None, **headers):
        return self.call("PUT", path, {} if body is None else body, named(headers))

    def delete(self, path, **headers):
        return self.call("DELETE", path, headers=named(headers))

    def authority(self, slug="leinhagen"):
        """The id of one of the signed-in person's authorities."""
        for membership in self.get("/v1/session").json["memberships"]:
            if membership["authority"]["slug"] == slug:
                return membership["authority"]["id"]
        raise KeyError(slug)

    def live(self):
        return Live(self.server, self.token)


def named(headers):
    """if_match=3 → If-Match: "3"; idempotency_key="x" → Idempotency-Key: x"""
    return {name.replace("_", "-"): f'"{value}"' if name in ("if_match", "if_none_match") else str(value)
            for name, value in headers.items()}


class Live:
    """A WebSocket that reads text frames."""

    def __init__(self, server, token):
        self.socket = server.open()
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET /v1/live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nUpgrade: websocket\r\n"
                             f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n").encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        self.status = int(head.split()[1])

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError("the connection ended")
        self.buffer += data

    def _take(self, size):
        while len(self.buffer) < size:
            self._more()
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        return data

    def frame(self, timeout=5):
        """(opcode, payload) of the next frame of any kind."""
        self.socket.settimeout(timeout * PATIENCE)
        first, length = self._take(2)
        if length == 126:
            length = struct.unpack(">H", self._take(2))[0]
        elif length == 127:
            length = struct.unpack(">Q", self._take(8))[0]
        return first & 15, self._take(length)

    def read(self, timeout=5):
        """The next text frame as JSON; None when the server closed."""
        while True:
            opcode, payload = self.frame(timeout)
            if opcode == 1:
                return json.loads(payload)
            if opcode == 8:
                return None

    def close(self):
        self.socket.close()


class Server:
    def __init__(self, demo=True, directory=None, config="", args=(), env=None, prefix=(), start=True, scheme="http"):
        self.own = directory is None
        self.directory = directory or tempfile.mkdtemp(prefix="amtd-")
        self.state = os.path.join(self.directory, "state")
        self.demo, self.args, self.env, self.prefix, self.scheme = demo, list(args), env or {}, list(prefix), scheme
        self.config = os.path.join(self.directory, "server.conf")
        self.tls = None
        self.process = None
        if config or not os.path.exists(self.config):  # else it is another's directory, with its own
            with open(self.config, "w", encoding="utf-8") as file:
                file.write(config)
        if not demo and not os.path.exists(self.state):
            self.command("init")
        if start:
            self.start()

    def command(self, name, *args, stdin="", check=True):
        """Runs another command of the server on the same directory."""
        run = subprocess.run([BINARY, name, "--config", self.config, "--directory", self.state, *args], input=stdin,
                             capture_output=True, text=True, env={**os.environ, **self.env}, timeout=60 * PATIENCE)
        if check and run.returncode:
            raise RuntimeError(f"{name}: {run.stderr}")
        return run

    def start(self, timeout=120):
        where = ["--demo", self.state] if self.demo else ["--directory", self.state]
        self.log_path = os.path.join(self.directory, "log")
        self.process = subprocess.Popen([*self.prefix, BINARY, "serve", "--config", self.config, *where, "--port", "0", *self.args],
                                        stdout=subprocess.PIPE, stderr=open(self.log_path, "ab"), text=True,
                                        env={**os.environ, **self.env})
        line = self.process.stdout.readline()
        match = re.match(r"listening on (https?)://.*:(\d+)$", line.strip())
        if not match:
            self.process.wait(10)
            raise RuntimeError(f"the server did not start: {line!r} {self.log()[-2000:]}")
        self.scheme, self.port = match.group(1), int(match.group(2))
        self.url = f"{self.scheme}://127.0.0.1:{self.port}"
        return self

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self, timeout=20):
        """Asks it to stop. Returns its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self._end(timeout)

    def kill(self):
        self.process.kill()
        return self._end(10)

    def _end(self, timeout):
        status = self.process.wait(timeout * PATIENCE)
        self.process.stdout.close()
        self.process = None
        return status

    def open(self, timeout=10):
        """A connected socket, with TLS where the server speaks it."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout * PATIENCE)
        return self.tls.wrap_socket(plain, server_hostname="localhost") if self.scheme == "https" else plain

    def connect(self, timeout=30):
        if self.scheme == "https":
            return http.client.HTTPSConnection("localhost", self.port, timeout=timeout, context=self.tls)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def client(self, token=None):
        return Client(self, token)

    def staff(self, user, password=PASSWORD):
        answer = self.client().post("/v1/sessions", {"user": user, "password": password})
        if answer.status != 201:
            raise RuntimeError(f"{user} cannot sign in: {answer}")
        return Client(self, answer.json["token"], answer.json["session"])

    def citizen(self, user, password=PASSWORD):
        answer = self.client().post("/v1/portal/sessions", {"user": user, "password": password})
        if answer.status != 201:
            raise RuntimeError(f"{user} cannot sign in: {answer}")
        return Client(self, answer.json["token"], answer.json)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        status = 0
        if self.process:
            try:
                status = self.stop()
            except subprocess.TimeoutExpired:
                status = self.kill()
        log = self.log() if status else ""
        if self.own:
            shutil.rmtree(self.directory, ignore_errors=True)
        if status:  # also what sanitizers say
            raise RuntimeError(f"the server ended with {status}:\n{log[-6000:]}")


def office(config=FAST, start=True, **options):
    """A small real office, made by the commands: authority "leinhagen", clerk "anna", supervisor "karin" (trade too);
    authority "nordwiek", clerk "silke"; all with PASSWORD."""
    server = Server(demo=False, config=config, start=False, **options)
    people = [("anna", "Anna Öztürk", "leinhagen", "residents", "clerk"), ("karin", "Karin Łoś", "leinhagen", "residents", "supervisor"),
              ("silke", "Silke Nord", "nordwiek", "residents", "clerk")]
    for slug in ("leinhagen", "nordwiek"):
        server.command("add-authority", "--slug", slug, "--name", "Stadt " + slug.title())
    for user, name, authority, team, role in people:
        server.command("add-person", "--user", user, "--name", name, "--authority", authority, "--team", team, "--role", role,
                       stdin=PASSWORD + "\n")
    server.command("add-person", "--user", "karin", "--authority", "leinhagen", "--team", "trade", "--role", "supervisor", "--further")
    return server.start() if start else server


def new_key():
    return str(uuid.uuid4())


def eventually(check, timeout=5):
    """Whether @check comes true in time."""
    end = time.monotonic() + timeout * PATIENCE
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.02)
    return bool(check())


def main(names):
    """Runs every test_* of @names in order, prints TAP, exits 1 when one failed."""
    tests = [(name, test) for name, test in names.items() if name.startswith("test_") and callable(test)]
    wanted = sys.argv[1:]
    if wanted:
        tests = [t for t in tests if any(w in t[0] for w in wanted)]
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        try:
            skipped = test()
            print(f"ok {number} - {name[5:].replace('_', ' ')}" + (f" # SKIP {skipped}" if isinstance(skipped, str) else ""), flush=True)
        except Exception:
            failed += 1
            print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end="")
            print(f"not ok {number} - {name[5:].replace('_', ' ')}", flush=True)
    sys.exit(1 if failed else 0)


def ssl_context(ca):
    return ssl.create_default_context(cafile=ca)
