"""Sample data for templates/styleguide.html: every component once, with made-up content.

Also a list of the addresses that base.html looks up, so that this page needs no other app.
"""

from __future__ import annotations

import datetime as dt
import uuid
from types import SimpleNamespace as Row

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import include, path

from jobs.models import Job
from personnel.forms.fields import AmountField, DateField

NOW = dt.datetime(2026, 11, 24, 14, 7, tzinfo=dt.timezone(dt.timedelta(hours=8)))

app_pages = {
    "personnel": ("sign_out", "my_data", "password_change", "sign_in"),
    "documents": ("document_list",),
}
urlpatterns = [path(f"{name}/", HttpResponse, name=name) for name in ("home", "help")] + [
    path(f"{app}/", include(([path(f"{name}/", HttpResponse, name=name) for name in names], app)))
    for app, names in app_pages.items()
]


class FilterForm(forms.Form):
    sejak = DateField(label="Sejak", initial=dt.date(2027, 2, 1), required=False)
    kelompok = forms.ChoiceField(
        label="Kelompok kompetensi",
        choices=[("", "Manajerial dan sosial kultural"), ("t", "Teknis")],
        required=False,
    )
    jenis = forms.ChoiceField(label="Jenis pegawai", choices=[("", "PNS dan PPPK")], required=False)
    cari = forms.CharField(label="Nama atau NIP", required=False)


class SampleForm(forms.Form):
    judul = forms.CharField(label="Nama pelatihan", help_text="Tulis seperti akan tercetak pada rencana.")
    biaya = AmountField(label="Biaya per orang (Rp)", initial=4_500_000)
    mulai = DateField(label="Mulai", initial=dt.date(2027, 2, 1))
    bentuk = forms.ChoiceField(label="Bentuk", choices=[("1", "Pelatihan teknis"), ("2", "Mentoring")])
    jalur = forms.ChoiceField(
        label="Jalur",
        choices=[("k", "Klasikal"), ("n", "Nonklasikal")],
        widget=forms.RadioSelect,
        help_text="Klasikal berarti tatap muka di kelas.",
    )
    perilaku = forms.MultipleChoiceField(
        label="Yang sudah biasa Anda lakukan",
        choices=[
            ("a", "Menjelaskan syarat dan lama layanan kepada warga tanpa diminta."),
            ("b", "Menindaklanjuti keluhan sampai warga mendapat jawaban."),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    catatan = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    setuju = forms.BooleanField(label="Saya sudah memeriksa isian di atas")


class UploadForm(forms.Form):
    berkas = forms.FileField(label="Berkas ekspor SIASN", help_text="CSV atau XLSX, paling besar 40 MB.")


COMPETENCIES = (
    "Integritas",
    "Kerjasama",
    "Komunikasi",
    "Hasil",
    "Pelayanan",
    "Pengembangan",
    "Perubahan",
    "Keputusan",
    "Perekat",
)
HEAT = (
    ("Dinas Kesehatan", "2.214 pegawai · 14 puskesmas", (0.2, 0.6, 1.1, 0.7, 1.2, 1.6, 1.3, 0.9, 0.1), 91),
    ("Dinas Pendidikan dan Kebudayaan", "4.870 pegawai", (0.1, 0.3, 0.5, 0.8, 0.6, 1.0, 1.5, 0.7, 0.2), 78),
    ("Dinas Sosial", "96 pegawai", (0.0, 0.5, 1.2, 0.6, 1.8, 0.9, 1.1, 1.0, 0.3), 100),
    ("BPBD", "74 pegawai", (0.1, 0.4, 1.0, 1.7, 0.8, 1.1, 2.1, 1.9, 0.2), 96),
    (
        "Kecamatan Mantikulore",
        "142 pegawai · 8 kelurahan",
        (0.2, 0.3, 0.7, 0.9, 1.3, None, None, None, 0.4),
        54,
    ),
)


def job(status, **fields):
    facts = {
        "key": uuid.UUID(int=len(status)),
        "status": status,
        "progress": 12,
        "total": 78,
        "doing": "",
        "is_finished": status not in Job.UNFINISHED,
        "error": "",
        "finished_at": None,
    }
    return Row(**{**facts, **fields})


def shell() -> dict:
    """What context processors give to every page."""
    labels = ("Beranda", "Kebutuhan", "Rencana", "Dokumen", "Pegawai", "Standar", "Impor")
    return {
        "user": Row(
            is_authenticated=True,
            get_full_name="Nirmala Tandigala, S.Sos., M.Si.",
            username="nirmala",
            active_roles=[Row(title="Pengelola kepegawaian · Dinas Sosial")],
        ),
        "navigation": [
            Row(
                label=label,
                url=f"/{label.lower()}/",
                current=label == "Kebutuhan",
            )
            for label in labels
        ],
        "demo": True,
        "messages": [Message(constants.SUCCESS, "Rencana tersimpan.")],
    }


def context() -> dict:
    people = [
        Row(
            name="Nirmala Tandigala, S.Sos.",
            nip="198502142010012007",
            post="Pekerja Sosial Ahli Muda",
            jp=24,
            cost=4_500_000,
        ),
        Row(
            name="Moh. Rizal Lamakarate, S.E.",
            nip="199007032019021004",
            post="Analis Kebijakan Ahli Pertama",
            jp=8,
            cost=0,
        ),
        Row(
            name="Ni Luh Putu Sariani, S.ST.",
            nip="198809212024212011",
            post="Pekerja Sosial (PPPK)",
            jp=26,
            cost=1_250_000,
        ),
    ]
    return {
        **shell(),
        "filter_form": FilterForm({"sejak": "2027-02-01"}),
        "form": SampleForm(),
        "upload_form": UploadForm(auto_id="unggah_%s"),
        "people": people,
        "page_obj": Paginator(range(1234), 50).get_page(7),
        "competencies": COMPETENCIES,
        "heat": [Row(name=n, size=s, values=v, assessed=a) for n, s, v, a in HEAT],
        "origin": [
            ("Pegawai dalam siklus", "11.872"),
            ("Sudah dinilai", "9.781"),
            ("Belum dinilai", "2.091"),
        ],
        "todo": [
            Row(
                when="Terlambat 2 hari",
                tone="late",
                what="7 masukan belum dijawab",
                url="#a",
                act="Jawab masukan",
                why="Rencana tidak dapat diajukan sebelum semua masukan mendapat tanggapan.",
            ),
            Row(
                when="4 Desember",
                tone="soon",
                what="12 butir ditawar oleh pegawai",
                url="#b",
                act="Tinjau tawaran",
                why="9 meminta waktu lain, 3 meminta bentuk lain.",
            ),
            Row(
                when="Tanpa batas",
                tone="info",
                what="2 sertifikat luar menunggu pemeriksaan",
                url="#c",
                act="Periksa",
                why="",
            ),
        ],
        "steps": [
            Row(
                label="Draf", state="done", who="Nirmala Tandigala, S.Sos.", when="12 November 2026", note=""
            ),
            Row(
                label="Diajukan",
                state="returned",
                who="Kepala Dinas Sosial",
                when="18 November 2026",
                note="Butir 14 dan 22 belum menyebut penyelenggara.",
            ),
            Row(label="Verifikasi", state="current", who="BKPSDMD", when="batas 4 Desember", note=""),
            Row(label="Persetujuan", state="todo", who="Sekretaris Daerah", when="", note=""),
            Row(label="Penetapan", state="todo", who="Wali Kota", when="", note=""),
        ],
        "facts": [
            ("Nomor keputusan", "800/214/BKPSDMD/2026"),
            ("Standar", "Versi 3, berlaku 2 Januari 2026"),
            ("Catatan", ""),
        ],
        "tracks": [
            ("Pelatihan klasikal", 42),
            ("Coaching dan mentoring", 31),
            ("Belajar di tempat kerja", 118),
            ("Pendidikan", 3),
        ],
        "spread": [
            ("Tanpa kesenjangan", 5120, "gap-0"),
            ("Kurang dari 1 tingkat", 2410, "gap-1"),
            ("1 tingkat", 1480, "gap-2"),
            ("2 tingkat", 610, "gap-3"),
            ("3 tingkat ke atas", 161, "gap-4"),
            ("Belum dinilai", 2091, "gap-none"),
        ],
        "coverage": [
            ("Mencapai 20 JP", 6120, "done"),
            ("Kurang dari 20 JP", 2760, "late"),
            ("Belum ada rencana", 640, "neutral"),
        ],
        "job_running": job("running", doing="Menyusun bagian per unit"),
        "job_done": job("done", finished_at=NOW),
        "job_failed": job(
            "failed",
            error="Tiga kali dicoba dan tiga kali terhenti. Cobalah lagi, atau beri tahu BKPSDMD.",
        ),
        "now": NOW,
        "deadline": dt.date(2026, 12, 4),
    }


def request(path: str = "/") -> HttpRequest:
    made = HttpRequest()
    made.method, made.path, made.GET = "GET", path, QueryDict("kelompok=t&halaman=7")
    return made


def render(template: str = "styleguide.html", **extra) -> str:
    return render_to_string(template, {**context(), **extra}, request=request())
