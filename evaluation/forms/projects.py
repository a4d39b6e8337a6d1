"""What is typed about follow-up projects: shape and wording only; the rules check everything again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from evaluation.models import Milestone, Obstacle, Project, ProjectNote, ProjectReview
from evaluation.projects import Aims
from personnel.forms.fields import SentFileField
from personnel.forms.filters import GetForm
from personnel.forms.rows import StampedForm
from personnel.models import CivilServant
from personnel.sent_files import ALLOWED
from planning.forms.voices import Words
from training.models import Enrolment

LEVELS = [(level, f"Tingkat {level}") for level in range(1, 6)]


class EnrolmentChoice(forms.ModelChoiceField):
    """A training of one's own, by its name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.batch} · {obj.batch.programme.competency.name}"


class PersonOf(forms.ModelMultipleChoiceField):
    """People of a batch, by name and post."""

    def label_from_instance(self, obj: Any) -> str:
        return _who(obj.civil_servant)


class HeirChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{_who(obj.civil_servant)} · {obj.batch.programme.name}"


class MentorChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return _who(obj)


def _who(person: CivilServant) -> str:
    return f"{person.full_name} · {person.position.name}, {person.unit.name}"


class RequestForm(forms.Form):
    """Sent once or twice, it counts once."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class AimsForm(StampedForm):
    """What is to be reached, for whom, by when."""

    class Meta:
        model = Project
        fields = ("title", "aim", "beneficiaries", "starts_on", "due_on")
        widgets = {
            "aim": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "title": "Pendek, misalnya “Antrean pasien tanpa kertas di Puskesmas Kamonji”.",
            "aim": "Apa yang berbeda bila proyek ini berhasil, dan dari apa orang melihatnya.",
            "beneficiaries": "Siapa yang merasakan hasilnya, misalnya “pasien poli umum dan petugas loket”.",
            "due_on": "Proyek kecil selesai dalam beberapa minggu atau bulan, paling lama satu tahun.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._meta.fields or ():
            self.fields[name].required = True  # an offer has none of it yet, a proposal all

    @property
    def aims(self) -> Aims:
        values = self.values
        return Aims(
            title=values["title"] or "",
            aim=(values["aim"] or "").replace("\r\n", "\n"),
            beneficiaries=values["beneficiaries"] or "",
            starts_on=values["starts_on"],
            due_on=values["due_on"],
        )


class ProposeForm(AimsForm):
    """A project of one's own, from a training that one attended."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    enrolment = EnrolmentChoice(
        label="Menindaklanjuti pelatihan",
        queryset=Enrolment.objects.none(),
        empty_label="Pilih pelatihan",
        error_messages={"invalid_choice": "Pilih pelatihan yang Anda hadiri."},
    )
    field_order = ("request_key", "stamp", "enrolment")

    def __init__(self, *args: Any, trainings: QuerySet[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enrolment"].queryset = trainings  # type: ignore[attr-defined]


class OfferForm(forms.Form):
    """A project for some alumni of a batch, each their own."""

    title = forms.CharField(
        label="Judul atau tema",
        max_length=150,
        help_text="Pemimpin proyek dapat merumuskannya lagi saat menerima tawaran.",
        error_messages={"required": "Beri proyek ini judul."},
    )
    aim = Words(label="Yang diharapkan", max_length=1500, required=False)
    alumni = PersonOf(
        label="Ditawarkan kepada",
        queryset=Enrolment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih paling sedikit satu alumnus.",
            "invalid_choice": "Salah satu alumnus sudah mempunyai proyek. Periksa lagi pilihannya.",
        },
    )

    def __init__(self, *args: Any, alumni: QuerySet[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alumni"].queryset = alumni  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """The words of a step: a reason, or the result."""

    words = Words(
        label="Alasan", max_length=300, help_text="Paling banyak 300 huruf. Yang terlibat membacanya."
    )

    def __init__(self, *args: Any, reports: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].error_messages["required"] = "Tulis alasannya; yang bersangkutan membacanya."
        if reports:
            self.fields["words"] = Words(
                label="Hasil",
                rows=7,
                max_length=2000,
                empty="Tulis apa yang berubah sejak proyek ini dimulai.",
                help_text=(
                    "Apa yang berubah, bagi siapa, dan dari apa orang melihatnya. Paling banyak 2.000 huruf."
                ),
            )


class MentorFilter(GetForm):
    q = forms.CharField(label="Cari nama pegawai", required=False, max_length=100)


class MentorForm(forms.Form):
    """One of those who were found; nobody leaves the project without a mentor."""

    mentor = MentorChoice(
        label="Mentor",
        queryset=CivilServant.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        blank=True,
        empty_label="Tanpa mentor",
    )

    def __init__(self, *args: Any, people: QuerySet[CivilServant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = people  # type: ignore[attr-defined]


class MilestoneForm(StampedForm):
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Milestone
        fields = ("title", "due_on")
        help_texts = {"title": "Apa yang sudah ada pada hari itu, misalnya “Uji coba di satu loket selesai”."}


class ReachForm(StampedForm):
    """That it was reached, in words, and what shows it."""

    address = forms.URLField(
        label="Alamat bukti",
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text="Halaman yang menunjukkannya, bila ada. Bukan dokumen yang memuat data pribadi.",
    )
    file = SentFileField(
        label="Berkas bukti",
        required=False,
        help_text=f"{ALLOWED} Dibaca semua yang dapat melihat proyek ini.",
    )

    class Meta:
        model = Milestone
        fields = ("done_on", "words")
        labels = {"done_on": "Tercapai tanggal", "words": "Apa yang tercapai?"}
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].required = self.fields["words"].required = True
        if self.instance.done_on is None:
            self.initial["done_on"] = timezone.localdate()


class NoteForm(RequestForm):
    """Progress, an obstacle, or a request for help."""

    kind = forms.ChoiceField(
        label="Apa yang ingin Anda catat?",
        choices=[
            (ProjectNote.Kind.PROGRESS, "Kemajuan"),
            (ProjectNote.Kind.OBSTACLE, "Hambatan; atasan dan mentor diberi tahu"),
            (ProjectNote.Kind.HELP, "Permintaan bantuan; atasan dan mentor diminta menanggapi"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
    )
    obstacle = forms.ChoiceField(
        label="Jenis hambatan",
        choices=[("", "Pilih jenis hambatan"), *Obstacle.choices],
        required=False,
        help_text="Hanya untuk hambatan. Jenisnya dihitung, agar hambatan yang sering dapat diatasi.",
    )
    words = Words(label="Uraian", max_length=1000, empty="Tulis uraiannya.")


class AnswerForm(RequestForm):
    words = Words(label="Tanggapan Anda", max_length=1000, empty="Tulis tanggapan Anda.")


class CommentForm(RequestForm):
    words = Words(label="Komentar Anda", max_length=1000, empty="Tulis komentar Anda.")


class ReviewForm(forms.Form):
    verdict = forms.TypedChoiceField(
        label="Bagaimana hasilnya dibandingkan tujuannya?",
        choices=ProjectReview.Verdict.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
    )
    words = Words(
        label="Ulasan",
        rows=5,
        max_length=1500,
        empty="Tulis ulasan Anda; pemimpin proyek membacanya.",
        help_text="Apa yang berhasil, apa yang belum, dan langkah berikutnya. Pemimpin proyek membacanya.",
    )


class LevelForm(forms.Form):
    """A new level, and what in the project shows it."""

    level = forms.TypedChoiceField(
        label="Tingkat yang ditunjukkan",
        choices=[("", "Pilih tingkat"), *LEVELS],
        coerce=int,
        error_messages={"required": "Pilih tingkat.", "invalid_choice": "Pilih tingkat."},
    )
    reason = Words(
        label="Apa dalam proyek ini yang menunjukkannya?",
        max_length=500,
        empty="Tulis apa dalam proyek ini yang menunjukkan tingkat itu.",
    )


class DecideForm(forms.Form):
    """The superior's decision."""

    decision = forms.ChoiceField(
        label="Keputusan",
        choices=[("accept", "Terima"), ("decline", "Tidak diterima")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
    )
    level = forms.TypedChoiceField(
        label="Tingkat yang dicatat",
        choices=[(0, "Tingkat 0 (belum menunjukkan tingkat 1)"), *LEVELS],
        coerce=int,
        help_text="Bila lain daripada yang diusulkan, jelaskan di bawah.",
    )
    answer = Words(label="Penjelasan", max_length=500, required=False)


class HandOverForm(forms.Form):
    """How the project goes on after a transfer."""

    way = forms.ChoiceField(
        label="Bagaimana proyek ini dilanjutkan?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
    )
    heir = HeirChoice(
        label="Alumnus yang meneruskan",
        queryset=Enrolment.objects.none(),
        required=False,
        empty_label="Pilih alumnus",
        help_text="Alumni di bidang yang sama yang belum memimpin proyek dari pelatihannya.",
        error_messages={"invalid_choice": "Pilih alumnus dari daftar; ia belum memimpin proyek lain."},
    )
    reason = Words(
        label="Alasan",
        max_length=300,
        empty="Tulis alasannya; yang bersangkutan membacanya.",
        help_text="Dibaca oleh yang menerima dan oleh pemimpin proyek.",
    )

    def __init__(
        self, *args: Any, heirs: QuerySet[Enrolment], ways: list[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        if "heir" in dict(ways):
            self.fields["heir"].queryset = heirs  # type: ignore[attr-defined]
        else:
            del self.fields["heir"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("way") == "heir" and not values.get("heir") and "heir" not in self.errors:
            self.add_error("heir", "Pilih siapa yang meneruskan.")
        if values.get("way") == "along":
            values["heir"] = None
        return values


class HandOverAnswerForm(forms.Form):
    decision = forms.ChoiceField(
        label="Jawaban Anda",
        choices=[("yes", "Saya menerima"), ("no", "Saya tidak dapat menerima")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
    )
    words = Words(
        label="Penjelasan",
        max_length=300,
        required=False,
        help_text="Wajib bila Anda tidak dapat menerima. Yang bersangkutan membacanya.",
    )


class ProjectFilter(GetForm):
    """Of the list."""

    q = forms.CharField(label="Judul atau pemimpin", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[
            ("", "Semua keadaan"),
            ("hidup", "Belum selesai"),
            ("pindah", "Perlu serah terima"),
            *Project.State.choices,
        ],
    )
    lihat = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def narrow(self, rows: QuerySet[Project]) -> QuerySet[Project]:
        values = self.values
        if q := " ".join((values["q"] or "").replace("\x00", "").split()):
            by_title = rows.filter(title__icontains=q)
            rows = by_title | rows.filter(leader__name__icontains=q)
        state = values["keadaan"]
        if state == "hidup":
            return rows.alive()  # type: ignore[attr-defined]
        if state == "pindah":
            return rows.moved()  # type: ignore[attr-defined]
        return rows.filter(state=state) if state else rows
