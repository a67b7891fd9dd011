# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS by certificate files, and what is refused without it."""
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time

import amtd

folder = tempfile.mkdtemp(prefix="amtd-tls-")
server = None


def path(name):
    return os.path.join(folder, name)


def openssl(*args):
    subprocess.run(["openssl", *args], check=True, capture_output=True, cwd=folder)


def make_certificates():
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
            "-subj", "/CN=Test CA", "-days", "2", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "server.key", "-out", "server.csr",
            "-subj", "/CN=localhost")
    with open(path("ext"), "w", encoding="ascii") as file:
        file.write("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "ext",
            "-out", "server.pem")


def setup():
    global server
    make_certificates()
    config = amtd.FAST + f"[limits]\nheader-seconds=4\n[listen]\ncertificate={path('server.pem')}\nkey={path('server.key')}\n"
    server = amtd.office(config=config)
    server.tls = amtd.ssl_context(path("ca.pem"))


def test_curl_trusts_it():
    run = subprocess.run(["curl", "-sS", "--cacert", path("ca.pem"), f"https://localhost:{server.port}/v1/health"], capture_output=True, check=False)
    assert b'"ok"' in run.stdout, run
    run = subprocess.run(["curl", "-sS", f"https://localhost:{server.port}/v1/health"], capture_output=True, check=False)
    assert run.returncode == 60, run


def test_old_versions_are_refused():
    context = amtd.ssl_context(path("ca.pem"))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with context.wrap_socket(socket.create_connection(("127.0.0.1", server.port)), server_hostname="localhost") as s:
        assert s.version() in ("TLSv1.2", "TLSv1.3")
    run = subprocess.run(["curl", "-sS", "--tls-max", "1.1", "--cacert", path("ca.pem"), f"https://localhost:{server.port}/v1/health"],
                         capture_output=True, check=False)
    assert run.returncode != 0


def test_many_requests_by_one_connection():
    anna = server.staff("anna")
    connection = server.connect()
    for _ in range(20):
        connection.request("GET", "/v1/session", headers={"Authorization": "Bearer " + anna.token})
        assert connection.getresponse().read()
    connection.close()


def test_too_large_is_said_under_tls():
    s = server.open()
    s.sendall(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n")
    assert s.recv(4096).startswith(b"HTTP/1.1 413")
    s.close()


def test_live_works_under_tls():
    anna = server.staff("anna")
    live = anna.live()
    assert live.status == 101 and live.read()["type"] == "hello"
    anna.delete("/v1/session")
    frame = live.read(2)
    assert frame == {"type": "end", "reason": "signed-out"}, frame
    assert live.read(2) is None
    live.close()


def test_silent_handshake_is_cut():
    s = socket.create_connection(("127.0.0.1", server.port), 10)
    start = time.monotonic()
    assert s.recv(10) == b"" and time.monotonic() - start < 9
    s.close()


def test_plain_http_is_no_tls():
    s = socket.create_connection(("127.0.0.1", server.port), 10)
    s.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
    try:
        assert b"200" not in s.recv(1000)
    except ConnectionResetError:
        pass
    s.close()
    assert server.client().get("/v1/health").status == 200


def check(text):
    with open(path("conf"), "w", encoding="utf-8") as file:
        file.write(text)
    return subprocess.run([amtd.BINARY, "--check-config", "--config", path("conf")], capture_output=True, text=True, check=False)


def test_config_is_checked():
    assert check("").returncode == 0
    for text, word in (("[listen]\naddress=0.0.0.0\n", "behind-proxy"), ("[listen]\naddress=::\n", "behind-proxy"),
                       ("[listen]\nport=70000\n", "listen.port"), ("[listen]\nprot=1\n", "prot"), ("[lisen]\nport=1\n", "lisen"),
                       ("[listen]\naddress=example.org\n", "listen.address"), ("[listen]\ncertificate=/nowhere\nkey=/nowhere\n", "/nowhere"),
                       ("[listen]\ncertificate=/nowhere\n", "together"), ("[limits]\nworkers=0\n", "limits.workers"),
                       ("[sign-in]\nattempts=x\n", "sign-in.attempts"), ("nonsense", "conf")):
        run = check(text)
        assert run.returncode == 1 and word in run.stderr, (text, run)
    assert check("[listen]\naddress=0.0.0.0\nbehind-proxy=true\n").returncode == 0
    assert check(f"[listen]\naddress=0.0.0.0\ncertificate={path('server.pem')}\nkey={path('server.key')}\n").returncode == 0


def test_example_config_is_the_defaults():
    example = os.path.join(os.environ["AMT_SOURCE"], "data/server/amtsstube-server.conf")
    with open(example, encoding="utf-8") as file:
        text = file.read()
    assert check(text).returncode == 0, check(text)
    everything = "\n".join(line[1:] if line.startswith("#") and "=" in line and not line.startswith("# ") else line for line in text.splitlines())
    with open(os.path.join(os.environ["AMT_SOURCE"], "src/server/base/amtd-config.c"), encoding="utf-8") as file:
        source = file.read()
    import re
    for group, key in re.findall(r'\{ "([a-z-]+)", "([a-z-]+)", KEY_', source):
        assert re.search(rf"^#?{key}=", text, re.M), f"{group}.{key} is not explained"
    assert "unknown" not in check(everything).stderr


setup()
try:
    amtd.main(globals())
finally:
    server.__exit__()
    shutil.rmtree(folder)
