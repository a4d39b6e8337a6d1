"""Training that people took elsewhere: handed in with its certificate, looked at by HR."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from demo import clock
from demo.stories import ELSEWHERE, NOT_TAKEN
from personnel.models import CivilServant, User
from planning.models import DevelopmentForm, Need
from training import outside
from training.models import OutsideTraining

if TYPE_CHECKING:
    from demo.year import Desks

DAY = dt.timedelta(days=1)
#: Days ago on which they were handed in: in each OPD in turn.
AGO = (410, 325, 190, 120, 64)


def hand_in(people: list[CivilServant], desks: Desks) -> None:
    """One training each. The last but one is not taken; the last waits for HR."""
    today = timezone.localdate()
    for number, (person, words, ago) in enumerate(zip(people, ELSEWHERE, AGO, strict=False), 1):
        waits, refused = number == len(AGO), number == len(AGO) - 1
        day = today - (3 if waits else ago) * DAY
        with clock.on(day, 13):
            row = _submit(person, words, day, number)
        if waits:
            continue
        with clock.on(day + 5 * DAY, 9):
            hr = desks.drafters[person.unit.opd_id or person.unit_id]
            if refused:
                outside.decline(row, by=hr, reason=NOT_TAKEN)
            else:
                outside.verify(row, by=hr)


def _submit(
    person: CivilServant, words: tuple[str, str, str, int], day: dt.date, number: int
) -> OutsideTraining:
    name, institution, form, jp = words
    need = Need.objects.current().filter(civil_servant=person).select_related("competency")
    wanted = need.order_by("-gap", "competency").first()
    ends = day - 9 * DAY
    certificate = f"{institution.split()[0].upper()}/{number:03}/{ends.year}"
    values = {
        "name": name,
        "institution": institution,
        "certificate_number": certificate,
        "starts_on": ends - 3 * DAY,
        "ends_on": ends,
        "form": DevelopmentForm.objects.get(code=form),
        "quantity": None,
        "jp_proposed": Decimal(jp),
        "is_international": False,
        "competency": wanted.competency if wanted else None,
    }
    paper = _paper(["SERTIFIKAT CONTOH", name, institution, certificate, f"{jp} JP"])
    return outside.submit(values, ("sertifikat.pdf", paper), by=User.objects.get(civil_servant=person))


def _paper(lines: list[str]) -> bytes:
    """The smallest PDF that a reader opens, with these lines on one page. ASCII only."""
    text = " ".join(f"0 -24 Td ({line.translate({40: '', 41: '', 92: ''})}) Tj" for line in lines)
    stream = f"BT /F1 16 Tf 60 780 Td {text} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    return (body + head + table + trailer).encode("ascii")
