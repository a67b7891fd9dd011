# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen in the browser, on this computer only: serves noVNC's files and passes its WebSocket on to a VNC server's socket.

    view.py SOCKET [NOVNC-FOLDER]      the token comes in AMT_VIEW_TOKEN, so that no list of processes shows it

Prints the address. Whoever lacks the token, names another host, or comes from another page gets nothing.
"""
import asyncio
import base64
import hashlib
import hmac
import mimetypes
import os
import pathlib
import struct
import sys

PAGE = pathlib.Path(__file__).with_name("view.html")
MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
BINARY, CLOSE, PING, PONG = 2, 8, 9, 10
LIMIT = 1 << 20  # bytes of one frame from the browser
TYPES = {".js": "text/javascript", ".html": "text/html; charset=utf-8"}


class Refused(Exception):
    def __init__(self, status):
        self.status = status


def frame(kind, payload):
    size = len(payload)
    if size < 126:
        head = struct.pack(">BB", 0x80 | kind, size)
    elif size < 1 << 16:
        head = struct.pack(">BBH", 0x80 | kind, 126, size)
    else:
        head = struct.pack(">BBQ", 0x80 | kind, 127, size)
    return head + payload


async def read_frame(reader):
    """(kind, payload) of one masked frame."""
    first, second = await reader.readexactly(2)
    size = second & 0x7F
    if size >= 126:
        wide = 2 if size == 126 else 8
        size = int.from_bytes(await reader.readexactly(wide), "big")
    if not second & 0x80 or size > LIMIT:
        raise ConnectionError("not a browser's frame")
    mask = await reader.readexactly(4)
    payload = await reader.readexactly(size)
    key = (mask * (size // 4 + 1))[:size]
    return first & 0x0F, (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")


class Bridge:
    def __init__(self, socket, folder, token):
        self.socket, self.folder, self.token = socket, pathlib.Path(folder).resolve(), token
        self.hosts = set()

    async def read_head(self, reader):
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
        parts = target.split("?")[0].split("/", 2)  # "", token, rest
        good = len(parts) == 3 and hmac.compare_digest(parts[1].encode(), self.token.encode())
        if method != "GET" or headers.get("host") not in self.hosts or not good:
            raise Refused("403 Forbidden")
        return parts[2], headers

    def find_file(self, rest):
        path = (self.folder / rest).resolve() if rest else PAGE
        if rest and self.folder not in path.parents or not path.is_file():
            raise Refused("404 Not Found")
        return path

    async def screen(self, reader, writer, headers):
        if headers.get("origin") not in {f"http://{host}" for host in self.hosts} or "sec-websocket-key" not in headers:
            raise Refused("403 Forbidden")
        accept = base64.b64encode(hashlib.sha1((headers["sec-websocket-key"] + MAGIC).encode()).digest()).decode()
        binary = "Sec-WebSocket-Protocol: binary\r\n" if "binary" in headers.get("sec-websocket-protocol", "") else ""
        writer.write(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     f"Sec-WebSocket-Accept: {accept}\r\n{binary}\r\n".encode())
        from_screen, to_screen = await asyncio.open_unix_connection(self.socket)

        async def down():
            while data := await from_screen.read(1 << 16):
                writer.write(frame(BINARY, data))
                await writer.drain()

        async def up():
            while True:
                kind, payload = await read_frame(reader)
                if kind == CLOSE:
                    return
                if kind == PING:
                    writer.write(frame(PONG, payload))
                elif kind in (0, 1, BINARY):
                    to_screen.write(payload)
                    await to_screen.drain()

        tasks = [asyncio.create_task(down()), asyncio.create_task(up())]
        done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        await asyncio.gather(*done, *rest, return_exceptions=True)
        to_screen.close()

    async def answer(self, reader, writer):
        status, body, kind = "200 OK", b"", "text/plain"
        try:
            rest, headers = await asyncio.wait_for(self.read_head(reader), 10)
            if rest == "screen":
                await self.screen(reader, writer, headers)
                return
            path = self.find_file(rest)
            body = path.read_bytes()
            kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        except Refused as refused:
            status = refused.status
        except ValueError:
            status = "400 Bad Request"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\n"
                     "Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n".encode() + body)

    async def serve(self, reader, writer):
        try:
            await self.answer(reader, writer)
            await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.TimeoutError, OSError):
            pass  # the browser went away, or was none
        finally:
            writer.close()


async def main():
    bridge = Bridge(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "/usr/share/novnc", os.environ["AMT_VIEW_TOKEN"])
    server = await asyncio.start_server(bridge.serve, "127.0.0.1", int(os.environ.get("AMT_VIEW_PORT", "0")))
    port = server.sockets[0].getsockname()[1]
    bridge.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    print(f"http://127.0.0.1:{port}/{bridge.token}/", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
