# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup made in use is a whole state directory, and what is not whole is not mistaken for one."""
import os
import shutil
import signal
import subprocess
import tempfile
import time

import amtd
from domain import PDF, act, counter_order, draft, ok

work = tempfile.mkdtemp(prefix="backup-")
server = amtd.Server()
anna = server.staff("a.thiessen")
here = anna.authority()


def claimed():
    return ok(act(anna, ok(anna.post(f"/v1/authorities/{here}/requests", counter_order()), 201), "claim"))


def attached(data):
    """A request with an attachment, and where that lies in the store."""
    request = ok(anna.call("POST", f"/v1/requests/{claimed()['id']}/attachments?name=a.pdf", data))
    return request, stored(server.state, request["attachments"][0]["id"])


def stored(state, file_id):
    return os.path.join(state, "files", file_id[-2:], file_id)


def backup_command(target):
    return subprocess.Popen([amtd.BINARY, "backup", "--config", server.config, "--directory", server.state, target],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def restored(target, **options):
    """A server on a copy of a backup, as --help tells to restore it."""
    directory = tempfile.mkdtemp(dir=work)
    subprocess.run(["cp", "-a", target, os.path.join(directory, "state")], check=True)
    again = amtd.Server(demo=False, directory=directory, start=False, config=amtd.FAST, **options)
    again.command("restored")
    return again.start()


class Held:
    """A stored file that lets nobody read it before it is released: a backup waits in the middle."""

    def __init__(self, path):
        self.path = path
        os.rename(path, path + "-aside")
        os.mkfifo(path)

    def reached(self):
        """Waits for the backup to open the file."""
        self.pipe = open(self.path, "wb")

    def put_back(self):
        os.rename(self.path + "-aside", self.path)

    def release(self):
        with open(self.path + "-aside", "rb") as file, self.pipe:
            self.pipe.write(file.read())
        self.put_back()


def unfinished(target):
    return [name for name in os.listdir(work) if name.startswith(os.path.basename(target) + ".unfinished-")]


def test_a_restored_backup_serves_files_and_documents():
    request, _ = attached(PDF + b"what was attached")
    done = next(r for r in ok(anna.get(f"/v1/authorities/{here}/requests?limit=200"))["items"] if r["state"] == "issued")
    done = ok(anna.get(f"/v1/requests/{done['id']}"))
    document = f"/v1/documents/{done['documents'][0]['id']}/content"
    pdf, epoch = anna.get(document).body, anna.get(f"/v1/authorities/{here}/feed").json["epoch"]
    target = os.path.join(work, "whole")
    said = server.command("backup", target).stdout
    assert "files to" in said, said
    assert unfinished(target) == [] and sorted(os.listdir(target)) == ["amtsstube.db", "files", "trust"], os.listdir(target)
    assert os.listdir(os.path.join(target, "trust"))
    ok(anna.post(f"/v1/requests/{request['id']}/notes", {"text": "after the backup"}))
    with restored(target) as again:
        clerk = again.staff("a.thiessen")
        then = ok(clerk.get(f"/v1/requests/{request['id']}"))
        assert then["notes"] == [] and len(then["attachments"]) == 1
        assert clerk.get(f"/v1/requests/{request['id']}/attachments/{then['attachments'][0]['id']}").body == PDF + b"what was attached"
        assert clerk.get(document).body == pdf and pdf.startswith(b"%PDF-")
        assert clerk.get(f"/v1/authorities/{here}/feed").json["epoch"] != epoch, "workstations begin anew"
        again.command("verify-journal")


def test_what_is_removed_and_added_meanwhile():
    """The database is copied, a draft it names goes, a request comes: the backup is of one moment all the same."""
    request, path = attached(PDF + b"held")
    other = claimed()
    gone = ok(draft(anna, other, kind="rejection", reason="Sie sind hier nicht gemeldet."), 201)["id"]
    held = Held(path)
    target = os.path.join(work, "moving")
    run = backup_command(target)
    held.reached()
    assert os.path.exists(stored(server.state, gone))
    now = ok(anna.get(f"/v1/requests/{other['id']}"))
    ok(act(anna, now, "withdraw", text="x"))
    assert not os.path.exists(stored(server.state, gone)), "the draft should be gone by now"
    late, _ = attached(PDF + b"late")
    held.release()
    said = run.communicate(timeout=60 * amtd.PATIENCE)[0]
    assert run.returncode == 0, said
    assert not os.path.exists(stored(target, gone))
    with restored(target) as again:
        clerk = again.staff("a.thiessen")
        for which, data in ((request, b"held"), (late, b"late")):
            file_id = which["attachments"][0]["id"]
            assert clerk.get(f"/v1/requests/{which['id']}/attachments/{file_id}").body == PDF + data


def test_an_interrupted_one_is_no_backup():
    held = Held(attached(PDF + b"never read")[1])
    target = os.path.join(work, "killed")
    run = backup_command(target)
    held.reached()
    run.send_signal(signal.SIGKILL)
    run.communicate()
    held.pipe.close()
    os.unlink(held.path)
    held.put_back()
    assert not os.path.exists(target)
    rest = [os.path.join(work, name) for name in unfinished(target)]
    assert len(rest) == 1 and os.path.getsize(os.path.join(rest[0], "unfinished.db")) > 50_000, rest
    said = subprocess.run([amtd.BINARY, "serve", "--directory", rest[0], "--port", "0"], capture_output=True, text=True, check=False)
    assert said.returncode == 1 and "amtsstube.db is not there" in said.stderr, said
    server.command("backup", target)
    assert os.path.exists(os.path.join(target, "amtsstube.db"))


def test_a_file_that_is_lost_is_told_and_the_rest_kept():
    """Status 3, and a line that names it; nothing else is missing, and once it is back so is the next backup's 0."""
    request, path = attached(PDF + b"lost")
    other, _ = attached(PDF + b"kept")
    os.rename(path, path + "-aside")
    target = os.path.join(work, "lost")
    run = server.command("backup", target, check=False)
    lines = [line for line in run.stderr.splitlines() if line.startswith("missing: ")]
    assert run.returncode == 3 and len(lines) == 1, run
    assert f"missing: attachment {os.path.basename(path)} of {request['file_number']}: " in lines[0], lines
    assert unfinished(target) == [] and not os.path.exists(stored(target, os.path.basename(path)))
    with restored(target) as again:
        clerk = again.staff("a.thiessen")
        kept = f"/v1/requests/{other['id']}/attachments/{other['attachments'][0]['id']}"
        assert clerk.get(kept).body == PDF + b"kept"
    os.rename(path + "-aside", path)
    assert server.command("backup", os.path.join(work, "mended")).returncode == 0
    found = {name for _, _, names in os.walk(os.path.join(target, "files")) for name in names}
    mended = {name for _, _, names in os.walk(os.path.join(work, "mended", "files")) for name in names}
    assert mended - found == {os.path.basename(path)}, mended ^ found


def test_check_tells_lost_damaged_and_orphaned_files():
    assert server.command("check").stderr == ""
    lost, damaged, cut = attached(PDF + b"gone"), attached(PDF + b"fine"), attached(PDF + b"whole")
    os.rename(lost[1], lost[1] + "-aside")
    with open(damaged[1], "r+b") as file:
        file.write(b"%PDX")
    os.truncate(cut[1], 5)
    orphan, young = (os.path.join(os.path.dirname(cut[1]), amtd.new_key()) for _ in range(2))
    for name, age in ((orphan, 3600), (young, 0)):
        with open(name, "wb") as file:
            file.write(b"nobody's")
        os.utime(name, (time.time() - age,) * 2)
    run = server.command("check", check=False)
    os.rename(lost[1] + "-aside", lost[1])
    lines = sorted(line for line in run.stderr.splitlines() if not line.startswith("amtsstube-server:") and "event=" not in line)
    row = "{}: attachment {} of {}".format
    assert run.returncode == 3 and run.stdout.startswith("checked "), run
    assert lines == sorted([row("lost", os.path.basename(lost[1]), lost[0]["file_number"]), f"orphaned: {orphan}"] +
                           [row("damaged", os.path.basename(p), r["file_number"]) for r, p in (damaged, cut)]), lines
    os.unlink(orphan)


def test_nothing_is_overwritten():
    target = os.path.join(work, "twice")
    os.mkdir(target)
    run = server.command("backup", target, check=False)
    assert run.returncode == 1 and "is there already" in run.stderr and os.listdir(target) == [], run


def test_encrypted_stays_encrypted():
    folder = os.path.join(work, "credentials")
    os.mkdir(folder)
    with open(os.path.join(folder, "database-key"), "w", encoding="ascii") as file:
        file.write("5a" * 32 + "\n")
    env, canary = {"CREDENTIALS_DIRECTORY": folder}, PDF + b"canary-Lukaszewicz " * 5000
    target = os.path.join(work, "sealed")
    with amtd.office(env=env) as sealed:
        clerk = sealed.staff("anna")
        request = ok(clerk.post(f"/v1/authorities/{clerk.authority()}/requests", counter_order()), 201)
        request = ok(clerk.call("POST", f"/v1/requests/{request['id']}/attachments?name=a.pdf", canary))
        sealed.command("backup", target)
    for base, _, names in os.walk(target):
        for name in names:
            with open(os.path.join(base, name), "rb") as file:
                content = file.read()
            assert b"canary" not in content and "Öztürk".encode() not in content and not content.startswith(b"SQLite"), name
    with restored(target, env=env) as again:
        path = f"/v1/requests/{request['id']}/attachments/{request['attachments'][0]['id']}"
        assert again.staff("anna").get(path).body == canary


try:
    amtd.main(globals())
finally:
    server.__exit__()
    shutil.rmtree(work, ignore_errors=True)
