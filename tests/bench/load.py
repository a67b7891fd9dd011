# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests in great number, over connections that stay open; on the loopback only."""
import http.client
import json
import multiprocessing
import socket
import threading
import time

from domain import order

CITIZENS = ["z.lukaszewicz", "g.nguyen", "th.gudmundsdottir", "s.turcanu", "s.kjaer", "k.dvorakova"]


class Line:
    """One connection that stays open."""

    def __init__(self, client):
        self.token, self.connection = client.token, http.client.HTTPConnection("127.0.0.1", client.server.port, timeout=60)

    def call(self, method, path, body=None):
        headers = {"Authorization": "Bearer " + self.token} if self.token else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{method} {path}: {answer.status} {data[:200]!r}")
        return data

    def close(self):
        self.connection.close()


def orders(authority):
    """Bodies of what citizens order of one team."""
    return [json.dumps(order(authority, variant=variant)).encode() for variant in ("simple", "extended")]


def fill(server, authority, count, threads=8):
    """@count orders through the portal. Returns the seconds it took."""
    bodies = orders(authority)
    clients = [server.citizen(user) for user in CITIZENS]
    failures = []

    def work(number):
        try:
            line = Line(clients[number % len(clients)])
            for at in range(number, count, threads):
                line.call("POST", "/v1/portal/requests", bodies[at % len(bodies)])
            line.close()
        except Exception as error:
            failures.append(error)

    begun = time.monotonic()
    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if failures:
        raise failures[0]
    return time.monotonic() - begun


def ask(port, head, until, counts, number):
    """One process, one connection: the same question until the time is over."""
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        asked = 0
        while time.monotonic() < until:
            connection.sendall(head)
            data = connection.recv(1 << 18)
            while b"\r\n\r\n" not in data:
                data += connection.recv(1 << 18)
            top, body = data.split(b"\r\n\r\n", 1)
            lines = top.lower().split(b"\r\n")
            left = int(next(line for line in lines if line.startswith(b"content-length:")).split(b":")[1]) - len(body)
            if b" 200 " not in lines[0] + b" ":
                raise RuntimeError(repr(lines[0]))
            while left > 0:
                left -= len(connection.recv(1 << 18))
            asked += 1
        counts[number] = asked


def rate(client, path, connections=4, seconds=2):
    """Answers a second over @connections that stay open, each asking again as soon as it was answered."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{client.server.port}\r\n"
    head = (head + (f"Authorization: Bearer {client.token}\r\n" if client.token else "") + "\r\n").encode()
    counts = multiprocessing.Array("l", connections)
    until = time.monotonic() + 0.3 + seconds
    workers = [multiprocessing.Process(target=ask, args=(client.server.port, head, until, counts, number)) for number in range(connections)]
    for worker in workers:
        worker.start()
    begun = time.monotonic()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError(f"{path}: a connection failed")
    return sum(counts) / (time.monotonic() - begun)
