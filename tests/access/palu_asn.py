from jobs.models import Job
from tests.access import EVERYONE, Row


def failed(cast):
    job = Job.objects.create(kind="build_document", status=Job.Status.FAILED, requested_by=cast.owner)
    return {"key": job.key}


ROWS = [
    Row("home", allowed=EVERYONE),
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
