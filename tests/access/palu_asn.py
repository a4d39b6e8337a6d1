from jobs.models import Job
from tests.access import EVERYONE, Row
from tests.training.reality_world import held, planned, run_of, seat


def failed(cast):
    job = Job.objects.create(kind="build_document", status=Job.Status.FAILED, requested_by=cast.owner)
    return {"key": job.key}


def year_of(cast):
    """A year with a plan above its ceiling, and what became of it."""
    one, two = cast.owner.civil_servant, cast.colleague.civil_servant
    [item] = planned(cast.dinas_sosial, [one, two], ceiling=8_000_000, cost_per_person=5_000_000)
    held(seat(run_of(item), one, item), True)
    return {"pk": cast.dinas_sosial.pk}


ROWS = [
    Row("home", allowed=EVERYONE),
    Row("first_steps_hide", allowed=EVERYONE, method="post", answer=302),
    Row(
        "dashboard",
        allowed=EVERYONE - {"owner", "superior", "colleague"},
        args=lambda cast: dict.fromkeys(year_of(cast).keys() - {"pk"}),
    ),
    Row(
        "dashboard_unit",
        allowed={"unit_hr", "unit_head", "city_hr", "pyb", "ppk", "official", "administrator"},
        args=year_of,
    ),
    Row("overdue", allowed=EVERYONE - {"owner", "colleague"}),
    Row("manifest", allowed=EVERYONE, anonymous=200),
    Row("worker", allowed=EVERYONE, anonymous=200),
    Row("offline", allowed=EVERYONE, anonymous=200),
    Row("help", allowed=EVERYONE, anonymous=200),
    Row("guide_detail", allowed=EVERYONE, anonymous=200, args=lambda cast: {"slug": "pegawai"}),
    Row("alive", allowed=EVERYONE, anonymous=200),
    Row("ready", allowed=EVERYONE, anonymous=200),
    Row("health", allowed=EVERYONE, anonymous=200),
    Row("condition", allowed={"administrator"}),
    Row("job_retry", allowed={"administrator"}, args=failed, method="post", answer=302),
]
