"""The active programmes by competency, what each counts for, and which suits a need best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planning.conversion import Conversion, Period, period_of
from planning.models import Competency, DevelopmentForm, Programme

#: (competency, attained, required): needs that the same programmes suit.
Key = tuple[int, int | None, int]


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme with the hours it counts for: at least, for the floor; at most, for the ceiling."""

    programme: Programme
    cost: Decimal
    jp_low: Decimal
    jp_high: Decimal
    is_classical: bool


class Catalogue:
    """The active programmes by competency, and which suits a need best."""

    def __init__(self, year: int) -> None:
        self._offers: dict[int, list[Offer]] = defaultdict(list)
        self._ranked: dict[Key, list[Offer]] = {}
        self.conversion = Conversion()
        periods = [period_of(year, quarter=quarter) for quarter in (1, 2, 3, 4)]
        for programme in Programme.objects.active().select_related("form").order_by("pk"):
            self._offers[programme.competency_id].append(self._offer(programme, periods))

    def _offer(self, programme: Programme, periods: Sequence[Period]) -> Offer:
        counted = [
            self.conversion.jp(
                programme.form_id,
                programme.quantity,
                international=programme.is_international,
                period=period,
            )
            for period in periods
        ]
        known = [jp for jp in counted if jp is not None]
        return Offer(
            programme,
            programme.cost_per_person,
            min(known) if len(known) == len(counted) else Decimal(0),
            max([*known, programme.jp_proposed]),
            programme.form.track == DevelopmentForm.Track.CLASSICAL,
        )

    def all(self) -> Iterator[Offer]:
        """Every offer, in the order of its programme."""
        offers = (offer for of_competency in self._offers.values() for offer in of_competency)
        yield from sorted(offers, key=lambda offer: offer.programme.pk)

    def suiting(self, key: Key) -> list[Offer]:
        """Offers for (competency, attained, required), the best first.

        Those that reach the level asked for come before those that only lead on; then the cheapest, then
        not classical, then the one that aims least too high.
        """
        if key not in self._ranked:
            competency_id, attained, required = key
            start = required if attained is None else min(attained + 1, required)
            self._ranked[key] = sorted(
                (offer for offer in self._offers[competency_id] if offer.programme.level_to >= start),
                key=lambda offer: (
                    offer.programme.level_to < required,
                    offer.cost,
                    offer.is_classical,
                    offer.programme.level_to,
                    offer.programme.pk,
                ),
            )
        return self._ranked[key]

    def cheap(self, competency_id: int) -> Offer | None:
        """The cheapest non-classical offer of a competency that counts for some hours."""
        offers = [o for o in self._offers[competency_id] if not o.is_classical and o.jp_low > 0]
        return min(offers, key=lambda o: (o.cost, o.programme.level_to, o.programme.pk), default=None)

    def cheap_core(self) -> list[Offer]:
        """For people whose post has no standard yet: what everyone may learn."""
        core = Competency.objects.active().core().order_by("order", "code").values_list("pk", flat=True)
        return [offer for pk in core if (offer := self.cheap(pk))]
