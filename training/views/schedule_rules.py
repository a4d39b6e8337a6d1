"""How strictly each rule of scheduling is taken."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from personnel.pages.editing import edit_page, sent
from personnel.requests import Request
from training import permissions, schedule_rules
from training.forms.schedule_rules import RulesForm
from training.schedule_rules import ALWAYS_REFUSED, Code, Level
from training.views.guards import for_organisers, for_readers

#: What a rule looks at, in a sentence.
MEANING = {
    Code.ROOM: "Dua sesi tidak dapat memakai satu ruang pada waktu yang sama.",
    Code.SPEAKER: "Narasumber tidak dapat mengisi dua sesi pada waktu yang sama.",
    Code.SPEAKER_ABSENT: "Narasumber mempunyai halangan, cuti, atau perjalanan dinas.",
    Code.PARTICIPANT: "Peserta tidak dapat mengikuti dua sesi pada waktu yang sama.",
    Code.CAPACITY: "Jumlah kursi angkatan melebihi kapasitas ruang.",
    Code.HOURS: "Sesi dimulai sebelum tempat buka atau selesai sesudah tempat tutup.",
    Code.ABSENCE: "Peserta tercatat cuti, berdinas, atau belajar pada hari itu.",
    Code.HOLIDAY: "Sesi jatuh pada hari libur dalam daftar.",
    Code.TRAVEL: "Jeda antara dua sesi di tempat berbeda lebih pendek dari waktu tempuhnya.",
    Code.UNIT_SHARE: "Pelayanan unit terganggu karena terlalu banyak pegawainya pergi bersamaan.",
    Code.ONLY_HOLDER: "Tidak ada pegawai lain dengan jabatan yang sama di unitnya.",
    Code.PAST: "Sesi dijadwalkan pada waktu yang sudah lewat.",
}


@require_safe
def rule_list(request: Request) -> HttpResponse:
    """All rules with their level."""
    for_readers(request)
    rows = [
        {
            "label": code.label,
            "meaning": MEANING[code],
            "level": Level(level).chip,
            "limit": limit,
            "is_fixed": code in ALWAYS_REFUSED,
        }
        for code, (level, limit) in schedule_rules.in_force().items()
    ]
    context = {"rows": rows, "manages": permissions.may_organise(request.user)}
    return render(request, "training/rule_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_edit(request: Request) -> HttpResponse:
    """Set the levels of all rules at once."""
    for_organisers(request)
    form = RulesForm(sent(request), settings=schedule_rules.in_force())
    return edit_page(
        request,
        form,
        lambda: schedule_rules.set_rules(form.wanted, by=request.user, seen=form.cleaned_data["seal"]),
        title="Ubah aturan jadwal",
        act="Simpan aturan",
        above=("Aturan", reverse("training:rule_list")),
        said="Aturan jadwal tersimpan.",
        template="training/rule_edit.html",
    )
