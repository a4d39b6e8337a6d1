"""Rules about the service of a unit while its people learn: how many of it, and of one post in it, may go.

Away is whoever sits or speaks in a session at the time, and whoever is on leave or duty travel.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from personnel.templatetags.palu import persen
from training.models import Unplaced
from training.rules.rule import Case, Subject, rule
from training.rules.world import Slot, Who, World


def may_go(staff: int, limit: int | None) -> int:
    """How many of a unit may be away at once, by the limit in percent.

    One may always go, or the people of a small unit would never learn.
    """
    return max(1, staff * (limit or 0) // 100)


@rule(
    "unit_share",
    "Terlalu banyak pegawai satu unit pergi bersamaan",
    "Pelayanan unit terganggu karena terlalu banyak pegawainya pergi bersamaan.",
    Subject.SERVICE,
    limit=30,
    reason=Unplaced.Reason.SHARE,
    place=110,
)
def unit_share(slot: Slot, who: Who, world: World, limit: int | None) -> Iterator[Case]:
    post = world.posts.get(who.key)
    if post is None or limit is None:
        return
    unit, staff = post[0], world.staff[post[0]]
    gone = world.away(unit, slot)
    away = len(gone) + (who.key not in gone)
    if away > may_go(staff, limit):
        yield Case(
            f"{world.unit_names.get(unit, '')}: {away} dari {staff} pegawai "
            f"({persen(Decimal(away * 100) / staff)}) pergi pada waktu itu, batasnya {persen(limit, 0)}"
        )


@rule(
    "only_holder",
    "Satu-satunya pemangku jabatan di unit pergi",
    "Tidak ada pegawai lain dengan jabatan yang sama di unitnya.",
    Subject.SERVICE,
    reason=Unplaced.Reason.HOLDER,
    place=120,
)
def only_holder(slot: Slot, who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    """Whether anybody else of the unit who holds the post stays. Whoever holds it alone may go by a proposal
    where the city only warns: nobody else ever could, and they would never learn."""
    post = world.posts.get(who.key)
    if post is None:
        return
    holders, posts = world.holders[post], world.posts
    others = sum(posts.get(person) == post for person in world.away(post[0], slot) if person != who.key)
    if others + 1 < holders:
        return
    unit, name = world.unit_names.get(post[0], ""), world.post_names.get(post[1], "")
    if holders <= 1:
        yield Case(f"{who.name} satu-satunya {name} di {unit}", may_stand=True)
    else:
        yield Case(f"semua {holders} {name} di {unit} pergi pada waktu itu")
