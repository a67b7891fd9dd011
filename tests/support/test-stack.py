# SPDX-License-Identifier: GPL-3.0-or-later
"""A window that ends by a signal says where, and the journey that sees it says it too."""
import os
import signal

import amtd
from journey import Missing, Window, eventually


def died(number):
    window = Window("--server", "http://127.0.0.1:9")
    os.kill(window.process.pid, number)
    eventually("its end", lambda: window.process.poll() is not None)
    assert window.process.returncode == -number, window.process.returncode
    return window


def test_a_signal_is_told_with_its_stacks():
    window = died(signal.SIGSEGV)
    try:
        window.look_alive()
    except Missing as missing:
        said = str(missing)
    assert f"ended with {-signal.SIGSEGV}" in said and "g_main_context_iteration" in said and "amtsstube" in said, said
    assert "Thread 2" in said and "main (argc=" in said, said  # by gdb, of all threads and with our names


def test_an_abort_is_told_at_the_end():
    window = died(signal.SIGABRT)
    try:
        window.close()
    except AssertionError as error:
        said = str(error)
    assert "g_main_context_iteration" in said, said


amtd.main(globals())
