"""What planning prints: the seven fields, right page numbers, heads on each page, no signature alone."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import timezone

from documents import render, sections
from documents.binding import render_piece
from documents.models import Document, Section
from documents.requests import build_document, request_document
from jobs import tasks, work
from jobs.models import Job
from jobs.queue import work_off
from personnel import private_files
from personnel.models import LegalBasis
from planning.letters import tables, voices
from planning.models import Plan, PlanItem, Programme, Suggestion
from planning.suggestions import support
from planning.voice_answers import answer_proposal, answer_suggestion
from tests.bucket import bucket  # noqa: F401
from tests.cast import make_cast
from tests.documents.conftest import make_document, opened, text_of, worker  # noqa: F401
from tests.factories import CivilServantFactory
from tests.jobs.conftest import wait_for
from tests.planning.world import (
    CompetencyFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProviderFactory,
    TargetFactory,
    complete_plan,
    people,
    proposed,
    said,
)
from tests.stored import stored


def flat(text: str) -> str:
    return " ".join(text.split())


def path(document: Document):
    return stored(document.stored_as)


@pytest.fixture
def plan(cast) -> Plan:
    """Dinas Sosial: one item with all seven fields for two people."""
    plan = PlanFactory(unit=cast.dinas_sosial)
    item = ItemFactory(
        plan=plan,
        number=1,
        name="Bimbingan Teknis Asesmen",
        competency=CompetencyFactory(code="T.01", name="Asesmen Sosial", is_example=True),
        form=FormFactory(code="B9", track="klasikal", name="Workshop"),
        provider=ProviderFactory(name="Universitas Tadulako"),
        quarter=3,
        curriculum=Programme.Curriculum.DEVIATES,
        jp_proposed=32,
        jp_counted=24,
        cost_per_person=1_250_000,
        funding=PlanItem.Funding.APBD,
        sub_activity_code="5.03.02",
        origin=PlanItem.Origin.GAP,
    )
    for user in (cast.owner, cast.colleague):
        TargetFactory(item=item, civil_servant=user.civil_servant, level_attained=0, level_required=2, gap=2)
    return plan


def fill(plan: Plan, n: int, *, start: int = 100, each: int = 1) -> None:
    form, provider, competency = FormFactory(), ProviderFactory(), CompetencyFactory(code="M.01")
    for number in range(start, start + n):
        item = ItemFactory(plan=plan, number=number, form=form, provider=provider, competency=competency)
        for person in people(plan.unit, each):
            TargetFactory(item=item, civil_servant=person)


# --- The plan of a unit -----------------------------------------------------------------------


MARKUP = '<img src="file:///etc/hostname"> & <b>tebal</b>'


@pytest.fixture
def unit_plan(cast, plan, make_document):  # noqa: F811
    plan.items.update(name=MARKUP)
    return make_document("unit_plan", plan.pk, by=cast.unit_head)


def test_web_and_workers_on_several_hosts_share_a_bucket(bucket, cast, plan, make_document, sign_in):  # noqa: F811
    document = make_document("unit_plan", plan.pk, plan.cycle.year, by=cast.unit_hr)
    assert {name.split("/")[3] for name in bucket.objects} == {"sections", f"{timezone.localdate():%Y}"}
    answer = sign_in(cast.unit_hr).get(f"/dokumen/{document.check_code}/unduh/")
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == document.sha256
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == document.pages


# One print and many questions to it: printing takes seconds.


def the_seven_fields(unit_plan, cast, look_into):
    text = flat(text_of(path(unit_plan), mode="-raw"))
    for words in (
        "Asesmen Sosial",  # 1 jenis kompetensi
        "(contoh)",
        cast.owner.civil_servant.name,  # 2 target pegawai
        "Workshop",  # 3 bentuk dan jalur
        "pelatihan klasikal",
        "Universitas Tadulako",  # 4 penyelenggara
        "Triwulan III",  # 5 jadwal
        "Disesuaikan",  # 6 kurikulum
        "2.500.000",  # 7 anggaran
        "APBD Kota Palu 5.03.02",
        "usul 32",
        "0 → 2",
    ):
        assert words in text, words
    nip = cast.owner.civil_servant.nip
    assert f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" in text


def a_text_with_markup_stays_text(unit_plan, cast, look_into):
    assert MARKUP in flat(text_of(path(unit_plan), mode="-raw"))


def what_a_mayor_signs(unit_plan, cast, look_into):
    text = flat(text_of(path(unit_plan)))
    assert "Dokumen ini belum ditandatangani secara elektronik." in text
    assert unit_plan.check_number in text
    assert f"/periksa/{unit_plan.check_code}/" in text
    assert "Wali Kota" in text
    assert "Kepala Dinas Sosial" in text


def the_contents_name_the_right_pages(unit_plan, cast, look_into):
    contents = dict(
        re.findall(r"^ *(\d\. [A-Z].*?) {2,}(\d+)$", text_of(path(unit_plan), page=2), re.MULTILINE)
    )
    assert len(contents) == 9
    for title, number in contents.items():
        assert title in flat(text_of(path(unit_plan), page=int(number))), title
    with look_into(unit_plan) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == list(contents)


def every_page_but_the_cover_says_which_it_is(unit_plan, cast, look_into):
    for number in range(2, unit_plan.pages + 1):
        assert f"Halaman {number} dari {unit_plan.pages}" in text_of(path(unit_plan), page=number)
    assert "Halaman" not in text_of(path(unit_plan), page=1)


def the_signature_stands_with_what_it_signs(unit_plan, cast, look_into):
    last = text_of(path(unit_plan), page=unit_plan.pages)
    assert "Ditetapkan oleh" in last
    assert "dengan 48 JP dan anggaran" in flat(last)
    assert "memuat 1 butir untuk 2 pegawai" in flat(last)


def a_draft_says_so_on_each_page(unit_plan, cast, look_into):
    assert "DRAF" in text_of(path(unit_plan), page=1)
    assert "· DRAF" in text_of(path(unit_plan), page=unit_plan.pages)


def tagged_and_titled(unit_plan, cast, look_into):
    with look_into(unit_plan) as pdf:
        assert pdf.docinfo.Title == "Rencana pengembangan kompetensi Dinas Sosial 2027"
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        assert [kid.S for kid in pdf.Root.StructTreeRoot.K[0].K] == ["/Part"] * 5
        figures = [
            element
            for numbers in (pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree),)
            for key in numbers
            if isinstance(numbers[key], pikepdf.Array)
            for element in numbers[key]
            if element.S == "/Figure"
        ]
        assert len(figures) >= 5
        assert all(str(figure.Alt) for figure in figures)


def a_plan_without_voices_says_so(unit_plan, cast, look_into):
    """In a sentence after the chapter before, not on a page of its own."""
    (page,) = [
        text for text in text_of(path(unit_plan)).split("\f") if "tidak ada masukan atau usulan" in flat(text)
    ]
    assert "4. Partisipasi" in page


def the_same_document_twice_has_the_same_bytes(unit_plan, cast, look_into):
    """Were it lost and made again, nobody could tell."""
    first = unit_plan.sha256
    Document.objects.filter(pk=unit_plan.pk).update(sha256="", stored_as="")
    Job.objects.filter(pk=unit_plan.job_id).update(status=Job.Status.QUEUED, attempts=0)
    work.run(unit_plan.job_id)
    unit_plan.refresh_from_db()
    assert unit_plan.sha256 == first


def test_the_plan_of_a_unit(unit_plan, cast, opened, subtests):  # noqa: F811
    for question in (
        the_seven_fields,
        a_text_with_markup_stays_text,
        what_a_mayor_signs,
        the_contents_name_the_right_pages,
        every_page_but_the_cover_says_which_it_is,
        the_signature_stands_with_what_it_signs,
        a_draft_says_so_on_each_page,
        tagged_and_titled,
        a_plan_without_voices_says_so,
        the_same_document_twice_has_the_same_bytes,
    ):
        with subtests.test(question.__name__):
            question(unit_plan, cast, opened)


def test_heads_on_each_page_and_the_sum_once(cast, plan, make_document):  # noqa: F811
    fill(plan, 40)
    document = make_document("unit_plan", plan.pk, by=cast.unit_head)
    pages = [text_of(path(document), page=number) for number in range(1, document.pages + 1)]
    table_pages = [page for page in pages if "Kesesuaian" in page and "kurikulum" in page]
    assert len(table_pages) > 2
    assert sum("Jumlah Dinas Sosial" in page for page in pages) == 1
    assert "Jumlah Dinas Sosial" in table_pages[-1]


def printed(tmp_path, body):
    """What lies on each page of a body with our print styles."""
    head = render_to_string("planning/letters/_head.html", {"document_title": "Uji"})
    html = f'<!doctype html><html lang="id"><head>{head}</head><body>{body}</body></html>'
    pages = render_piece(html, tmp_path / "isi.pdf").pages
    return [flat(text_of(tmp_path / "isi.pdf", page=number)) for number in range(1, pages + 1)]


def test_no_sum_or_signature_stands_alone_and_no_figure_is_cut(tmp_path):
    """However many rows stand above them, up to the last that fits on the page."""
    row, total = "<tr><td>baris</td></tr>", '<tr class="total"><td>Jumlah</td></tr>'
    fits = printed(tmp_path, f'<table class="data">{row * 90}</table>')[0].count("baris")
    assert 20 < fits < 90
    for rows in (fits, fits - 1):
        table = f'<table class="data">{row * rows}{total}</table>'
        last = printed(tmp_path, f'{table}<div class="signing">Tanda tangan</div>')[-1]
        assert ("Jumlah" in last, "Tanda tangan" in last, last.count("baris")) == (True, True, 1)
    figure = '<div class="laid__cell"><span class="value">9</span>orang<br>yang dinilai</div>'
    figures = f'<div class="laid figures"><div class="laid__row">{figure}</div></div>'
    for rows in range(fits - 8, fits - 1):
        table = f'<table class="data">{row * rows}</table>'
        pages = printed(tmp_path, f'{table}<h1>Bab</h1><p class="lead">Pengantar.</p>{figures}')
        assert [page for page in pages if "9" in page] == [page for page in pages if "yang dinilai" in page]
        assert "Bab" in pages[-1]


def test_a_ratified_plan_names_its_decision(cast, make_document):  # noqa: F811
    document = make_document("unit_plan", complete_plan(cast, "ratified").pk, by=cast.unit_head)
    text = flat(text_of(path(document)))
    assert "Nomor 800/7 tanggal 20 November 2026" in text
    assert "DRAF" not in text


def test_a_plan_without_items_is_printed_too(cast, make_document):  # noqa: F811
    plan = PlanFactory(unit=cast.dinas_sosial)
    document = make_document("unit_plan", plan.pk, by=cast.unit_head)
    assert "Rencana ini belum berisi butir." in text_of(path(document))


# --- The plan of a person ---------------------------------------------------------------------


def test_the_plan_of_a_person(cast, plan, make_document):  # noqa: F811
    document = make_document("individual_plan", cast.owner.civil_servant.pk, 2027, by=cast.owner)
    text = flat(text_of(path(document)))
    assert document.pages <= 2
    for words in (
        cast.owner.civil_servant.name,
        "Bimbingan Teknis Asesmen",
        "Jumlah 24 JP memenuhi paling sedikit 20 JP",
        "Atasan langsung",
        cast.superior.civil_servant.name,
        "Mengetahui",
        "Dokumen ini belum ditandatangani secara elektronik.",
        f"Halaman 1 dari {document.pages}",
    ):
        assert words in text, words
    assert cast.owner.civil_servant.nip not in document.file_name


def test_the_hours_of_a_person_without_a_line(cast, plan, make_document):  # noqa: F811
    document = make_document("individual_plan", cast.superior.civil_servant.pk, 2027, by=cast.superior)
    assert "Jumlah 0 JP belum mencapai 20 JP" in flat(text_of(path(document)))


def test_the_check_page_does_not_name_the_person(cast, plan, make_document, client):  # noqa: F811
    document = make_document("individual_plan", cast.owner.civil_servant.pk, 2027, by=cast.owner)
    page = client.get(f"/periksa/{document.check_code}/").content.decode()
    assert cast.owner.civil_servant.name not in page
    assert "Bidang A" in page


# --- The plan of the city ---------------------------------------------------------------------


@pytest.fixture
def city(cast, plan):
    for unit in (cast.dinas_kesehatan, cast.bkpsdmd):
        fill(PlanFactory(unit=unit), 2)
    return plan


def test_the_city_has_every_unit_under_its_own_bookmark(cast, city, make_document, opened):  # noqa: F811
    document = make_document("city_plan", None, 2027, by=cast.ppk)
    with opened(document) as pdf, pdf.open_outline() as outline:
        (chapter,) = [item for item in outline.root if item.title.startswith("6.")]
        assert [item.title for item in chapter.children] == ["BKPSDMD", "Dinas Kesehatan", "Dinas Sosial"]
    contents = text_of(path(document), page=2)
    page = int(re.search(r"Dinas Kesehatan +(\d+)", contents)[1])
    assert "Dinas Kesehatan" in text_of(path(document), page=page)
    document.job.refresh_from_db()
    assert (document.job.progress, document.job.total) == (3, 3)


def test_unchanged_sections_come_from_the_store(cast, city, make_document, monkeypatch):  # noqa: F811
    rendered = []
    real = sections.render_section
    monkeypatch.setattr(
        sections, "render_section", lambda section: (rendered.append(section.pk), real(section))
    )
    make_document("city_plan", None, 2027, by=cast.ppk)
    assert len(rendered) == 3
    make_document("city_plan", None, 2027, by=cast.city_hr)
    assert len(rendered) == 3
    PlanItem.objects.filter(plan=city).update(name="Kegiatan lain")
    document = make_document("city_plan", None, 2027, by=cast.ppk)
    assert len(rendered) == 4
    assert "Kegiatan lain" in text_of(path(document))
    texts = Section.objects.filter(kind=sections.TEXT)
    assert Section.objects.exclude(kind=sections.TEXT).count() == 4
    assert texts.exclude(ready_as="").count() == 3  # opening, list of plans, sums: the new name changes none
    LegalBasis.objects.create(text="Peraturan yang baru terbit", valid_from="2026-01-02", order=99)
    document = make_document("city_plan", None, 2027, by=cast.ppk)
    assert "Peraturan yang baru terbit" in text_of(path(document))
    assert texts.count() == 4
    PlanItem.objects.filter(plan=city).update(cost_per_person=7_000)
    make_document("city_plan", None, 2027, by=cast.ppk)
    assert texts.count() == 6, "money stands in the list of plans and in the sums, so the opening is kept"


def test_the_text_is_rendered_while_others_render_the_sections(cast, city):
    document = request_document("city_plan", object_id=None, year=2027, by=cast.ppk)
    work.run(document.job_id)
    ready = Section.objects.exclude(stored_as="").values_list("kind", flat=True)
    assert list(ready) == [sections.TEXT] * 3
    document.job.refresh_from_db()
    assert document.job.status == Job.Status.QUEUED


def test_what_has_come_meanwhile_is_not_waited_for(cast, plan):
    document = request_document("unit_plan", object_id=plan.pk, year=2027, by=cast.unit_head)

    def meanwhile():
        for job in Job.objects.filter(kind="render_section"):
            work.run(job.pk)

    job = work.claim(document.job_id)
    wants = tables.wanted([plan], scope="unit")
    parts = sections.require(document, wants, work.Progress(job), meanwhile)
    assert [part.is_ready for part in parts] == [True]


def test_the_same_once_more_is_the_same_document(cast, plan, make_document, monkeypatch, tmp_path):  # noqa: F811
    """Printed anew for somebody else, when a word has changed, or when the file is gone."""
    fronts = []
    real = render.render
    monkeypatch.setattr(
        render,
        "render",
        lambda html: (fronts.append(html) if 'class="contents"' in html else None, real(html))[1],
    )

    def made(by=cast.unit_head):
        return make_document("unit_plan", plan.pk, 2027, by=by)

    first = made()
    assert len(fronts) == 1, "the length of the front was known"
    asked = request_document("unit_plan", object_id=plan.pk, year=2027, by=cast.unit_head)
    assert work_off(asked.job).result_url.endswith(f"/{first.check_code}/")
    assert not Document.objects.filter(pk=asked.pk).exists()
    asked.job.refresh_from_db()  # and a worker that was killed before it could say so says it again
    assert build_document(asked.job, work.Progress(asked.job)).endswith(f"/{first.check_code}/")
    assert made() == first
    call_command(
        "print_plan",
        year=2027,
        unit=plan.unit.code,
        by=cast.unit_head.username,
        out=tmp_path / "lagi.pdf",
        here=True,
    )
    assert (tmp_path / "lagi.pdf").read_bytes() == path(first).read_bytes()
    assert made(by=cast.unit_hr) != first
    cast.dinas_sosial.name = "Dinas Sosial dan Tenaga Kerja"
    cast.dinas_sosial.save()
    second = made()
    assert second != first
    assert "Dinas Sosial dan Tenaga Kerja" in flat(text_of(path(second)))
    private_files.remove(second.stored_as)
    assert made() != second


def test_a_table_is_known_by_all_that_it_shows(cast, plan):
    """The hashes remembered of a table are those of its rows, whatever has changed."""
    target = plan.items.get().targets.order_by("pk")[0]
    person, item = target.civil_servant, plan.items.get()
    changes = [
        (person, {"name": "Nama Lain"}),
        (person, {"title_after": "M.Si."}),
        (person.position, {"name": "Jabatan lain"}),
        (person.unit, {"name": "Unit lain"}),
        (target, {"score": Decimal("12.5")}),
        (target, {"override_score": Decimal("99.5"), "override_reason": "Alasan."}),
        (item, {"name": "Kegiatan lain"}),
        (item, {"quarter": 1}),
        (item, {"cost_per_person": 5}),
        (item, {"curriculum_note": "Disesuaikan dengan silabus."}),
        (item.competency, {"name": "Kompetensi lain"}),
        (item.competency, {"is_example": False}),
        (item.form, {"name": "Bentuk lain"}),
        (item.provider, {"name": "Penyelenggara lain"}),
        (plan.unit, {"name": "Dinas lain"}),
        (plan, {"status": Plan.Status.SUBMITTED}),
    ]
    seen = set()
    for row, change in changes:
        type(row).objects.filter(pk=row.pk).update(**change)
        now = Plan.objects.select_related("unit", "cycle").get(pk=plan.pk)
        (shown,) = tables.chunks(now, scope="city")
        for _again in range(2):
            (want,) = tables.wanted([now], scope="city")
            assert want.content_hash == sections.content_hash(tables.SLUG, shown), change
        seen.add(want.content_hash)
    assert len(seen) == len(changes)


def test_a_lost_file_of_a_section_is_made_again(cast, plan, make_document):  # noqa: F811
    make_document("unit_plan", plan.pk, 2027, by=cast.unit_head)
    assert {section.kind == sections.TEXT for section in Section.objects.all()} == {True, False}
    for section in Section.objects.all():
        private_files.remove(section.stored_as)
        private_files.remove(section.ready_as)
    document = make_document("unit_plan", plan.pk, 2027, by=cast.unit_hr)
    assert document.is_ready


def test_a_section_that_fails_fails_the_document_in_words(cast, city, monkeypatch):
    monkeypatch.setattr(sections, "render_section", lambda section: 1 / 0)
    document = request_document("city_plan", object_id=None, year=2027, by=cast.ppk)
    job = work_off(document.job, ["render_section"])
    assert job.status == Job.Status.FAILED
    assert "Salah satu bagian dokumen gagal dibuat" in job.error


def test_large_items_go_on_in_the_next_section(cast, plan, monkeypatch):
    monkeypatch.setattr(tables, "ROWS", 10)
    item = plan.items.get()
    for person in people(cast.dinas_sosial, 21):
        TargetFactory(item=item, civil_servant=person)
    parts = tables.chunks(plan, scope="unit")
    shown = [entry for part in parts for entry in part["items"]]
    assert [len(entry["people"]) for entry in shown] == [9, 9, 5]
    assert [entry["first"] for entry in shown] == [1, 10, 19]
    assert [entry["is_continued"] for entry in shown] == [False, True, True]
    assert [part["is_last"] for part in parts] == [False, False, True]


# --- With real workers ------------------------------------------------------------------------


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_of_the_city_plan(worker, transactional_db, monkeypatch):  # noqa: F811
    cast = make_cast()
    for unit in (cast.dinas_sosial, cast.dinas_kesehatan, cast.bkpsdmd, cast.bidang_a):
        fill(PlanFactory(unit=unit), 20)
    worker.start()
    document = request_document("city_plan", object_id=None, year=2027, by=cast.ppk)
    wait_for(lambda: Section.objects.exclude(stored_as="").exists(), 60)
    worker.kill()
    left = Section.objects.exclude(stored_as="").count()
    worker.start()

    def done() -> bool:
        Job.objects.unfinished().update(updated_at=document.created_at - tasks.PATIENCE * 2)
        tasks.sweep()
        document.refresh_from_db()
        return document.is_ready

    wait_for(done, 90)
    assert Section.objects.exclude(kind=sections.TEXT).count() == 4
    assert left >= 1
    assert document.pages == len(pikepdf.open(path(document)).pages)


def test_nobody_prints_what_is_not_theirs(cast, plan):
    refused = [("unit_plan", plan.pk, None, cast.stranger), ("unit_plan", plan.pk, None, cast.owner)]
    refused += [("city_plan", None, 2027, cast.unit_head), ("city_plan", None, 2031, cast.ppk)]
    refused += [("individual_plan", CivilServantFactory().pk, 2027, cast.owner)]
    for kind, pk, year, by in refused:
        with pytest.raises(PermissionDenied):
            request_document(kind, object_id=pk, year=year, by=by)


# --- What was heard ---------------------------------------------------------------------------


def chapter(document, number):
    """The text between two chapters, as it was written."""
    text = flat(text_of(path(document), mode="-raw"))
    return text.split(f" {number}. ")[-1].split(f" {number + 1}. ")[0]


@pytest.fixture
def heard(cast, plan):
    """Something of each kind and outcome, one of it without a name, one taken back."""
    item = plan.items.get()
    hidden = said(cast.owner, "Antrean <b>panjang</b> di loket", hidden=True)
    support(hidden, by=cast.colleague)
    answer_suggestion(hidden, "taken_up", by=cast.unit_hr, reason="Masuk pelatihan.", items=[item.pk])
    idea = said(cast.colleague, "Aplikasi antrean", kind="idea")
    answer_suggestion(idea, "passed_on", by=cast.unit_hr, reason="Ditangani.", passed_to="Bagian Organisasi")
    said(cast.superior, "Ditarik kembali", withdrawn_at="2026-11-01T00:00:00Z")
    said(cast.superior, "Belajar data", kind="wish")
    training = proposed(cast.colleague)
    answer_proposal(training, "accepted", "Sesuai tugas.", by=cast.unit_hr, item=item.pk)
    return plan


def test_the_plan_tells_what_was_heard_and_what_became_of_it(cast, heard, make_document):  # noqa: F811
    document = make_document("unit_plan", heard.pk, by=cast.unit_head)
    (page,) = [n for n in range(3, document.pages + 1) if "5. Suara" in text_of(path(document), page=n)]
    text = flat(text_of(path(document), page=page, mode="-raw"))
    for words in (
        "Tantangan di lapangan Antrean <b>panjang</b> di loket 1 Diambil ke dalam rencana, butir 1 Masuk",
        "Aplikasi antrean 0 Diteruskan kepada Bagian Organisasi Ditangani.",
        "Belajar data 0 Belum ditanggapi",
        "Bahasa isyarat dasar Diterima, butir 1 Sesuai tugas.",
        "Jumlah 3 1 1 0 1",
    ):
        assert words in text, text
    assert "Ditarik kembali" not in text
    for user in cast.members.values():
        assert user.get_full_name() not in text
    for name in ("Bidang A", "Bidang B"):
        assert name not in text


def test_the_plan_of_the_city_counts_what_was_heard(cast, heard, make_document):  # noqa: F811
    document = make_document("city_plan", None, 2027, by=cast.ppk)
    assert "Dinas Sosial 3 1 1 1 1 0 Jumlah 3 1 1 1 1 0" in flat(text_of(path(document), mode="-raw"))


def test_many_voices_are_several_sections_that_keep(cast, plan, monkeypatch):
    monkeypatch.setattr(voices, "ROWS", 2)
    for n in range(5):
        said(cast.owner, f"Masukan {n}")
    parts = voices.chunks(plan)
    assert [len(part["suggestions"]) for part in parts] == [2, 2, 1]
    assert [part["is_first"] for part in parts] == [True, False, False]
    before = [want.content_hash for want in voices.wanted(plan)]
    assert [want.content_hash for want in voices.wanted(plan)] == before
    support(Suggestion.objects.first(), by=cast.colleague)
    assert [want.content_hash for want in voices.wanted(plan)] != before
