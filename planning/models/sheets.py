"""The two blind ratings of a year: what the person says, and apart from it what the superior says.

A sheet is its author's alone until both are sent (or the stage has ended for the OPD); only then do its
answers become ratings (``CompetencyRating``), which everything else reads. Until then no other page, sum,
export or print can show them, because none looks here.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from personnel.append_only import append_only
from personnel.models import CivilServant
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models.competencies import Competency
from planning.models.cycles import Cycle
from planning.models.ratings import CompetencyRating


class RaterDeputy(models.Model):
    """Who rates the subordinates of a superior who is absent or whose post is empty, between two days."""

    superior = models.ForeignKey(
        CivilServant, on_delete=models.PROTECT, related_name="+", verbose_name="atasan yang digantikan"
    )
    deputy = models.ForeignKey(
        CivilServant, on_delete=models.PROTECT, related_name="+", verbose_name="penilai pengganti"
    )
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)
    reason = models.CharField("alasan", max_length=300)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "penilai pengganti"
        verbose_name_plural = "penilai pengganti"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="deputy_dates_in_order",
                violation_error_message="Tanggal berakhir tidak boleh mendahului tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=~Q(superior=F("deputy")),
                name="deputy_is_another",
                violation_error_message="Penilai pengganti harus orang lain.",
            ),
        ]
        indexes = [models.Index(fields=["superior", "starts_on"], name="deputy_of_superior")]

    def __str__(self) -> str:
        return f"{self.deputy_id} → {self.superior_id}"


class RatingSheet(models.Model):
    """One person's rating for one year by one hand: their own, or the superior's. Sent once, then closed."""

    class Hand(models.TextChoices):
        SELF = "mandiri", "Penilaian mandiri"
        SUPERIOR = "atasan", "Penilaian atasan"

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="rating_sheets")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="rating_sheets")
    hand = models.CharField("penilai", max_length=10, choices=Hand)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Of the superior's sheet: who sent it, be it a deputy; before that, who began it.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField("dikirim", null=True, blank=True)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="When its answers became ratings that others see."
    )

    class Meta:
        verbose_name = "lembar penilaian"
        verbose_name_plural = "lembar penilaian"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "civil_servant", "hand"], name="sheet_once_per_hand"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(sent_at__isnull=False),
                name="sheet_published_was_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["cycle", "hand"], condition=Q(sent_at__isnull=False), name="sheet_sent")
        ]
        triggers = [turns(Turn.Subject.INPUTS)]

    def __str__(self) -> str:
        return f"{self.cycle_id} · {self.civil_servant_id} · {self.hand}"

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None


class SheetAnswer(models.Model):
    """One competency on a sheet: the level that fits best, and which of its three behaviours are shown.

    A behaviour that is not shown means that the level is not fully reached: the one below counts.
    """

    sheet = models.ForeignKey(RatingSheet, on_delete=models.CASCADE, related_name="answers")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    chosen_level = models.PositiveSmallIntegerField(
        "tingkat yang dipilih",
        validators=[MaxValueValidator(5)],
        help_text="0: not even the first level.",
    )
    shows_1 = models.BooleanField("perilaku 1", null=True, blank=True)
    shows_2 = models.BooleanField("perilaku 2", null=True, blank=True)
    shows_3 = models.BooleanField("perilaku 3", null=True, blank=True)
    note = models.CharField("contoh dari pekerjaan", max_length=300, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "jawaban penilaian"
        verbose_name_plural = "jawaban penilaian"
        ordering = ["sheet", "competency__order", "competency__code"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "competency"], name="answer_once_per_competency"),
            models.CheckConstraint(condition=Q(chosen_level__range=(0, 5)), name="answer_level_0_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} · {self.competency_id} · {self.chosen_level}"

    @property
    def level(self) -> int:
        """The level that counts; null behaviours were not asked (the level has no indicators)."""
        missing = False in {self.shows_1, self.shows_2, self.shows_3}
        return max(0, self.chosen_level - 1) if missing else self.chosen_level


class SheetEvidence(models.Model):
    """A file that somebody attached to an answer of their own sheet."""

    answer = models.ForeignKey(SheetAnswer, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField("nama berkas", max_length=150)
    stored_as = models.CharField(max_length=200, unique=True, help_text="Below PRIVATE_ROOT.")
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField("ukuran")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bukti penilaian"
        verbose_name_plural = "bukti penilaian"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class RatingDialogue(models.Model):
    """A difference of more than one level between the two ratings, talked over until it is settled.

    Only ``planning.dialogues`` assigns its state.
    """

    class State(StateChoices):
        OPEN = "open", Tone.SOON, "Perlu dibicarakan"
        AGREED = "agreed", Tone.DONE, "Disepakati"
        DISAGREED = "disagreed", Tone.LATE, "Tidak sepakat, menunggu BKPSDMD"
        DECIDED = "decided", Tone.DONE, "Diputuskan BKPSDMD"

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="dialogues")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="dialogues")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    self_rating = models.ForeignKey(CompetencyRating, on_delete=models.PROTECT, related_name="+")
    superior_rating = models.ForeignKey(CompetencyRating, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.OPEN)
    outcome = models.ForeignKey(
        CompetencyRating, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "dialog penilaian"
        verbose_name_plural = "dialog penilaian"
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "civil_servant", "competency"], name="dialogue_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "disagreed"], outcome__isnull=True)
                | Q(state__in=["agreed", "decided"], outcome__isnull=False),
                name="dialogue_settled_has_outcome",
            ),
        ]
        indexes = [models.Index(fields=["cycle", "state"], name="dialogue_of_state")]

    def __str__(self) -> str:
        return f"{self.cycle_id} · {self.civil_servant_id} · {self.competency_id}"

    @property
    def shown_state(self) -> Chip:
        return self.State(self.state).chip


class DialogueTurn(models.Model):
    """One word in a dialogue: who, for which side, the level they propose, and why. Append-only."""

    class Side(models.TextChoices):
        CIVIL_SERVANT = "pegawai", "Pegawai"
        SUPERIOR = "atasan", "Atasan"
        CITY_HR = "bkpsdmd", "BKPSDMD"

    class Act(models.TextChoices):
        PROPOSE = "propose", "Mengusulkan tingkat"
        AGREE = "agree", "Menyetujui"
        DISAGREE = "disagree", "Menyatakan tidak sepakat"
        DECIDE = "decide", "Memutuskan"

    dialogue = models.ForeignKey(RatingDialogue, on_delete=models.CASCADE, related_name="turns")
    side = models.CharField("pihak", max_length=10, choices=Side)
    act = models.CharField(max_length=10, choices=Act)
    level = models.PositiveSmallIntegerField(
        "tingkat", null=True, blank=True, validators=[MaxValueValidator(5)]
    )
    words = models.CharField("keterangan", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        verbose_name = "giliran dialog"
        verbose_name_plural = "giliran dialog"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(0, 5)), name="turn_level_0_to_5"
            ),
            models.CheckConstraint(
                condition=Q(act="disagree") | Q(level__isnull=False), name="turn_names_a_level"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.side} {self.act}"
