# SPDX-License-Identifier: GPL-3.0-or-later
"""Live connections: who is told what, and when they fall silent."""
import os
import signal
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import amtd
from domain import act, counter_order, ok

server = amtd.office(config=amtd.FAST + "[limits]\nlive-connections=20\n")
anna, karin, silke = server.staff("anna"), server.staff("karin"), server.staff("silke")
here = anna.authority()


def listen(client):
    """A live connection past its greeting."""
    live = client.live()
    assert live.status == 101
    live.hello = live.read()
    assert live.hello["type"] == "hello", live.hello
    return live


def enter():
    return ok(anna.post(f"/v1/authorities/{here}/requests", counter_order()), 201)


def database():
    return sqlite3.connect(os.path.join(server.state, "amtsstube.db"))


def test_hello_names_the_head():
    live = listen(karin)
    assert live.hello["authority_id"] == here
    assert live.hello["seq"] == karin.get(f"/v1/authorities/{here}/feed").json["head"]
    live.close()


def test_only_staff_may_listen():
    assert amtd.Live(server, "x").status == 401
    assert server.client().get("/v1/live").status == 401
    answer = anna.get("/v1/live")
    assert (answer.status, answer.slug) == (400, "bad-request"), ("no handshake, no upgrade", answer)


def test_a_change_reaches_the_team_and_nobody_else():
    mine, hers, foreign = listen(anna), listen(karin), listen(silke)
    start = time.monotonic()
    request = enter()
    frames = [mine.read(2), hers.read(2)]
    assert time.monotonic() - start < amtd.PATIENCE / 3
    for frame in frames:
        assert frame["type"] == "change" and frame["authority_id"] == here and frame["seq"] == mine.hello["seq"] + 1, frame
        assert frame["item"]["request"]["id"] == request["id"] and frame["item"]["by_name"] == "Anna Öztürk", frame
    page = karin.get(f"/v1/authorities/{here}/feed?after={mine.hello['seq']}").json
    assert page["items"] == [frames[1]["item"]] and page["last"] == frames[1]["seq"], page
    try:
        foreign.read(0.5)
        raise AssertionError("another authority was told")
    except socket.timeout:
        pass
    claimed = ok(act(karin, request, "claim"))
    frame = mine.read(2)
    assert frame["item"]["action"] == "claim" and frame["item"]["request"]["version"] == claimed["version"], frame
    for live in (mine, hers, foreign):
        live.close()


def test_signing_out_silences_at_once():
    again = server.staff("anna")
    live = listen(again)
    again.delete("/v1/session")
    assert live.read(1) == {"type": "end", "reason": "signed-out"}
    assert live.read(1) is None
    live.close()


def test_a_session_revoked_elsewhere_falls_silent():
    again = server.staff("anna")
    live = listen(again)
    start = time.monotonic()
    with database() as db:
        db.execute("DELETE FROM sessions WHERE created_at = (SELECT max(created_at) FROM sessions)")
    assert live.read(2) == {"type": "end", "reason": "signed-out"}
    assert time.monotonic() - start < 1.2
    live.close()


def test_an_expired_session_falls_silent():
    again = server.staff("anna")
    with database() as db:
        db.execute("UPDATE sessions SET expires_at = ? WHERE created_at = (SELECT max(created_at) FROM sessions)",
                   [int((time.time() + 1.5) * 1e6)])
    live = listen(again)
    assert live.read(3) == {"type": "end", "reason": "expired"}
    live.close()


def test_new_memberships_end_live_and_begin_the_feed_anew():
    live = listen(silke)
    elsewhere = silke.authority("nordwiek")
    epoch = silke.get(f"/v1/authorities/{elsewhere}/feed").json["epoch"]
    server.command("add-person", "--user", "silke", "--authority", "nordwiek", "--team", "tax", "--role", "clerk", "--further")
    assert live.read(2) == {"type": "end", "reason": "membership"}
    answer = silke.get(f"/v1/authorities/{elsewhere}/feed?after=1&epoch={epoch}")
    assert answer.status == 410 and answer.slug == "epoch-changed", answer
    live.close()


def test_too_many_live_connections():
    held = [listen(anna) for _ in range(20)]
    assert amtd.Live(server, anna.token).status == 503
    for live in held:
        live.close()

    def room():
        live = amtd.Live(server, anna.token)
        live.close()
        return live.status == 101
    assert amtd.eventually(room)


def test_a_reader_who_does_not_read_is_dropped():
    live = amtd.Live.__new__(amtd.Live)
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plain.connect(("127.0.0.1", server.port))
    real, server.open = server.open, lambda: plain
    try:
        live.__init__(server, karin.token)
    finally:
        server.open = real
    requests = [enter() for _ in range(6)]  # a request holds only so many notes

    def note(number):
        return anna.post(f"/v1/requests/{requests[number % 6]['id']}/notes", {"text": "x"}).status
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(note, range(1200))) == {200}
    received = 0
    plain.settimeout(2)
    try:
        while chunk := plain.recv(65536):
            received += len(chunk)
    except ConnectionResetError:
        pass
    assert received < 900_000, received
    assert karin.get("/v1/session").status == 200
    plain.close()


def test_a_client_may_close():
    live = listen(anna)
    live.socket.sendall(b"\x88\x82\0\0\0\0\x03\xe8")  # close 1000, masked
    assert live.frame(3)[0] == 8
    live.close()
    live = listen(anna)
    live.socket.sendall(b"\x82\xff" + (1 << 40).to_bytes(8, "big") + b"\0\0\0\0")  # a frame larger than allowed
    try:
        assert live.read(3) is None
    except EOFError:
        pass
    live.close()


def pongs_until(live, seconds):
    """Answers pings as a program that lives does."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        try:
            opcode, payload = live.frame(left / amtd.PATIENCE)
        except socket.timeout:
            return True
        if opcode == 8:
            return False
        if opcode == 9:
            live.socket.sendall(bytes((0x8a, 0x80 | len(payload))) + bytes(4) + payload)
    return True


def test_who_does_not_answer_a_ping_is_dropped():
    """A workstation whose plug was pulled says nothing: pinged after 20 seconds, given up 15 seconds later."""
    mute, alive = listen(anna), listen(karin)
    with ThreadPoolExecutor(1) as pool:
        stays = pool.submit(pongs_until, alive, 45)
        start = time.monotonic()
        seen = []
        try:
            while (opcode := mute.frame(60)[0]) != 8:
                seen.append(opcode)
        except (EOFError, ConnectionResetError):
            pass
        assert 9 in seen and time.monotonic() - start > 20, (seen, time.monotonic() - start)
        assert stays.result(), "who answers is not dropped"
    for live in (mute, alive):
        live.close()


def test_stopping_says_so():
    live = listen(anna)
    server.process.send_signal(signal.SIGTERM)
    assert live.read(5) == {"type": "end", "reason": "shutdown"}
    assert live.read(5) is None
    live.close()
    assert server.process.wait(15) == 0


try:
    amtd.main(globals())
finally:
    server.__exit__()
