# SPDX-License-Identifier: GPL-3.0-or-later
"""Every word the program says is in po/POTFILES' reach and has its German. Arguments: the sources, a folder to work in. Prints TAP."""
import pathlib
import re
import subprocess
import sys

from tap import end, ok

root, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
WORDS = re.compile(r'\b(?:_|N_|C_|NC_|ngettext|g_dngettext) ?\(')
SPEECH = re.compile(r"\b(?:bitte|Bitte|zustellen|zugestellt|Zustellung)\b|!(?=\")")


def run(*command):
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"Bail out! {command[0]}: {done.stderr}")
    return done.stdout


def speaking():
    """Files with words for people."""
    for folder, pattern in (("src/client", "*.c"), ("resources/ui", "*.blp")):
        for path in (root / folder).rglob(pattern):
            if WORDS.search(path.read_text()):
                yield str(path.relative_to(root))


def entries(*choice):
    """msgids of de.po, as merged with what the sources say now, that msgattrib chooses."""
    text = run("msgattrib", "--no-wrap", "--no-obsolete", *choice, work / "de.po")
    return [line[7:-1] for line in text.splitlines() if line.startswith('msgid "') and line != 'msgid ""']


listed = [line for line in (root / "po/POTFILES").read_text().splitlines() if line and not line.startswith("#")]
missing = sorted(set(speaking()) - set(listed))
ok(not missing, "POTFILES names every file with words", "\n".join(missing))
gone = [name for name in listed if not (root / name).exists()]
ok(not gone, "POTFILES names no file that is gone", "\n".join(gone))
work.mkdir(parents=True, exist_ok=True)
(work / "files").write_text("\n".join(name for name in listed if name not in gone))
run("xgettext", "-f", work / "files", "--from-code=UTF-8", "-k_", "-kN_", "-kC_:1c,2", "-kNC_:1c,2", "-kngettext:1,2",
    "--flag=g_strdup_printf:1:c-format", "-o", work / "amtsstube.pot")
run("msgmerge", "-q", "--no-fuzzy-matching", "-o", work / "de.po", "po/de.po", work / "amtsstube.pot")
run("msgfmt", "--check-format", "-o", "/dev/null", "po/de.po")
untranslated = entries("--untranslated")
ok(not untranslated, "everything is said in German", "\n".join(untranslated))
ok(not entries("--only-fuzzy"), "nothing is guessed")
german = re.findall(r'^(?:msgstr(?:\[\d\])? )?(".*")$', (root / "po/de.po").read_text(), re.M)
rude = [line for line in german if SPEECH.search(line) and not line.startswith('"POT')]
ok(not rude, "no pleading, no shouting, no formal service", "\n".join(rude))
BUTTON = re.compile(r'^ *(?:\[\w+\]\s+)?Gtk\.(?:Check|Toggle)?Button(?: \w+)? \{\n((?:(?!^ *\}).*\n)*)', re.M)
ROW = re.compile(r'^ *Adw\.(?:PasswordEntry|Entry|Combo)Row(?: \w+)? \{\n((?:(?!^ *(?:\}|\[)).*\n)*)', re.M)
LABEL = re.compile(r'^ *(?:confirm-)?label: _\("(.*)"\);$', re.M)
TITLE = re.compile(r'^ *title: _\("(.*)"\);$', re.M)
FORMS = ("request", "issuing", "sign-in")
LETTER = re.compile(r"_(\w)")
KEY = re.compile(r"\(\w+\)$")  # a button that names the key it has
HEAD = ["_Cancel"]  # of every decision


def keyless():
    """Buttons with words that no key presses but Tab and Enter."""
    for path in sorted((root / "resources/ui").rglob("*.blp")):
        for inside in BUTTON.findall(path.read_text()):
            own = inside.split("accessibility {")[0]
            for label in LABEL.findall(own):
                if not KEY.search(label) and not (LETTER.search(label) and "use-underline: true;" in own):
                    yield f"{path.name}: {label}"


def rows():
    """The titles of the rows of forms, and whether a letter leads to each."""
    for path in (path for form in FORMS for path in sorted((root / "resources/ui" / form).glob("*.blp"))):
        for own in ROW.findall(path.read_text()):
            for title in TITLE.findall(own):
                yield f"{path.name}: {title}", LETTER.search(title) and "use-underline: true;" in own


def together():
    """The labels with a letter that stand in one dialog or card, and those in one menu."""
    for path in sorted((root / "resources/ui").rglob("*.blp")):
        text = path.read_text()
        for part, more in zip(re.split(r"^menu ", text, maxsplit=1, flags=re.M), (HEAD if "$AmtCaseDialog {" in text else [], [])):
            yield path.name, sorted({label for label in LABEL.findall(part) + TITLE.findall(part) + more if LETTER.search(label)})


def clashes(words):
    """Letters that press two of those things; @words says a label in one language."""
    for name, labels in together():
        pressed = {}
        for label in labels:
            if letter := LETTER.search(words(label)):
                pressed.setdefault(letter[1].lower(), []).append(words(label))
        yield from (f"{name}: {', '.join(same)}" for same in pressed.values() if len(same) > 1)


def said(lines):
    return "".join(re.findall(r'"(.*)"', lines))


pairs = re.findall(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)', (root / "po/de.po").read_text(), re.M)
in_german = {said(english): said(other) for english, other in pairs}
ok(not (found := list(keyless())), "every button with words has a letter or a key", "\n".join(found))
found = [name for name, has_letter in rows() if not has_letter]
ok(len(list(rows())) > 14 and not found, "every row of a form has a letter", "\n".join(found) or len(list(rows())))
unlike = [f"{one}: {other}" for one, other in in_german.items() if other and bool(LETTER.search(one)) != bool(LETTER.search(other))]
ok(not unlike, "what has a letter has one in German", "\n".join(unlike))
ok(not (found := list(clashes(str))), "no letter presses two things", "\n".join(found))
ok(not (found := list(clashes(lambda label: in_german.get(label, "")))), "nor in German", "\n".join(found))
end()
