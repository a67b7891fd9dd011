# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sanitizer reports makes a test fail, also where nobody looks at the program's exit status or hears its stderr."""
import os
import subprocess

import amtd

SUPPORT = os.path.dirname(os.path.abspath(__file__))
WRONG = os.path.join(os.environ["AMT_BUILD"], "tests/support/wrong")


def watched(*command):
    return subprocess.run([os.path.join(SUPPORT, "watched"), *command], capture_output=True, text=True, timeout=60 * amtd.PATIENCE,
                          check=False)


def unheard(*arguments):
    return watched("sh", "-c", '"$@" >/dev/null 2>&1; true', "sh", WRONG, *arguments)


def reported(words, *arguments):
    answer = unheard(*arguments)
    assert answer.returncode == 99 and words in answer.stderr, answer


def test_nothing_wrong():
    assert unheard("nothing").returncode == 0
    assert unheard("nothing", "locked").returncode == 0


def test_a_status_stays():
    assert watched("sh", "-c", "exit 3").returncode == 3


def test_memory():
    reported("heap-buffer-overflow", "overflow")


def test_leak():
    reported("LeakSanitizer", "leak")


def test_undefined():
    reported("AddressSanitizer: ILL", "undefined")


def test_memory_in_the_locked_viewer():
    reported("heap-buffer-overflow", "overflow", "locked")


def test_undefined_in_the_locked_viewer():
    reported("AddressSanitizer: ILL", "undefined", "locked")


amtd.main(globals())
