"""The attacks that can be walked from outside, against whatever is served: each says whether it got in.

At the real door none may; at the open one (``open_door.py``) each must, else it tried nothing. One has a
guard in the database that no open door can do without: its control is the same act by the right hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.crypto import get_random_string

from documents.models import Document
from evaluation.models import Invitation, SealedAnswer
from evaluation.sealing import key_of, new_secret
from personnel.models import User
from planning.models import Plan, Suggestion
from tests.attack.visitor import Answer, Visitor, page_of
from tests.attack.world import World
from tests.personnel.test_bombs import BOMBS, book, crowd

KB, MB = 1 << 10, 1 << 20
SCRIPT = "<script>alert(1)</script>"
SECRET = b"isi yang rahasia"
ELSEWHERE = "https://jahat.example"


@dataclass(frozen=True)
class Site:
    """Where an attack is walked, and by whom."""

    world: World
    port: int
    log: Path

    def nobody(self) -> Visitor:
        return Visitor(self.port)

    def enter(self, part: str) -> Visitor:
        """A part of the cast, signed in by password and code; once a door."""
        return self.world.enter(part, self.port)


Walk = Callable[[Site], bool]
WALKS: dict[str, Walk] = {}
#: Where the open door cannot help: the same act at the real door, by whom it belongs to.
BY_RIGHT: dict[str, Walk] = {}


def walk(function: Walk) -> Walk:
    WALKS[function.__name__] = function
    return function


def by_right_of(attack: Walk) -> Callable[[Walk], Walk]:
    def register(function: Walk) -> Walk:
        BY_RIGHT[attack.__name__] = function
        return function

    return register


# ------------------------------------------------------------------------------------ what belongs to others


@walk
def a_foreign_row(site: Site) -> bool:
    person, stranger = site.world.person("owner"), site.enter("stranger")
    page = reverse("personnel:civil_servant_detail", args=[person.pk])
    led = stranger.send("/cari/", {"cari": person.nip}, form="/kata-sandi/").way
    return stranger.get(page).status == 200 or page_of(led) == page


def ask_for_a_paper(site: Site, **changed: object) -> Answer:
    facts = {"kind": "individual_plan", "object_id": site.world.person("owner").pk, "year": site.world.year}
    return site.enter("unit_hr").send("/dokumen/minta/", facts | changed, form="/kata-sandi/")


@walk
def a_foreign_paper(site: Site) -> bool:
    """What HR has asked for: the plan of a person."""
    job = page_of(ask_for_a_paper(site).way)
    code = Document.objects.filter(requested_by=site.world.users["unit_hr"]).latest("pk").check_code
    pages = [job, f"{job}kemajuan/", f"/dokumen/{code}/"]
    own = [site.enter("unit_hr").get(page).status for page in pages]
    if own != [200] * 3:
        raise LookupError(f"The paper is not there for who asked either: {own} {pages}")
    return any(site.enter("stranger").get(page).status == 200 for page in pages)


@walk
def a_private_file(site: Site) -> bool:
    stored = default_storage.save("documents/uji/serangan.txt", ContentFile(SECRET))
    prefixes = (
        "",
        "media/",
        "private/",
        "var/private/",
        "files/",
        "static/",
        "static/../",
        "static/..%2f..%2f",
    )
    who = site.enter("owner")
    return any(SECRET in who.get(f"/{prefix}{stored}").content for prefix in prefixes)


@walk
def a_climbing_name(site: Site) -> bool:
    names = ("../../pyproject.toml", "..%2f..%2fpyproject.toml", "%2e%2e/%2e%2e/pyproject.toml")
    places = [f"/{place}/{name}" for place in ("bantuan", "static") for name in names]
    return any(b"requires-python" in site.nobody().get(place).content for place in places)


# ------------------------------------------------------------------------------------------ in another's name


def say(site: Site, text: str, **more: object) -> Suggestion:
    """A suggestion by the owner, as their page sends it."""
    fields = {"kind": "idea", "text": f"{text} {get_random_string(8)}", **more}
    answer = site.enter("owner").send("/masukan/baru/", fields)
    if answer.status != 302:
        raise LookupError(f"The suggestion was refused: {answer.status}")
    return Suggestion.objects.get(text=fields["text"])


@walk
def more_than_was_asked(site: Site) -> bool:
    other = site.world.person("unit_hr").pk  # of the same office, where words are still taken
    forged = dict.fromkeys(
        ("by", "user", "author", "civil_servant", "created_by", "opd", "is_superuser"), other
    )
    return say(site, "Loket pagi", **forged).author_id == other


@walk
def ones_own_work(site: Site) -> bool:
    """BKPSDMD's verifier, who is deputy of the secretary too, agrees to what they verified."""
    plan, both = site.world.submitted, site.enter("city_hr")
    for step in ("verify", "agree"):
        page = reverse("planning:plan_step", args=[plan.pk, step])
        # Where the step is not offered, its form is not either.
        both.send(page, {}, form=page if both.get(page).status == 200 else "/kata-sandi/")
    plan.refresh_from_db()
    return plan.status == Plan.Status.AGREED


@by_right_of(ones_own_work)
def the_secretary_agrees(site: Site) -> bool:
    plan = site.world.submitted
    site.enter("secretary").send(reverse("planning:plan_step", args=[plan.pk, "agree"]), {})
    plan.refresh_from_db()
    return plan.status == Plan.Status.AGREED


# -------------------------------------------------------------------------------------------------- by files


def is_taken_in(site: Site, content: bytes) -> bool:
    """Whether a workbook is let past the measure at the door."""
    answer = site.enter("city_hr").send_file("/impor/baru/siasn/", "file=a.xlsx", content)
    return "terlalu besar" not in answer.text


@walk
def a_workbook_that_grows(site: Site) -> bool:
    return is_taken_in(site, book(BOMBS["cells without a place"]))


@walk
def a_crowd_of_parts(site: Site) -> bool:
    return is_taken_in(site, crowd(2_000))


@walk
def much_from_nobody(site: Site) -> bool:
    if site.nobody().post_file("/masuk/", "berkas=a.bin", b"x" * 300 * KB).status != 413:
        return True
    # Announced, and never sent: the answer must not wait for it.
    return site.nobody().ask("POST", "/masuk/", content_length=str(300 * MB)).status != 413


@walk
def evidence_that_runs(site: Site) -> bool:
    facts = {
        "name": "Pelatihan Uji",
        "institution": "Lembaga",
        "certificate_number": f"B/{get_random_string(6)}",
        "starts_on": "2026-03-03",
        "ends_on": "2026-03-05",
        "jp_proposed": "20",
        "quantity": "1",
        "form": str(site.world.form),
    }
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    answer = site.enter("owner").send_file(reverse("training:outside_new"), "file=a.pdf", drawing, **facts)
    if answer.status != 302 and "Berkas harus" not in answer.text:
        raise LookupError(f"Something else was refused: {answer.status}")
    return answer.status == 302


# -------------------------------------------------------------------------------------------------- by words


@walk
def a_script_in_words(site: Site) -> bool:
    page = reverse("planning:suggestion_detail", args=[say(site, SCRIPT).pk])
    shown = site.enter("unit_hr").get(page).text
    if "alert(1)" not in shown:
        raise LookupError("The words are not shown")
    return SCRIPT in shown


@walk
def a_formula_in_a_cell(site: Site) -> bool:
    text = say(site, "=1+1").text
    took = site.enter("unit_hr").send("/masukan/tanggapan/", {"unduh": "csv"}, form="/kata-sandi/").text
    if text not in took:
        raise LookupError("The words are not taken out")
    return any(cell.strip('"').startswith(text) for line in took.splitlines() for cell in line.split(","))


@walk
def numbers_that_are_none(site: Site) -> bool:
    job = page_of(ask_for_a_paper(site).way)
    if not job:
        raise LookupError("There is no job to look at")
    numbers = ("²", "9" * 3_500, "-1", "\x00")
    needs = f"/kebutuhan/{site.world.year}/unduh/csv/?unit="
    pages = [
        f"{page}{quote(number)}"
        for page in (f"{job}kemajuan/?jeda=", "/periksa/?nomor=", needs)
        for number in numbers
    ]
    fallen = [site.enter("unit_hr").get(page).status for page in pages]
    fallen += [ask_for_a_paper(site, year=number).status for number in (*numbers, "9" * 5_000)]
    return max(fallen) >= 500


@walk
def a_nip_in_an_address_or_a_log(site: Site) -> bool:
    nip, who = site.world.person("owner").nip, site.enter("unit_hr")
    led = who.send("/cari/", {"cari": nip}, form="/kata-sandi/").way
    who.get(f"/cari/?cari={nip}")
    who.get(f"/pegawai/?q={nip}&halaman=x")
    return nip in led or nip in site.log.read_text()


# ----------------------------------------------------------------------------------------------- at the door


@walk
def the_time_of_a_wrong_password(site: Site) -> bool:
    """Whether an unknown name is answered sooner; the quickest of four tries each."""

    def quickest(name: str) -> float:
        visitor, spent = site.nobody(), []
        token = visitor.token("/masuk/")
        for _ in range(4):
            began = time.perf_counter()
            visitor.post(
                "/masuk/",
                {"name": name, "password": "bukan ini", "csrfmiddlewaretoken": token},
                origin="https://asn.contoh.go.id",
            )
            spent.append(time.perf_counter() - began)
        return min(spent)

    return quickest(get_random_string(12)) < 0.5 * quickest(site.world.user("unit_hr").username)


@walk
def passwords_tried_first(site: Site) -> bool:
    """Somebody takes one of them; afterwards they have their own again."""
    user = site.world.user("other")
    who, taken = site.enter("other"), []
    for password in ("palu asn 2026", "bismillah1234", "kotapalu12345"):
        fields = {"old": site.world.password, "new": password, "repeat": password}
        taken.append(who.send("/kata-sandi/", fields).status == 302)
        if taken[-1]:
            User.objects.filter(pk=user.pk).update(password=make_password(site.world.password))
            site.world.forget("other", site.port)
            break
    return any(taken)


@walk
def a_session_planted(site: Site) -> bool:
    """The thief's own session stands in the browser of somebody who signs in."""
    thief, victim = Visitor(site.port), Visitor(site.port)
    thief.enter(site.world.user("thief").username, site.world.password)
    token = thief.token("/kata-sandi/")
    victim.cookies = dict(thief.cookies)
    entered = victim.post(
        "/masuk/",
        {
            "name": site.world.user("owner").username,
            "password": site.world.password,
            "csrfmiddlewaretoken": token,
        },
        origin="https://asn.contoh.go.id",
    )
    if entered.status != 302:
        raise LookupError(f"The door refused the owner: {entered.status}")
    return site.world.person("owner").name in thief.get("/data-saya/").text


@walk
def a_way_on_elsewhere(site: Site) -> bool:
    fields = {"name": site.world.user("owner").username, "password": site.world.password}
    ways = [
        site.nobody().send("/masuk/", fields | {"next": way}).way for way in ("//jahat.example", ELSEWHERE)
    ]
    return any("jahat" in way for way in ways)


@walk
def another_host(site: Site) -> bool:
    hosts = ("jahat.example", "asn.contoh.go.id.jahat.example")
    return any(site.nobody().get("/masuk/", host=host).status == 200 for host in hosts)


@walk
def a_form_of_a_foreign_page(site: Site) -> bool:
    fields = {"kind": "idea", "text": f"Kata orang lain {get_random_string(8)}"}
    site.enter("owner").post("/masukan/baru/", fields, origin=ELSEWHERE)
    return Suggestion.objects.filter(text=fields["text"]).exists()


@walk
def in_a_foreign_frame(site: Site) -> bool:
    answers = [site.nobody().get("/masuk/"), site.enter("owner").get("/"), site.nobody().get("/tidak-ada/")]
    return any(
        answer.headers.get("x-frame-options") != "DENY"
        or "frame-ancestors 'none'" not in answer.headers.get("content-security-policy", "")
        for answer in answers
    )


@walk
def numbers_of_papers_guessed(site: Site) -> bool:
    """Nobody is slowed down, or everybody is."""
    guesser, other = site.nobody(), site.nobody()
    last = [guesser.get("/periksa/AAAAAAAAAAAA/").status for _ in range(65)][-1]
    return last != 429 or other.get("/periksa/AAAAAAAAAAAA/").status == 429


@walk
def drafts_without_end(site: Site) -> bool:
    invitation = Invitation.objects.get(pk=site.world.invitation)
    page = reverse("evaluation:survey_part", args=[invitation.pk, 1])
    who = site.enter("owner")
    who.send(page_of(page).replace("bagian/1/", ""), {})
    secrets = [new_secret() for _ in range(12)]
    for secret in secrets:
        who.send(page, {"act": "later", "kunci": secret}, form="/kata-sandi/")
    kept = SealedAnswer.objects.filter(key__in=[key_of(secret, invitation.pk) for secret in secrets]).count()
    if not kept:
        raise LookupError("No draft was kept at all")
    return kept > 5
