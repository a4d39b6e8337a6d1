"""What people say before a plan is drawn up (masukan), who supports it, and what became of it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from personnel.append_only import append_only
from personnel.models import CivilServant, Unit
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models.cycles import Cycle
from planning.models.items import PlanItem


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user: Any) -> Self:
        """The suggestions of oneself, of one's OPD, and of the OPD in which one holds a role. One that was
        taken back is seen by its author only."""
        own = Q(author=user.civil_servant_id) if user.civil_servant_id else Q(pk__in=[])
        if user.sees_city:
            return self.filter(own | Q(withdrawn_at=None))
        opds = user.role_opds
        if user.civil_servant_id:
            opds.add(user.civil_servant.unit.opd_id)
        return self.filter(own | Q(opd__in=opds, withdrawn_at=None))

    def standing(self) -> Self:
        """Not taken back by whoever said it."""
        return self.filter(withdrawn_at__isnull=True)

    def with_state(self) -> Self:
        """Each with its newest answer (``newest_answer``, an id) and its ``state``."""
        newest = SuggestionAnswer.objects.filter(suggestion=OuterRef("pk")).order_by("-at", "-pk")
        linked = SuggestionAnswer.items.through.objects.filter(suggestionanswer=OuterRef("newest_answer"))
        state = Suggestion.State
        return self.annotate(
            newest_answer=Subquery(newest.values("pk")[:1]),
            newest_outcome=Subquery(newest.values("outcome")[:1]),
            state=Case(
                When(newest_answer=None, then=Value(state.WAITING)),
                When(Q(newest_outcome="taken_up") & ~Exists(linked), then=Value(state.REOPENED)),
                default=F("newest_outcome"),
                output_field=models.CharField(),
            ),
        )

    def unanswered(self) -> Self:
        """No answer yet, or taken up by items of which none is left."""
        return self.standing().with_state().filter(state__in=Suggestion.UNANSWERED)

    def with_supports(self) -> Self:
        """Each with ``support_count``; counted for the rows that are fetched only."""
        count = SuggestionSupport.objects.filter(suggestion=OuterRef("pk")).order_by().values("suggestion")
        return self.annotate(support_count=Coalesce(Subquery(count.annotate(n=Count("pk")).values("n")), 0))


class Suggestion(models.Model):
    """A challenge in the field, an idea for better service, or a wish for learning (masukan)."""

    class Kind(models.TextChoices):
        CHALLENGE = "challenge", "Tantangan di lapangan"
        IDEA = "idea", "Gagasan untuk pelayanan"
        WISH = "wish", "Keinginan belajar"

    class State(StateChoices):
        """What became of it, by its newest answer (``with_state``)."""

        WAITING = "waiting", Tone.SOON, "Belum ditanggapi"
        REOPENED = "reopened", Tone.LATE, "Perlu ditanggapi lagi"
        TAKEN_UP = "taken_up", Tone.DONE, "Diambil ke dalam rencana"
        DECLINED = "declined", Tone.PLAIN, "Tidak diambil"
        PASSED_ON = "passed_on", Tone.INFO, "Diteruskan"

    UNANSWERED = (State.WAITING, State.REOPENED)

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="suggestions")
    opd = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="Whose plan must answer it."
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="Where the author served then."
    )
    author = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="suggestions")
    kind = models.CharField("jenis masukan", max_length=10, choices=Kind)
    text = models.TextField("masukan Anda", max_length=1500)
    is_name_hidden = models.BooleanField(
        "sembunyikan nama saya dari rekan kerja",
        default=False,
        help_text="Pengelola kepegawaian unit dan BKPSDMD tetap melihat nama Anda.",
    )
    request_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="Sent twice, said once."
    )
    created_at = models.DateTimeField("waktu", auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "masukan"
        verbose_name_plural = "masukan"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["cycle", "opd", "-created_at"], name="suggestion_of_opd")]
        triggers = [turns(Turn.Subject.INPUTS)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def shown_state(self) -> Chip:
        """Of a row of ``with_state``."""
        if self.withdrawn_at:
            return Chip("Ditarik")
        return self.State(self.state).chip  # type: ignore[attr-defined]


class SuggestionSupport(models.Model):
    """Somebody of the same OPD who says: this matters to me too."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="supports")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "dukungan masukan"
        verbose_name_plural = "dukungan masukan"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["suggestion", "civil_servant"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.suggestion_id} · {self.civil_servant_id}"


class SuggestionAnswer(models.Model):
    """What became of a suggestion, in words. Append-only; the newest counts."""

    class Outcome(models.TextChoices):
        TAKEN_UP = "taken_up", "Diambil ke dalam rencana"
        DECLINED = "declined", "Tidak diambil"
        PASSED_ON = "passed_on", "Diteruskan"

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="answers")
    outcome = models.CharField("tanggapan", max_length=10, choices=Outcome)
    reason = models.CharField("penjelasan", max_length=600)
    passed_to = models.CharField("diteruskan kepada", max_length=150, blank=True)
    items = models.ManyToManyField(
        PlanItem, blank=True, related_name="suggestion_answers", verbose_name="butir rencana"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        verbose_name = "tanggapan masukan"
        verbose_name_plural = "tanggapan masukan"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="suggestion_answer_has_reason",
                violation_error_message="Tulis penjelasan untuk yang memberi masukan.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="passed_on") | ~Q(passed_to=""),
                name="suggestion_passed_on_to_somebody",
                violation_error_message="Tulis kepada siapa masukan diteruskan.",
            ),
        ]
        triggers = [*append_only(), turns(Turn.Subject.INPUTS)]

    def __str__(self) -> str:
        return f"{self.suggestion_id} · {self.outcome}"
