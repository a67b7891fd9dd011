# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs nobody here wrote read what we sign: pdfsig, qpdf, mutool, openssl. Prints TAP."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(sys.argv[1])
os.environ.setdefault("LC_ALL", "C.UTF-8")
count = failed = 0


def check(name, ok, detail=""):
    global count, failed
    count += 1
    failed += not ok
    print(f"{'ok' if ok else 'not ok'} {count} - {name}", flush=True)
    if not ok:
        print("\n".join("# " + line for line in str(detail).splitlines()), flush=True)


def run(*command, cwd=None):
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, errors="replace", check=False)
    return done.returncode, done.stdout + done.stderr


def split(pdf):
    """(CMS, the bytes it covers)"""
    first, hole, after, rest = map(int, re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]", pdf)[-1])
    assert first == 0 and after + rest == len(pdf)
    der = bytes.fromhex(pdf[hole + 1:after - 1].decode())
    return der[:4 + int.from_bytes(der[2:4], "big")], pdf[:hole] + pdf[after:]


def read_signed(work, key, template, service, variant):
    draft, out = work / "draft.pdf", work / f"{key}-{template}.pdf"
    code, text = run(TESTS / "documents/render-document", template, service, variant, "electronic", draft)
    check(f"{key} {template}: draft", code == 0, text)
    code, text = run(TESTS / "signing/sign-pdf", draft, work / f"{key}.p12", "demo", out)
    check(f"{key} {template}: signed", code == 0, text)
    code, text = run("pdfsig", "-nocert", out, cwd=work)
    check(f"{key} {template}: pdfsig", "Signature is Valid" in text and "Total document signed" in text
          and "ETSI.CAdES.detached" in text and "Annegret Thießen" in text and text.count("Signature #") == 1, text)
    code, text = run("qpdf", "--check", out)
    check(f"{key} {template}: qpdf --check", code == 0, text)
    code, text = run("mutool", "sign", "-v", out)
    check(f"{key} {template}: mutool", "The document is unchanged since signing." in text
          and "Annegret Thießen" in text, text)
    cms, content = split(out.read_bytes())
    (work / "sig.der").write_bytes(cms)
    (work / "content").write_bytes(content)
    verify = ("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", work / "sig.der",
              "-content", work / "content", "-CAfile", work / "root.pem", "-purpose", "any", "-out", "/dev/null")
    code, text = run(*verify)
    check(f"{key} {template}: openssl cms -verify -cades", code == 0, text)
    (work / "content").write_bytes(content[:-1] + b"x")
    code, text = run(*verify)
    check(f"{key} {template}: openssl refuses other bytes", code != 0, text)


def same_page(work):
    """Nothing that is seen changes by signing."""
    images = []
    for name in ("draft", "rsa-rejection"):
        run("pdftoppm", "-r", "60", "-singlefile", work / f"{name}.pdf", work / name)
        images.append((work / f"{name}.ppm").read_bytes())
    check("the page looks the same", images[0] == images[1] and len(images[0]) > 1000)


def same_bytes(work):
    """The same input gives the same bytes in every process, whatever its surroundings."""
    (work / "fonts.conf").write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
                                     '<match target="pattern"><edit name="family" mode="assign" binding="strong">'
                                     '<string>DejaVu Sans Mono</string></edit></match></fontconfig>')
    around = [{}, {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C", "PANGO_LANGUAGE": "ja", "FC_LANG": "zh"},
              {"FONTCONFIG_FILE": str(work / "fonts.conf"), "HOME": "/nonexistent"}, {"LC_ALL": "en_US.UTF-8", "LANGUAGE": "tr"}]
    kept = {name: os.environ[name] for name in ("AMT_DATA_DIR", "ASAN_OPTIONS", "LSAN_OPTIONS") if name in os.environ}
    for template in ("registration-certificate", "rejection"):
        seen = set()
        for more in around:
            out = work / "same.pdf"
            subprocess.run([str(TESTS / "documents/render-document"), template, "registration-certificate", "extended",
                            "electronic", str(out)], env={**kept, **more}, check=True)
            seen.add(out.read_bytes())
        check(f"{template}: the same bytes everywhere", len(seen) == 1, f"{len(seen)} kinds")


def no_passphrase_in_core(work):
    """A core dump taken after signing holds no passphrase, in no encoding."""
    if "log_path=" in os.environ.get("ASAN_OPTIONS", ""):
        print("# a sanitizer keeps what was freed, and a core of its terabytes takes too long")
        return
    canary = "canary-Kennwort-4711"
    for command in (("openssl", "pkcs12", "-in", work / "p256.p12", "-passin", "pass:demo", "-nodes", "-out", work / "a.pem"),
                    ("openssl", "pkcs12", "-export", "-in", work / "a.pem", "-passout", f"pass:{canary}", "-out", work / "c.p12")):
        run(*command)
    child = subprocess.Popen([str(TESTS / "signing/sign-and-wait"), str(work / "draft.pdf"), str(work / "c.p12")],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    child.stdin.write(canary.encode() + b"\n")
    child.stdin.flush()
    ready = child.stdout.readline() == b"signed\n"
    code, text = run("gdb", "-p", child.pid, "-batch", "-ex", f"gcore {work / 'core'}")
    child.stdin.close()
    child.wait(10)
    core = (work / "core").read_bytes() if (work / "core").exists() else b""
    if ready and not core:
        print("# no debugger may look into a process here: " + text.splitlines()[-1])
        return
    check("a core dump was taken", ready and len(core) > 100000 and b"Annegret" in core, text)
    check("a core dump holds no passphrase", canary.encode() not in core and canary.encode("utf-16-be") not in core
          and canary.encode("utf-16-le") not in core)


def main():
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        for key in ("p256", "p384", "rsa"):
            code, text = run(TESTS / "signing/make-demo-pki", work, key, "Annegret Thießen", key)
            check(f"{key}: demo key", code == 0, text)
            read_signed(work, key, "registration-certificate", "registration-certificate", "extended")
        read_signed(work, "rsa", "rejection", "registration-certificate", "simple")
        same_page(work)
        same_bytes(work)
        no_passphrase_in_core(work)
    print(f"1..{count}")
    return 1 if failed else 0


sys.exit(main())
