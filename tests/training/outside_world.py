"""Certificates from elsewhere around the cast, and the files that go with them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.factories import UserFactory
from tests.planning.world import FormFactory, RuleFactory
from tests.training.world import BatchFactory, seat_in
from training import outside
from training.models import Batch, Certificate

PDF = b"%PDF-1.7 sertifikat"
PNG = b"\x89PNG\r\n\x1a\n foto"
WHY = "Nama pada sertifikat berbeda."


def the_form(**rule):
    """A form with one rule: 1 JP for 1 JP, unless said otherwise."""
    form = FormFactory()
    if not form.rules.exists():
        RuleFactory(form=form, **rule)
    return form


def values(**changed):
    """What the form of the page brings, for training of three days in March 2026."""
    facts = {
        "name": "Pelatihan Pelayanan Publik",
        "institution": "Lembaga Administrasi Negara",
        "certificate_number": "B/12/LAN/2026",
        "starts_on": dt.date(2026, 3, 3),
        "ends_on": dt.date(2026, 3, 5),
        "quantity": None,
        "jp_proposed": Decimal(20),
        "is_international": False,
        "competency": None,
    }
    facts |= changed
    facts.setdefault("form", None)
    facts["form"] = facts["form"] or the_form()
    return facts


def handed_in(by, content=PDF, **changed):
    """Waits for HR."""
    return outside.submit(values(**changed), ("sertifikat.pdf", content), by=by)


def verified(by, hr, **changed):
    return outside.verify(handed_in(by, **changed), by=hr)


def certificate_of(person, number="0001/SERT/BKPSDMD/2026", *, state=Batch.State.FINISHED, **fields):
    """A certificate of our own, as it would have been issued for a batch in April 2026."""
    batch = BatchFactory(state=state, programme__form=the_form())
    return Certificate.objects.create(
        enrolment=seat_in(batch, person),
        **{
            "year": 2026,
            "sequence": Certificate.objects.count() + 1,
            "number": number,
            "holder": person.full_name,
            "programme": batch.programme.name,
            "provider": "BKPSDMD Kota Palu",
            "starts_on": dt.date(2026, 4, 6),
            "ends_on": dt.date(2026, 4, 8),
            "jp": Decimal("7.5"),
            "issued_on": dt.date(2026, 4, 10),
            "issued_by": UserFactory(),
            **fields,
        },
    )
