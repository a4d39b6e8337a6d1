from django.utils import timezone

from documents.models import Document
from tests.access import EVERYONE, Row
from tests.cast import Cast
from tests.planning.world import PlanFactory
from tests.stored import stored


def owners_document(cast: Cast) -> dict:
    """The owner's own individual plan, ready to be downloaded."""
    document = Document.objects.create(
        kind="individual_plan",
        title="Rencana individu",
        object_id=cast.owner.civil_servant.pk,
        year=2027,
        requested_by=cast.owner,
        stored_as="documents/uji/akses.pdf",
        file_name="rencana.pdf",
        sha256="0" * 64,
        size=4,
        pages=1,
        finished_at=timezone.now(),
    )
    path = stored(document.stored_as)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF")
    return {"code": document.check_code}


def owners_plan(cast: Cast) -> dict:
    return {"kind": "individual_plan", "object_id": cast.owner.civil_servant.pk, "year": 2027}


def city_plan(cast: Cast) -> dict:
    PlanFactory(unit=cast.dinas_sosial)
    return {"kind": "city_plan", "year": 2027}


def letters_of_social_office(cast: Cast) -> dict:
    return {"kind": "activation_letters", "object_id": cast.dinas_sosial.pk}


CITY = {"city_hr", "pyb", "ppk", "official", "administrator"}

ROWS = [
    Row("documents:document_list", allowed=EVERYONE),
    Row("documents:document_detail", args=owners_document, allowed={"owner"}),
    Row("documents:document_download", args=owners_document, allowed={"owner"}),
    Row("documents:document_check_start", allowed=EVERYONE, anonymous=200),
    Row("documents:document_check", args=owners_document, allowed=EVERYONE, anonymous=200),
    Row(
        "documents:document_request",
        method="post",
        data=owners_plan,
        allowed={"owner", "superior", "unit_hr", "unit_head", *CITY},
        answer=302,
        note="individual plan",
    ),
    Row(
        "documents:document_request",
        method="post",
        data=city_plan,
        allowed=CITY,
        answer=302,
        note="city plan",
    ),
    Row(
        "documents:document_request",
        method="post",
        data=letters_of_social_office,
        allowed={"unit_hr", "city_hr"},
        answer=302,
        note="activation letters",
    ),
]
