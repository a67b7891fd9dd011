# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever the server refuses has a sentence in the window that says what became of it and what to do: the slugs in the
server's sources, the contract and the window's tables are compared. Argument: the sources. Prints TAP."""
import pathlib
import re
import sys

from tap import end, ok

root = pathlib.Path(sys.argv[1])
ANSWERING = ("src/server/http", "src/server/services", "src/server/storage", "src/core", "src/documents", "src/signing", "src/database")
SIGNING = ("src/server/services/amtd-issue-service.c", "src/server/services/amtd-draft-service.c", "src/signing/amt-pades.c", "src/signing/amt-cms-verify.c", "src/signing/amt-trust.c")
SET = re.compile(r'AMT_ERROR_(?P<code>[A-Z_]+),\s*"(?P<slug>[a-z-]+)"|\b(?P<helper>invalid|conflict) \(error, "(?P<named>[a-z-]+)"')
ROW = re.compile(r'\{ ?"(?P<slug>[a-z-]+)",(?: ?(?:ANY|AMT_ERROR_[A-Z]+),)?\s*N_ ?\((?P<words>(?:\s*"(?:[^"\\]|\\.)*")+)\)(?:,\s*(?P<blame>BLAME_[A-Z]+))?')
# Never answered to what somebody did in the window.
ELSEWHERE = {
    "the commands of the server and its start": "bad-certificate bad-key bad-row cannot-listen file-exists newer-schema "
    "no-database not-a-certificate not-a-database signs-nothing slug-taken unknown-land unknown-zone user-taken journal-broken",
    "only a program that is wrong asks so": "bad-cursor bad-idempotency-key bad-if-match bad-method bad-query bad-request "
    "headers-too-large method-not-allowed",
    "between the server's own floors": "constraint replay",
    "entering an order, which the window has no page for; the citizen's side": "not-asked too-many-open too-many-today "
    "too-much-today unknown-carrier unknown-service "
    "unknown-variant",
    "the session: the window asks for the password": "no-session session-expired",
}


def slugs(*files):
    """{slug: codes} of what these sources refuse."""
    found = {}
    for file in files:
        for match in SET.finditer(file.read_text()):
            code = match["code"] or match["helper"].upper()
            found.setdefault(match["slug"] or match["named"], set()).add(code)
    return found


def table(path):
    """{slug: (sentence, blame)} of a table of the window."""
    return {m["slug"]: ("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', m["words"])), m["blame"]) for m in ROW.finditer((root / path).read_text())}


answered = slugs(*(file for folder in ANSWERING for file in sorted((root / folder).glob("*.c"))))
sentences = table("src/client/widgets/amt-sentences.c")
issuing = table("src/client/issuing/amt-issue-words.c")
refusals = set(re.findall(r'"([a-z-]+)"', (root / "src/core/amt-policy.c").read_text()))
elsewhere = {slug for words in ELSEWHERE.values() for slug in words.split()}

ok(len(answered) > 60 and len(sentences) > 60 and len(issuing) > 15, "the tables are read", (len(answered), len(sentences), len(issuing)))

# Of a defect (500) or a machine that cannot (503) the sentence of the code says enough: the administrator.
without = sorted(slug for slug, codes in answered.items()
                 if codes - {"FAILED", "UNAVAILABLE"} and not {slug} & (set(sentences) | set(issuing) | refusals) and slug not in elsewhere)
ok(not without, "every refusal has a sentence", without)

stale = sorted(slug for slug in elsewhere if slug not in answered)
ok(not stale, "no exception is older than its slug", stale)

signing = slugs(*(root / file for file in SIGNING))
silent = sorted(slug for slug in signing if slug in issuing or slug in sentences
                if not re.search("(not|Nothing was) issued|no draft|Fill in", (issuing.get(slug) or sentences[slug])[0]))
ok(not silent, "who signs is told that the document is not issued", silent)

contract = (root / "data/api/openapi.yaml").read_text()
named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", contract[contract.index("operationId: handInSigned"):].split("parameters:")[0]))
ok(len(named) > 5 and named <= set(issuing), "the window knows every refusal of a signed document that the contract names", sorted(named - set(issuing)))

kept = sorted(slug for slug in ("content-changed", "template-changed", "not-this-draft", "stale") if issuing.get(slug, ("", ""))[1] != "BLAME_DRAFT")
ok(not kept, "a draft the server does not take any more is made anew", kept)

# Answered by no route: commands, the start, the window's own signing, and what never leaves the server's own floors.
OUTSIDE = set((ELSEWHERE["the commands of the server and its start"] + " " + ELSEWHERE["between the server's own floors"]
               + " certificate-expired certificate-untrusted migrations no-such-file not-a-draft not-a-key-file not-for-signing"
               " pki-failed signer-failed unsupported-key wrong-passphrase").split())
listed = {slug for row in re.findall(r"x-problems: (.*)", contract) for slug in re.findall(r"[a-z]+(?:-[a-z0-9]+)*", row)}
unnamed = sorted(set(answered) - listed - OUTSIDE)
ok(not unnamed, "the contract names every slug the server's sources answer", unnamed)

end()
