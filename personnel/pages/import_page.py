"""What the page of one import says: where it stands, what it would do or has done, and the ways on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from personnel.addresses import reverse
from personnel.imports import apply, preview
from personnel.imports.drafts import EFFECTIVE, Action
from personnel.models import DataImport, ImportAnomaly
from personnel.shown import Figure, Link, Notice
from personnel.templatetags.palu import angka, tanggal_jam, titik

Status, Severity = DataImport.Status, ImportAnomaly.Severity

TONES = {
    Action.ADD: "done",
    Action.CHANGE: "info",
    Action.MOVE: "info",
    Action.WAIT: "soon",
    Action.REJECT: "late",
}
OPEN = {Status.UPLOADED, Status.PREVIEWED}
WORST_FIRST = (Severity.ERROR, Severity.QUESTION, Severity.WARNING, Severity.NOTE)


def counts_of(row: DataImport) -> dict[Action, int]:
    """How many rows would be or were treated in each way."""
    return {
        Action.ADD: row.added,
        Action.CHANGE: row.changed,
        Action.MOVE: row.moved,
        Action.SAME: row.unchanged,
        Action.WAIT: row.waiting,
        Action.REJECT: row.rejected,
        Action.MISSING: row.missing,
    }


@dataclass(frozen=True)
class ImportPage:
    """One import; ``earlier`` is the import that took the very same file before."""

    row: DataImport
    earlier: DataImport | None
    has_changed: bool  # the rows have, since they were agreed to

    def url(self, name: str, query: str = "") -> str:
        return reverse(f"personnel:import_{name}", args=[self.row.key]) + query

    @property
    def is_busy(self) -> bool:
        return self.row.job is not None and not self.row.job.is_finished

    @property
    def has_failed(self) -> bool:
        job = self.row.job
        return job is not None and job.status == job.Status.FAILED and self.row.status in OPEN

    @property
    def may_go_on(self) -> bool:
        return self.row.status == Status.PREVIEWED and not self.is_busy

    @property
    def is_committed(self) -> bool:
        return self.row.status == Status.COMMITTED

    @property
    def is_told(self) -> bool:
        return self.row.status in {Status.PREVIEWED, Status.COMMITTED} and not self.is_busy

    @cached_property
    def nothing(self) -> str:
        """Why there is nothing to agree to, or "" where there is."""
        row = self.row
        return apply.why_nothing(row.unchanged, row.rejected, row.waiting) if row.changes_nothing else ""

    @cached_property
    def unanswered(self) -> int:
        return len(preview.unanswered(self.row))

    @property
    def questions(self) -> int:
        return len(self.row.options.get("questions", []))

    @property
    def notices(self) -> list[Notice]:
        """Where it stands, and what must be known of it."""
        row, notices = self.row, []
        if self.has_changed and self.may_go_on:
            notices.append(
                Notice(
                    "Data berubah sejak pratinjau terakhir, sehingga impor belum diterapkan. Ini pratinjau "
                    "yang baru; periksa lagi.",
                    tone="soon",
                )
            )
        if self.is_busy:
            return notices
        if row.status == Status.REFUSED:
            again = reverse("personnel:import_upload", args=[row.kind])
            title = "Berkas ini tidak dapat dipakai"
            return [*notices, Notice(row.refusal, title, "late", again, "Unggah berkas lain")]
        if row.status == Status.DISCARDED:
            return [*notices, Notice("Impor ini dibatalkan; berkas dan pratinjaunya sudah dihapus.")]
        if self.has_failed and row.job is not None:
            notices.append(Notice(row.job.error, "Pekerjaan terakhir gagal", "late"))
        notices += self._standing()
        if self.earlier:
            notices.append(
                Notice(
                    f"Berkas yang persis sama pernah diterapkan {tanggal_jam(self.earlier.committed_at)}. "
                    "Yang menentukan adalah data yang tersimpan sekarang: baris yang masih membawa hal baru "
                    "tetap dapat diterapkan.",
                    url=reverse("personnel:import_detail", args=[self.earlier.key]),
                    link="Lihat impor itu",
                )
            )
        return notices

    def _standing(self) -> list[Notice]:
        row = self.row
        if self.is_committed:
            by = row.committed_by.get_full_name() if row.committed_by else ""
            who = titik(by or "perintah sistem")
            text = f"Diterapkan {tanggal_jam(row.committed_at)} oleh {who} Berkas aslinya sudah dihapus."
            return [Notice(text, tone="done")]
        if row.status != Status.PREVIEWED:
            return []
        if row.waiting:
            text = (
                f"{angka(row.waiting)} baris menunggu jawaban atas {angka(self.unanswered)} pertanyaan, "
                "karena berkas tidak menyebutnya dan kami tidak menebak."
            )
            return [Notice(text, tone="soon", url=self.url("questions"), link="Jawab pertanyaan")]
        return [Notice(self.nothing, tone="done" if row.unchanged else "late")] if self.nothing else []

    @property
    def figures(self) -> list[Figure]:
        """The counts, each with the rows behind it."""
        return [
            Figure(angka(count), action.label, "", TONES.get(action, ""), url, "Lihat baris")
            if count
            else Figure("0", action.label)
            for action, count in counts_of(self.row).items()
            for url in [self.url("rows", f"?tindakan={action.value}")]
        ]

    @property
    def findings(self) -> list[tuple[str, str, int]]:
        """How many findings there are of each severity, and where they are."""
        found = self.row.anomalies.order_by().values_list("severity").annotate(count=Count("pk"))
        counts = dict(found)
        return [
            (level.label, self.url("findings", f"?tingkat={level.value}"), counts.get(level.value, 0))
            for level in WORST_FIRST
        ]

    @property
    def wrong_totals(self) -> list[str]:
        """The sums that the file writes and its rows do not give."""
        return [
            f"Baris {one['row']}: tertulis jumlah {angka(one['stated'])}, terbaca {angka(one['counted'])}."
            for one in self.row.options.get("totals", [])
            if one["stated"] != one["counted"]
        ]

    @property
    def effects(self) -> list[str]:
        """What happens besides, in words."""
        return list(self.row.options.get("side_effects", []))

    @property
    def effects_title(self) -> tuple[str, str]:
        if self.row.kind != DataImport.Kind.SIASN:
            return "Yang ikut terjadi", "Lihat rinciannya"
        count = angka(len(self.effects))
        return "Unit dan jabatan", f"{count} unit dan jabatan dibuat atau dikenali dari namanya"

    @property
    def commit(self) -> Link | None:
        """The way to agree, where nothing waits."""
        ready = self.may_go_on and not self.nothing and not self.row.waiting
        return Link("Lanjut: terapkan", self.url("commit"), strong=True) if ready else None

    @property
    def next(self) -> Link | None:
        """The one act of the page."""
        if self.commit or not (self.may_go_on and self.unanswered):
            return self.commit
        return Link("Lanjut: jawab pertanyaan", self.url("questions"), strong=True)

    @property
    def ends(self) -> list[Link]:
        """How it comes to an end, while it may."""
        if self.is_busy or self.row.status not in OPEN:
            return []
        links = [self.commit] if self.commit else []
        if self.may_go_on and self.row.waiting and not self.nothing:
            links.append(Link("Terapkan tanpa baris yang menunggu", self.url("commit", "?tanpa=menunggu")))
        return [*links, Link("Batalkan impor", self.url("discard"))]


def consequences(row: DataImport) -> list[str]:
    """What a commit would do, with numbers."""
    counts = counts_of(row)
    lines = [
        f"{action.label}: {angka(counts[action])}"
        for action in Action
        if action in EFFECTIVE and counts[action]
    ]
    effects = row.options.get("side_effects", [])
    if effects and row.kind == DataImport.Kind.SIASN:
        lines.append(f"{angka(len(effects))} unit dan jabatan dibuat atau dikenali")
    else:
        lines.extend(effects)
    for action, words in (
        (Action.WAIT, "baris yang menunggu jawaban tidak diterapkan"),
        (Action.REJECT, "baris ditolak dan tidak diterapkan"),
        (Action.MISSING, "pegawai yang tidak ada dalam berkas tetap tersimpan; tidak ada yang dihapus"),
    ):
        if counts[action]:
            lines.append(f"{angka(counts[action])} {words}")
    return [*lines, "Berkas yang diunggah dihapus; hanya sidik jarinya (SHA-256) yang disimpan."]
