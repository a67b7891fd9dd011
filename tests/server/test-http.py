# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP interface itself: what is malformed, too large, too slow, too many, or sent by somebody else."""
import json
import os
import socket
import sqlite3
import threading
import time

import amtd

server = None


def setup():
    global server
    server = amtd.office(config=amtd.FAST + "attempts=3\nwait-seconds=1\n[limits]\nheader-seconds=2\n")


def raw(data, shut=False, timeout=10):
    """Sends bytes as they are and reads to the end."""
    s = server.open(timeout)
    s.sendall(data)
    if shut:
        s.shutdown(socket.SHUT_WR)
    out = b""
    try:
        while chunk := s.recv(65536):
            out += chunk
    except (ConnectionResetError, socket.timeout):
        pass
    s.close()
    return out


def test_health_needs_no_token():
    answer = server.client().get("/v1/health")
    assert answer.status == 200 and answer.json["status"] == "ok", answer
    assert server.client().get("/v1/openapi.yaml").body.startswith(b"#") or b"openapi" in server.client().get("/v1/openapi.yaml").body


def test_unknown_path_and_method():
    answer = server.client().get("/v1/nothing")
    assert answer.status == 404 and answer.slug == "not-found", answer
    answer = server.client().delete("/v1/health")
    assert answer.status == 405 and answer.headers["Allow"] == "GET", answer
    for path in ("/", "/v1/%00", "/v1/%ff", "/v1/health/", "//v1/health", "/v1/session%2Fx"):
        assert server.client().get(path).status in (400, 404), path


def test_malformed_json():
    for body, status, slug in ((b"{", 400, "malformed-json"), (b"[]", 400, "not-an-object"), (b"", 400, "malformed-json"),
                               (b'{"user":"a","user":"b","password":"c"}', 400, "duplicate-field"),
                               (b'{"user":"\xff","password":"c"}', 400, "not-utf8"),
                               (b'{"a":' * 40 + b"1" + b"}" * 40, 400, "json-too-deep"),
                               (b'{"user":"a"}', 422, "missing-field"), (b'{"user":1,"password":"b"}', 422, "wrong-type"),
                               (b'{"user":"a","password":"b","extra":1}', 422, "unknown-field")):
        answer = server.client().call("POST", "/v1/sessions", body)
        assert (answer.status, answer.slug) == (status, slug), (body, answer)
        if status == 422:
            assert answer.json["field"] in ("password", "user", "extra"), answer


def test_oversized_body_is_refused_before_it_is_sent():
    s = server.open()
    s.sendall(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n")
    answer = s.recv(4096)
    assert answer.startswith(b"HTTP/1.1 413") and b"too-large" in answer, answer
    s.close()
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    answer = raw(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk * 3)
    assert answer.startswith(b"HTTP/1.1 413"), answer
    s = server.open()
    s.sendall(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 900000000\r\n\r\n")
    answer = s.recv(4096)
    assert answer.startswith(b"HTTP/1.1 413"), answer
    s.close()


def test_large_headers_get_431():
    answer = server.client().call("GET", "/v1/health", headers={"X-Much": "x" * 20000})
    assert answer.status == 431 and answer.slug == "headers-too-large", answer
    raw(b"GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Much: " + b"x" * 300000 + b"\r\n\r\n")
    assert server.client().get("/v1/health").status == 200


def test_garbage_instead_of_http():
    for data in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64, b"\r\n" * 50, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"):
        raw(data, shut=True)
    assert server.client().get("/v1/health").status == 200


def test_tokens():
    anna = server.staff("anna")
    assert anna.get("/v1/session").json["user"] == "anna"
    for token in (None, "", "x", "x" * 1000, anna.token[:-1], anna.token + "x"):
        answer = server.client(token).get("/v1/session")
        assert answer.status == 401 and answer.slug == "no-session" and answer.headers["WWW-Authenticate"], answer
    answer = anna.get("/v1/portal/session")
    assert answer.status == 401 and answer.slug == "no-session", answer
    assert anna.delete("/v1/session").status == 200
    assert anna.get("/v1/session").status == 401


def test_expired_session():
    anna = server.staff("anna")
    change("UPDATE sessions SET expires_at = 1000 WHERE person_id = (SELECT id FROM people WHERE user_name = 'anna')")
    answer = anna.get("/v1/session")
    assert answer.status == 401 and answer.slug == "session-expired", answer


def test_who_is_disabled_hears_it():
    """A workstation deletes its copy when it hears it: by any token of that person's, over for long or not, and by the password."""
    silke = server.staff("silke")
    change("UPDATE people SET active = 0 WHERE user_name = 'silke'")
    answer = silke.get("/v1/session")
    assert answer.status == 401 and answer.slug == "person-disabled", answer
    answer = server.client().post("/v1/sessions", {"user": "silke", "password": amtd.PASSWORD})
    assert answer.status == 401 and answer.slug == "person-disabled" and not answer.json.get("token"), answer
    answer = server.client().post("/v1/sessions", {"user": "silke", "password": "wrong"})
    assert answer.status == 401 and answer.slug == "wrong-credentials", answer
    change(f"UPDATE sessions SET expires_at = {int((time.time() - 30 * 86400) * 1e6)} WHERE person_id = (SELECT id FROM people WHERE user_name = 'silke')")
    server.stop()
    server.start()
    answer = silke.get("/v1/session")
    assert answer.status == 401 and answer.slug == "person-disabled", answer
    change("UPDATE people SET active = 1 WHERE user_name = 'silke'")
    answer = silke.get("/v1/session")
    assert answer.status == 401 and answer.slug == "session-expired", answer
    assert server.client().post("/v1/sessions", {"user": "silke", "password": amtd.PASSWORD}).status == 201


def change(sql):
    """Changes the database as another process would."""
    with sqlite3.connect(os.path.join(server.state, "amtsstube.db")) as db:
        db.execute(sql)
    db.close()


def test_wrong_password_and_unknown_user_look_the_same():
    bodies, times = [], []
    for user in ("silke", "nobody"):
        start = time.monotonic()
        answer = server.client().post("/v1/sessions", {"user": user, "password": "wrong"})
        times.append(time.monotonic() - start)
        assert answer.status == 401 and answer.slug == "wrong-credentials", answer
        bodies.append(answer.body)
    assert bodies[0] == bodies[1]


def test_throttle_outlives_restart():
    for _ in range(3):
        server.client().post("/v1/sessions", {"user": "karin", "password": "wrong"})
    answer = server.client().post("/v1/sessions", {"user": "karin", "password": amtd.PASSWORD})
    assert answer.status == 429 and answer.slug == "throttled" and int(answer.headers["Retry-After"]) >= 1, answer
    for _ in range(2):  # waits double
        time.sleep(int(answer.headers["Retry-After"]))
        server.client().post("/v1/sessions", {"user": "karin", "password": "wrong"})
        answer = server.client().post("/v1/sessions", {"user": "karin", "password": amtd.PASSWORD})
        assert answer.status == 429, answer
    server.stop()
    server.start()
    answer = server.client().post("/v1/sessions", {"user": "karin", "password": amtd.PASSWORD})
    assert answer.status == 429, answer
    time.sleep(int(answer.headers["Retry-After"]))
    server.staff("karin")


def test_foreign_authority_is_unknown():
    anna, silke = server.staff("anna"), server.staff("silke")
    foreign = anna.get(f"/v1/authorities/{silke.authority('nordwiek')}/feed")
    unknown = anna.get("/v1/authorities/018f0000-0000-7000-8000-000000000000/feed")
    garbage = anna.get("/v1/authorities/x/feed")
    assert foreign.status == 404 and foreign.body == unknown.body == garbage.body, (foreign, unknown, garbage)


def test_feed_pages_and_epoch():
    karin = server.staff("karin")
    path = f"/v1/authorities/{karin.authority()}/feed"
    page = karin.get(path).json
    assert page["items"] == [] and page["last"] == page["head"] and not page["more"], page
    answer = karin.get(path + "?after=5&epoch=wrong")
    assert answer.status == 410 and answer.slug == "epoch-changed", answer
    answer = karin.get(path + f"?after={page['head'] + 1}")
    assert answer.status == 410, "numbers that never were"
    answer = karin.get(path + "?limit=501")
    assert answer.status == 422 and answer.json["field"] == "limit", answer
    assert karin.get(path + f"?after=0&epoch={page['epoch']}").status == 200


def test_slow_headers_are_cut():
    s = server.open()
    start = time.monotonic()
    try:
        for byte in b"GET /v1/health HTTP/1.1\r\nHost: " + b"x" * 100:
            s.sendall(bytes([byte]))
            time.sleep(0.2)
    except OSError:
        pass
    assert time.monotonic() - start < 8, "a dripping client kept its connection"
    s.close()


def test_idle_connections_are_cut():
    s = server.open()
    start = time.monotonic()
    assert s.recv(10) == b"" and 1 < time.monotonic() - start < 6
    s.close()


def test_keep_alive():
    connection = server.connect()
    for _ in range(3):
        connection.request("GET", "/v1/health")
        assert connection.getresponse().read()
    connection.close()


def test_clients_that_abort():
    token = server.staff("anna").token
    for i in range(600):
        s = server.open()
        s.sendall(f"GET /v1/session HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        if i % 2:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        s.close()
    assert server.client(token).get("/v1/session").status == 200


def test_too_many_connections():
    # One thread, so that connections are counted in the order they were made.
    with amtd.office(config=amtd.FAST + "[limits]\nthreads=1\nconnections=40\n") as small:
        held = [small.open() for _ in range(40)]
        last = small.open()
        last.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = last.recv(4096)
        head, body = answer.split(b"\r\n\r\n", 1)
        assert b" 503 " in head and f"Content-Length: {len(body)}\r".encode() in head and json.loads(body)["type"] == "busy", answer
        for s in [*held, last]:
            s.close()
        assert amtd.eventually(lambda: healthy(small)), "the server did not recover"


def test_too_many_connections_of_one_address():
    with amtd.office(config=amtd.FAST + "[limits]\nthreads=1\nconnections-per-address=5\n") as small:
        held = [small.open() for _ in range(5)]
        other = socket.create_connection(("127.0.0.1", small.port), source_address=("127.0.0.2", 0))
        other.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 200 " in other.recv(4096), "others are served"
        last = small.open()
        last.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 503 " in last.recv(4096)
        for s in [*held, other, last]:
            s.close()


def healthy(which):
    try:
        return which.client().get("/v1/health").status == 200
    except OSError:
        return False


def test_burst_of_connections_is_served():
    done = []

    def one():
        try:
            done.append(server.client().get("/v1/health").status)
        except OSError as error:
            done.append(error)
    threads = [threading.Thread(target=one) for _ in range(300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done.count(200) == 300, set(map(str, done))


def test_too_few_descriptors():
    """EMFILE must not end the accepting."""
    with amtd.office(prefix=["prlimit", "--nofile=90:90"]) as small:
        held = []
        for _ in range(150):
            s = socket.create_connection(("127.0.0.1", small.port))
            held.append(s)
        time.sleep(0.5)
        for s in held:
            s.close()

        assert amtd.eventually(lambda: healthy(small)), small.log()[-500:]


def test_log_names_nobody():
    anna = server.staff("anna")
    anna.get(f"/v1/authorities/{anna.authority()}/feed?after=0&epoch=geheim")
    log = server.log()
    for word in ("anna", "Öztürk", anna.token, amtd.PASSWORD, "geheim", anna.authority()):
        assert word not in log, word


def test_behind_a_proxy_the_address_is_the_last_it_added():
    with amtd.office(config=amtd.FAST + "attempts=2\nwait-seconds=60\n[listen]\nbehind-proxy=true\naddress=0.0.0.0\n") as behind:
        def guess(forwarded, password="wrong"):
            return behind.client().call("POST", "/v1/sessions", {"user": "anna", "password": password}, {"X-Forwarded-For": forwarded}).status
        assert [guess("10.0.0.1, 192.0.2.7"), guess("10.0.0.2, 192.0.2.7"), guess("10.0.0.3,192.0.2.7", amtd.PASSWORD)] == [401, 401, 429]
        assert guess("192.0.2.7, 192.0.2.8", amtd.PASSWORD) == 201


def test_systemd_is_told():
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        told.bind(os.path.join(folder, "notify"))
        told.settimeout(10)
        with amtd.office(env={"NOTIFY_SOCKET": os.path.join(folder, "notify"), "JOURNAL_STREAM": "1:2"}) as unit:
            assert told.recv(100) == b"READY=1"
            unit.stop()
            assert told.recv(100) == b"STOPPING=1"
            assert unit.log().startswith("<5>event=started"), unit.log()


def test_after_a_restore_feeds_begin_anew():
    karin = server.staff("karin")
    path = f"/v1/authorities/{karin.authority()}/feed"
    epoch = karin.get(path).json["epoch"]
    server.command("restored")
    assert karin.get(path + "?epoch=" + epoch).status == 410
    assert karin.get(path).json["epoch"] != epoch


def test_large_answers_are_compressed():
    import gzip
    answer = server.client().call("GET", "/v1/openapi.yaml", headers={"Accept-Encoding": "gzip"})
    assert answer.status == 200 and answer.headers["Content-Encoding"] is None
    with amtd.office(config=amtd.FAST + "[limits]\ngzip-from=10\n") as packed:
        answer = packed.client().call("GET", "/v1/health", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip" and json.loads(gzip.decompress(answer.body))["status"] == "ok"
        assert packed.client().get("/v1/health").json["status"] == "ok"


setup()
try:
    amtd.main(globals())
finally:
    server.__exit__()
