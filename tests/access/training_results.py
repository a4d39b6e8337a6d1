"""Results and certificates: the organiser's grid, one's own certificates, and anybody's check."""

from django.utils import timezone

from tests.access import EVERYONE, Row
from tests.training.certificate_world import held, row_of
from tests.training.enrolment_world import certificate_of
from training import certificates, results

OUTSIDERS = {"pyb", "ppk", "official", "administrator"}
KEEPERS = {"city_hr", "colleague"}


def a_batch(cast, **fields):
    """The owner took part, the colleague is in charge."""
    return held(cast.city_hr, {cast.owner.civil_servant: 1}, sessions=1, organiser=cast.colleague, **fields)


def batch(cast):
    return {"pk": a_batch(cast).pk}


def its_form(cast):
    """What the page sends for the newest batch."""
    rows = list(results.graded(newest()))
    return {"stamp": results.stamp(rows), "row": [row.pk for row in rows], f"{rows[0].pk}-pre_test": "70"}


def newest():
    from training.models import Batch  # noqa: PLC0415 - apps are loaded later than this table

    return Batch.objects.latest("pk")


def a_certificate(cast):
    one = a_batch(cast)
    return certificate_of(row_of(one, cast.owner.civil_servant), by=cast.city_hr)


def paper(cast):
    return {"pk": a_certificate(cast).pk}


def own_paper(cast):
    """Nobody takes back their own."""
    one = held(cast.city_hr, {cast.city_hr.civil_servant: 1}, sessions=1)
    return {"pk": certificate_of(row_of(one, cast.city_hr.civil_servant), by=cast.colleague).pk}


def revoked(cast):
    (one,) = certificates.issue(a_batch(cast), by=cast.city_hr)
    return {"pk": certificates.revoke(one, "Keliru", by=cast.city_hr).pk}


def code(cast):
    return {"code": a_certificate(cast).check_number}


def a_reason(cast):
    return {"reason": "Nama keliru."}


def some_rules(cast):
    return {"least_share": "75", "number_pattern": f"{{nomor}}/S/{{tahun}}/{timezone.localdate().month}"}


def certificate_pdf(cast):
    return {"kind": "certificate", "object_id": a_certificate(cast).pk}


def batch_pdf(cast):
    return {"kind": "certificate_batch", "object_id": a_certificate(cast).enrolment.batch_id}


ROWS = [
    Row("training:results", allowed=KEEPERS, args=batch),
    Row("training:results", allowed=KEEPERS, args=batch, method="post", answer=302, data=its_form),
    Row("training:results_paste", allowed=KEEPERS, args=batch),
    Row(
        "training:results_paste",
        allowed=KEEPERS,
        args=batch,
        method="post",
        data=lambda cast: {"text": f"{cast.owner.civil_servant.nip};60;80;lulus"},
    ),
    Row("training:certificate_list", allowed=KEEPERS, args=batch),
    Row("training:certificate_issue", allowed=KEEPERS, args=batch, method="post", answer=302),
    Row("training:certificate_revoke", allowed={"city_hr"}, args=paper),
    Row(
        "training:certificate_revoke",
        allowed={"city_hr"},
        args=paper,
        method="post",
        answer=302,
        data=a_reason,
    ),
    Row("training:certificate_revoke", allowed=set(), args=own_paper, note="nobody their own"),
    Row("training:certificate_reissue", allowed={"city_hr"}, args=revoked, method="post", answer=302),
    Row("training:certificate_rules", allowed={"city_hr"}),
    Row("training:certificate_rules", allowed={"city_hr"}, method="post", answer=422, data=some_rules),
    Row("training:my_certificates", allowed=EVERYONE - OUTSIDERS),
    Row("training:certificate_check_start", allowed=EVERYONE, anonymous=200),
    Row("training:certificate_check", allowed=EVERYONE, args=code, anonymous=200),
    Row(
        "documents:document_request",
        allowed=EVERYONE - {"stranger"},
        method="post",
        data=certificate_pdf,
        answer=302,
        note="certificate",
    ),
    Row(
        "documents:document_request",
        allowed=KEEPERS,
        method="post",
        data=batch_pdf,
        answer=302,
        note="certificates of a batch",
    ),
]
