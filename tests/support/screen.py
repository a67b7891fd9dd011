# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of the whole screen as a person sees it, popovers and all, with nothing but libX11."""
import ctypes
import ctypes.util
import struct
import zlib

ZPIXMAP, ALL_PLANES = 2, 0xFFFFFFFF


class _Image(ctypes.Structure):
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.POINTER(ctypes.c_ubyte)), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int), ("bits_per_pixel", ctypes.c_int)]


def _x11():
    x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XGetImage.restype = ctypes.POINTER(_Image)
    x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
                              ctypes.c_ulong, ctypes.c_int]
    for name in ("XDisplayWidth", "XDisplayHeight"):
        getattr(x11, name).argtypes = [ctypes.c_void_p, ctypes.c_int]
    x11.XDestroyImage.argtypes = [ctypes.POINTER(_Image)]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    return x11


def grab():
    """(width, height, rows of RGB bytes) of the screen named by DISPLAY."""
    x11 = _x11()
    display = x11.XOpenDisplay(None)
    if not display:
        raise RuntimeError("no display")
    width, height = x11.XDisplayWidth(display, 0), x11.XDisplayHeight(display, 0)
    image = x11.XGetImage(display, x11.XDefaultRootWindow(display), 0, 0, width, height, ALL_PLANES, ZPIXMAP)
    stride = image.contents.bytes_per_line
    data = ctypes.string_at(image.contents.data, stride * height)
    x11.XDestroyImage(image)
    x11.XCloseDisplay(display)
    rows = []
    for y in range(height):
        line = data[y * stride : y * stride + width * 4]
        row = bytearray(width * 3)
        row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
        rows.append(bytes(row))
    return width, height, rows


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def save(path):
    width, height, rows = grab()
    raw = b"".join(b"\0" + row for row in rows)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
        file.write(_chunk(b"IDAT", zlib.compress(raw, 6)))
        file.write(_chunk(b"IEND", b""))


def set_dpi(dpi):
    """What GTK on X11 takes for the size of text: 192 is 200 %."""
    x11 = _x11()
    for name, types in (("XInternAtom", [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]),
                        ("XChangeProperty", [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_int,
                                             ctypes.c_int, ctypes.c_char_p, ctypes.c_int])):
        getattr(x11, name).argtypes = types
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XSetCloseDownMode.argtypes = [ctypes.c_void_p, ctypes.c_int]
    display = x11.XOpenDisplay(None)
    text = f"Xft.dpi:\t{dpi}\n".encode()
    manager, string = (x11.XInternAtom(display, name, 0) for name in (b"RESOURCE_MANAGER", b"STRING"))
    x11.XChangeProperty(display, x11.XDefaultRootWindow(display), manager, string, 8, 0, text, len(text))
    x11.XSetCloseDownMode(display, 1)  # so that the screen is not reset, and the property with it
    x11.XCloseDisplay(display)
