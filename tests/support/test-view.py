# SPDX-License-Identifier: GPL-3.0-or-later
"""The bridge of "./dev run" to the browser: a screen for whoever has the address, nothing for anybody else. Prints TAP."""
import base64
import ctypes
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import urllib.parse

from tap import end, ok

here = pathlib.Path(__file__).parent
TOKEN = "0123456789abcdef0123456789abcdef"


def spawn(*command, **more):
    return subprocess.Popen(command, preexec_fn=lambda: ctypes.CDLL(None).prctl(1, signal.SIGKILL), **more)


def ask(port, path, host=None, headers=""):
    """(status, everything that follows, as far as it came at once)"""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host or f'127.0.0.1:{port}'}\r\n{headers}\r\n".encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
            if b"RFB 003" in answer:
                break
    return int(answer.split()[1]) if answer else 0, answer


def upgrade(origin):
    key = base64.b64encode(os.urandom(16)).decode()
    return (f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Protocol: binary\r\nOrigin: {origin}\r\n")


def type_through(port):
    """A handshake with the VNC server: what we send in masked frames arrives, and it answers."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(f"GET /{TOKEN}/screen HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{upgrade(f'http://127.0.0.1:{port}')}\r\n".encode())
        data = b""
        while b"RFB 003.008\n" not in data:
            data += connection.recv(65536)
        mask = os.urandom(4)
        said = bytes(b ^ mask[i % 4] for i, b in enumerate(b"RFB 003.008\n"))
        connection.sendall(struct.pack(">BB", 0x82, 0x80 | len(said)) + mask + said)
        data = connection.recv(65536)
    return data[:1] == b"\x82" and b"\x01\x01" in data  # one kind of security: none


def run(folder):
    read_end, write_end = os.pipe()
    screen = f"{folder}/screen"
    server = spawn("Xtigervnc", "-displayfd", str(write_end), "-geometry", "400x300", "-depth", "24", "-rfbport", "-1", "-rfbunixpath", screen,
                   "-rfbunixmode", "0600", "-SecurityTypes", "None", "-nolisten", "tcp", "-AlwaysShared", pass_fds=[write_end],
                   stderr=subprocess.DEVNULL)
    os.close(write_end)
    ok(os.read(read_end, 20).strip().isdigit(), "the screen starts")
    bridge = spawn(sys.executable, here / "view.py", screen, env=dict(os.environ, AMT_VIEW_TOKEN=TOKEN), stdout=subprocess.PIPE, text=True)
    address = urllib.parse.urlsplit(bridge.stdout.readline().strip())
    port = address.port
    check(port, address)
    bridge.kill()
    server.kill()


def check(port, address):
    status, page = ask(port, f"/{TOKEN}/")
    ok(address.hostname == "127.0.0.1" and status == 200 and b"core/rfb.js" in page, "the page, with the token")
    ok(ask(port, f"/{TOKEN}/core/rfb.js")[0] == 200, "noVNC's files")
    ok(ask(port, "/")[0] == 403 and ask(port, f"/{TOKEN[:-1]}0/")[0] == 403, "nothing without the token")
    ok(ask(port, f"/{TOKEN}/", host=f"evil.example:{port}")[0] == 403, "nothing under another host's name")
    ok(ask(port, f"/{TOKEN}/../../../etc/passwd")[0] == 404, "no file outside the folder")
    ok(ask(port, f"/{TOKEN}/screen", headers=upgrade("http://evil.example"))[0] == 403, "no screen for another page")
    ok(ask(port, "/\xff")[0] in (400, 403) and ask(port, "x")[0] in (400, 403), "nonsense is refused")
    ok(type_through(port), "the screen, both ways")


with tempfile.TemporaryDirectory() as folder:
    run(folder)
end()
