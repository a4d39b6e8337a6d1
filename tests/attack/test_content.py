"""Attacks by what is written: a name that is a script, a cell that is a formula, a picture that calls home.

Each control takes the one guard away and sees the attack succeed.
"""

from __future__ import annotations

import http.server
import io
import logging
import threading
import zipfile
from copy import deepcopy

import pytest
import weasyprint
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse

from documents import render
from documents.models import Document
from jobs.models import Job
from jobs.queue import Refused
from jobs.templatetags import jobs as tags
from palu_asn.logs import MaskingFormatter
from personnel import photos, sent_files, spreadsheets
from personnel.imports import files, workbooks
from planning.letters import person as letter
from tests.documents.test_render import page
from tests.factories import CivilServantFactory
from tests.personnel.test_bombs import BOMBS, book, crowd
from tests.planning.world import CycleFactory, said
from tests.training.outside_world import PDF

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
PICTURE = '<img src="http://127.0.0.1:9/x.png" alt="x">'


@pytest.fixture
def unescaped(settings):
    """Templates that write what they are given."""

    def open_door():
        changed = deepcopy(settings.TEMPLATES)
        changed[0]["OPTIONS"]["autoescape"] = False
        settings.TEMPLATES = changed

    return open_door


# ----------------------------------------------------------------------------------------------- in our pages


def shown(cast, sign_in):
    """Pages with a name and a suggestion that somebody wrote as a script."""
    CycleFactory()
    person = CivilServantFactory(name=SCRIPT, unit=cast.bidang_a)
    words = said(cast.owner, SCRIPT)
    client = sign_in(cast.unit_hr)
    addresses = [
        reverse("personnel:civil_servant_detail", args=[person.pk]),
        f"{reverse('personnel:search')}?cari=script",
        reverse("planning:suggestion_detail", args=[words.pk]),
    ]
    return [client.get(address) for address in addresses]


def test_a_script_in_a_name_is_a_name(cast, sign_in):
    for answer in shown(cast, sign_in):
        text = answer.content.decode()
        assert "alert(1)&lt;" in text
        assert SCRIPT not in text
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]


def test_control_unescaped_it_is_a_script(cast, sign_in, unescaped):
    unescaped()
    pages = [SCRIPT in answer.content.decode() for answer in shown(cast, sign_in)]
    assert pages.count(True) >= 2


# ---------------------------------------------------------------------------------------------- in our papers


def paper(cast):
    """The individual plan of somebody whose name is a picture from elsewhere, as a PDF."""
    cycle = CycleFactory()
    person = CivilServantFactory(name=PICTURE, unit=cast.bidang_a)
    document = Document.objects.create(
        kind="individual_plan", object_id=person.pk, year=cycle.year, title="x", requested_by=cast.owner
    )
    html = render_to_string("planning/letters/individual_plan.html", letter.context(document, cycle))
    return render.render(html, identifier="uji")


def test_html_in_a_name_is_printed_as_it_is(cast):
    assert paper(cast).pdf.startswith(b"%PDF")


def test_control_unescaped_it_would_be_fetched(cast, unescaped):
    unescaped()
    with pytest.raises(Refused, match="1 alamat"):
        paper(cast)


@pytest.fixture
def inner_service():
    """Something that only this machine reaches; what was asked of it."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/rahasia.png", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_paper_asks_nothing_of_inner_services(inner_service):
    address, asked = inner_service
    with pytest.raises(Refused):
        render.render(page(f'<img src="{address}" alt="x">'), identifier="uji")
    assert asked == []


def test_control_the_printer_alone_would_ask(inner_service, caplog):
    address, asked = inner_service
    caplog.set_level(logging.CRITICAL, logger="weasyprint")
    weasyprint.HTML(string=f'<img src="{address}" alt="x">').render()
    assert asked == ["/rahasia.png"]


# ---------------------------------------------------------------------------------------- in our spreadsheets


def formulas():
    """How many cells of our files a spreadsheet program would compute."""
    sheet = spreadsheets.Sheet("Uji", ["Nama"], [[f"{sign}1+1"] for sign in "=+-@"])
    lines = "".join(sheet.csv(bom=False)).splitlines()[1:]
    with zipfile.ZipFile(io.BytesIO(spreadsheets.xlsx_bytes(sheet))) as book:
        cells = book.read("xl/worksheets/sheet1.xml").count(b"<f>")
    return [line[0] in "=+-@" for line in lines].count(True), cells


def test_no_cell_is_computed():
    assert formulas() == (0, 0)


def test_control_as_written_it_is(monkeypatch):
    monkeypatch.setattr(spreadsheets, "FORMULA", frozenset())
    monkeypatch.setattr(spreadsheets, "OPTIONS", {"constant_memory": True})
    write = spreadsheets.xlsxwriter.worksheet.Worksheet.write
    monkeypatch.setattr(spreadsheets.xlsxwriter.worksheet.Worksheet, "write_string", write)
    assert formulas() == (4, 1)


# ------------------------------------------------------------------------------------- in what people hand in

#: Pages and drawings that run; the last begins like a PDF.
RUNNING = (
    b"<!doctype html><script>alert(1)</script>",
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    b"\xef\xbb\xbf<svg/>",
    b"GIF89a/*<script>*/",
)


def taken(content):
    try:
        return sent_files.made_safe(content)
    except ValidationError:
        return None


def test_what_runs_in_a_browser_is_not_taken():
    assert [taken(content) for content in RUNNING] == [None] * len(RUNNING)
    # What begins like a PDF goes out as one: an attachment whose kind no browser guesses anew.
    assert sent_files.kind_of(PDF + RUNNING[0]) == ("application/pdf", ".pdf")
    assert sent_files.shown_name("../<b>x.svg", ".pdf") == "<b>x.pdf"


def test_control_with_any_beginning_it_would_be(monkeypatch):
    monkeypatch.setattr(sent_files, "KINDS", {b"": ("application/pdf", ".pdf")})
    assert taken(RUNNING[1]) == RUNNING[1]
    assert not photos.is_heic(RUNNING[1])


def test_control_without_its_limits_a_bomb_is_let_through(tmp_path, monkeypatch):
    bomb = tmp_path / "a.xlsx"
    bomb.write_bytes(book(BOMBS["cells without a place"]))
    with pytest.raises(workbooks.BadFile, match="terlalu besar"):
        files.check(bomb, "a.xlsx")
    monkeypatch.setattr(workbooks, "MAX_CELLS", 10**12)
    assert files.check(bomb, "a.xlsx") == "xlsx"


def test_control_without_its_limits_a_crowd_is_opened(tmp_path, monkeypatch):
    crowded = tmp_path / "a.xlsx"
    crowded.write_bytes(crowd(2_000))
    with pytest.raises(workbooks.BadFile, match="terlalu besar"):
        files.check(crowded, "a.xlsx")
    monkeypatch.setattr(workbooks, "MAX_MEMBERS", 10**6)
    monkeypatch.setattr(workbooks, "MAX_DIRECTORY", 10**9)
    with pytest.raises(workbooks.BadFile, match="arsip"):
        files.check(crowded, "a.xlsx")  # it was read to its end


# ------------------------------------------------------------------------------------- in numbers and in logs


def test_control_a_page_that_reads_numbers_by_itself_falls(cast, sign_in, monkeypatch):
    job = Job.objects.create(kind="build_document", requested_by=cast.owner)
    address, client = reverse("jobs:job_progress", args=[job.key]), sign_in(cast.owner)
    for number in ("²", "9" * 5000):
        assert client.get(address, {"jeda": number}).status_code == 200
    monkeypatch.setattr(tags, "whole_number", int)
    for number in ("²", "9" * 5000):
        with pytest.raises(ValueError, match="int"):
            client.get(address, {"jeda": number})


def test_control_without_the_mask_a_nip_stands_in_the_log():
    said_of = logging.LogRecord("uji", logging.INFO, "", 0, "impor %s", ("196804111993031009",), None)
    assert MaskingFormatter("%(message)s").format(said_of) == "impor [NIP]"
    assert logging.Formatter("%(message)s").format(said_of) == "impor 196804111993031009"
