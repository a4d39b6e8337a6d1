from jobs.models import Job
from tests.access import Row


def owners_job(cast) -> dict:
    return {"key": Job.objects.create(kind="uji", requested_by=cast.owner).key}


ROWS = [
    Row("jobs:job_detail", args=owners_job, allowed={"owner"}),
    Row("jobs:job_progress", args=owners_job, allowed={"owner"}),
]
