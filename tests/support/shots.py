# SPDX-License-Identifier: GPL-3.0-or-later
"""shots.py LOOK FOLDER: pictures of every page in one look, on the screen named by DISPLAY."""
import os
import subprocess
import sys
import time

import amtd
import keyring
import screen
from domain import act, counter_order, ok, order, put_extract
from journey import Missing, Role, Window, eventually

look, folder = sys.argv[1:3]
german = os.environ.get("AMT_LANG", "").startswith("de")
narrow = look.startswith("narrow")
server = amtd.Server()
environment = {"AMTSSTUBE_DEMO_PASSWORD": "demo-amtsstube", "LANG": os.environ.get("AMT_LANG", "C.UTF-8")}
failures = []


def take(name, settle=0.9):
    time.sleep(settle)
    screen.save(os.path.join(folder, f"{name}-{look}.png"))


def step(name, *acts):
    """Does @acts and takes a picture; a page that cannot be reached is reported, the others are still taken."""
    try:
        for act in acts:
            act()
        take(name)
    except Missing as error:
        failures.append(f"{name}-{look}: {error}")
        take(name + "-failed", 0)


def key(*names):
    return lambda: window.keys(*names)


def rows():
    return eventually("rows", lambda: [row for row in window.all((Role.LIST_ITEM, Role.TABLE_ROW)) if "," in row.get_name()])


def open_window(user):
    key_file = os.path.join(server.state, "pki", user + ".p12")
    home = os.path.join(server.directory, user)
    os.makedirs(home)
    os.symlink(os.environ["XDG_CONFIG_HOME"], os.path.join(home, "XDG_CONFIG_HOME"))
    opened = Window("--server", server.url, "--user", user, *(["--signing-key", key_file] if os.path.exists(key_file) else []),
                    env=environment, home=home)
    eventually("the page", lambda: next(opened.all(None, "Requests|Anträge|All Done|Alles erledigt"), None), 30)
    return opened


def choose(request):
    """The request beside the list, or instead of it."""

    def act_on():
        number = str(int(request["file_number"].split("-")[1]))
        window.keys("ctrl+9", "ctrl+f")
        window.keys("ctrl+a")
        window.type(request["file_number"])
        row = window.find((Role.LIST_ITEM, Role.TABLE_ROW), rf".*\b{number}\b.*")
        window.keys("Return", pause=0.3)
        row.get_parent().get_selection_iface().select_child(row.get_index_in_parent())
        window.keys("Return", pause=0.3)
        window.find(Role.PUSH_BUTTON, "Ask Back.*|Rückfrage.*")
        time.sleep(0.5)

    return act_on


def leave(times=1):
    """Out of what is open in front of the page, whatever it asks."""
    for _ in range(times):
        window.keys("Escape", pause=0.4)


EXTENDED = {"family_name": "Łukaszewicz-Weiß", "given_names": "Żaneta Małgorzata", "birth_date": "1988-03-14", "street": "Lindenweg 7",
            "birth_name": "Łukaszewicz", "birth_place": "Łódź", "nationality": "polnisch, deutsch", "marital_status": "married",
            "moved_in_on": "2019-02-01", "previous_address": "Am Südwall 4, 29999 Leinhagen", "purpose": "Vorlage beim Konsulat"}


def prepare():
    """A request that can be issued, one whose extract is missing and one that costs money; all taken."""
    made = order(clerk.authority(), variant="extended")
    made["form"].update(EXTENDED)
    ready = ok(act(clerk, ok(citizen.post("/v1/portal/requests", made), 201), "claim"))
    register = {name: value for name, value in EXTENDED.items() if name != "purpose"}
    ready = ok(put_extract(clerk, ready, variant="extended", residence_kind="main", **register))
    made["form"]["purpose"] = "Anmeldung zur Eheschließung"
    bare = ok(act(clerk, ok(citizen.post("/v1/portal/requests", made), 201), "claim"))
    paid = counter_order(variant="extended")
    paid["received_on"] = time.strftime("%Y-%m-%d", time.localtime(time.time() - 86400))
    paid["form"].update(EXTENDED)
    paid = ok(act(clerk, ok(clerk.post(f"/v1/authorities/{clerk.authority()}/requests", paid), 201), "claim"))
    return ready, bare, paid


def prepare_differing():
    """A request whose register says something else than was stated; it claims an exemption from its fee."""
    made = order(clerk.authority(), carrier="paper", exemption="pension")
    exempt = ok(act(clerk, ok(citizen.post("/v1/portal/requests", made), 201), "claim"))
    return ok(put_extract(clerk, exempt, family_name="Lukaszewicz", street="Rosenweg 9"))


def return_one():
    """One that waits for approval goes back to who submitted it."""
    listed = ok(lead.get(f"/v1/authorities/{clerk.authority()}/requests?limit=200"))["items"]
    waiting = next(r for r in listed if r["state"] == "in-approval")
    return ok(act(lead, waiting, "return", reason="Der Nachweis des berechtigten Interesses fehlt noch; bitte nachfordern."))


if look == "large":
    screen.set_dpi(192)

clerk, citizen, lead = server.staff("a.thiessen"), server.citizen("z.lukaszewicz"), server.staff("k.petersen")

# signing in
window = Window("--server", server.url, "--user", "a.thiessen", env={"LANG": environment["LANG"]})
subprocess.run(["xdotool", "mousemove", "4000", "4000"], check=False)  # nothing under the pointer
step("sign-in")
step("sign-in-wrong", lambda: window.type("falsch"), key("Return"), lambda: time.sleep(0.5))
window.close()

# the inbox
window = open_window("a.thiessen")
step("unclaimed", lambda: time.sleep(1.5))
step("inbox", key("ctrl+9"), rows)
if not narrow:
    step("request", key("Down", "Down", "Down"), lambda: time.sleep(0.6))
step("request-open", key("Return"), lambda: time.sleep(0.8))
step("history", key("alt+3"))
window.keys("alt+1")
step("mine", key("ctrl+5"))
step("filter", key("ctrl+9"), key("ctrl+shift+f"))
leave()
step("search-nothing", key("ctrl+f"), lambda: window.type("qqq"))
leave()
if narrow:
    step("sidebar", key("F9"))
    window.keys("F9")
step("shortcuts", key("ctrl+question"))
leave()
step("preferences", key("ctrl+comma"))
leave()
step("commands", key("ctrl+k"))
leave()

# one request
ready, bare, paid = prepare()
step("extract-missing", choose(bare))
step("extract", key("e"), lambda: window.enter("Entry number|Eintragsnummer", "M 4711"))
leave(2)
step("ask", choose(bare), key("r"))
leave(2)
step("hand-over", choose(bare), key("h"))
leave(2)
step("reject", choose(bare), key("shift+x"))
leave(2)
step("gates", choose(paid), lambda: window.press("(Payment|Zahlung): .*"))
leave(2)
exempt, returned = prepare_differing(), return_one()
step("exemption", choose(exempt), lambda: window.press("(Payment|Zahlung): .*"))
leave(2)
step("differing", choose(exempt), lambda: window.press("(Edit|Bearbeiten).*"), lambda: window.find(Role.DIALOG), key("Escape"))
step("returned", choose(returned), lambda: window.text("Returned by .*|Von .* zurückgegeben: .*"))
step("compared", choose(ready), lambda: window.find(Role.PUSH_BUTTON, "(Issue|Ausstellen).*"))
step("issue", key("i"), lambda: window.find(Role.PUSH_BUTTON, "Sign and Provide|Unterschreiben und bereitstellen"),
     lambda: window.enter("Pass.*|PIN.*", "demo"), lambda: time.sleep(1.5))
step("issued", lambda: window.press("Sign and Provide|Unterschreiben und bereitstellen"),
     lambda: eventually("the issued request", lambda: ok(clerk.get(f"/v1/requests/{ready['id']}"))["state"] == "issued"),
     lambda: window.gone(Role.DIALOG, "(Issue|Dokument).*"))
document = ok(clerk.get(f"/v1/requests/{ready['id']}"))["documents"]
if document:
    with open(os.path.join(folder, f"issued-{look}.pdf"), "wb") as file:
        file.write(clerk.get(f"/v1/documents/{document[0]['id']}/content").body)


def overtaken():
    """A question sent while somebody else hands the request over."""
    window.keys("r")
    window.enter("Question|Frage", "Welches Geburtsdatum ist richtig?")
    time.sleep(0.5)
    window.stand_still()
    try:
        window.keys("ctrl+Return")
        other = next(c for c in ok(lead.get(f"/v1/authorities/{clerk.authority()}/colleagues"))["items"] if c["name"].startswith("Jörg"))
        now = ok(clerk.get(f"/v1/requests/{bare['id']}"))
        ok(act(lead, now, "hand-over", person_id=other["id"], reason="Vertretung"))
    finally:
        window.go_on()
    window.find(Role.LABEL, ".*(Was Faster|schneller).*")


step("conflict", choose(bare), overtaken)
leave(2)
step("lock", key("ctrl+l"), lambda: time.sleep(0.5))
window.close()

# nothing to do, and no server
window = open_window("k.petersen")
step("empty", key("ctrl+5"), lambda: time.sleep(1))
server.stop()
step("offline", key("ctrl+9"), lambda: window.text("Offline (since|seit).*"))
window.close()

# the same person again, while the keyring is locked
keyring.lock()
keyring.ask_nobody()
window = Window("--server", server.url, "--user", "a.thiessen", env={"LANG": environment["LANG"]}, home=os.path.join(server.directory, "a.thiessen"))
step("keyring-locked", lambda: window.find(Role.PUSH_BUTTON, "Go On Without the Keyring|Ohne Schlüsselbund weiter"))
window.kill()
server.__exit__()

for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(1 if failures else 0)
