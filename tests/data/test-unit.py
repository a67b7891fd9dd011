# SPDX-License-Identifier: GPL-3.0-or-later
"""The systemd unit: systemd understands every line of it, and finds little the service could reach that it need not.
Arguments: the unit as it is installed."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

UNIT = sys.argv[1]
del sys.argv[1:]

import amtd  # noqa: E402

ANALYZE = shutil.which("systemd-analyze")


def analyze(verb, unit, *options):
    return subprocess.run([ANALYZE, verb, *options, unit], capture_output=True, text=True, check=False)


def verify(text):
    """What systemd says of it where the program it names is there."""
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "amtsstube-server.service")
        with open(unit, "w", encoding="utf-8") as file:
            file.write(re.sub(r"^(Exec\w+=)\S+", rf"\1{amtd.BINARY}", text, flags=re.M))
        return analyze("verify", unit, "--man=no")


def read():
    with open(UNIT, encoding="utf-8") as file:
        return file.read()


def test_systemd_understands_it():
    if ANALYZE is None:
        return "systemd-analyze is not there"
    run = verify(read())
    assert run.returncode == 0 and "amtsstube-server.service" not in run.stdout + run.stderr, run
    wrong = verify(read().replace("PrivateIPC=", "PrivateIPX="))
    assert "PrivateIPX" in wrong.stderr, "it says nothing of a word it does not know"
    return None


def test_little_is_exposed():
    if ANALYZE is None:
        return "systemd-analyze is not there"
    run = analyze("security", UNIT, "--offline=yes", "--no-pager", "--threshold=15")  # 1.5 of 10; it is 1.1
    assert run.returncode == 0, run.stdout[-400:] + run.stderr
    return None


amtd.main(globals())
