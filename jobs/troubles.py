"""What stands still behind the pages, in words for whoever looks after the machine."""

from __future__ import annotations

from django.db.models import Count, Max, Q
from django.utils import timezone

from jobs.heartbeat import DEAD_AFTER
from jobs.models import Heartbeat, Job
from jobs.work import NO_ROOM, TOO_NEW

CLOCK = Q(name__startswith="beat@")


def troubles() -> list[str]:
    """One sentence for each thing that is wrong now; nothing where all is well."""
    now = timezone.now()
    last = Heartbeat.objects.aggregate(
        clock=Max("beaten_at", filter=CLOCK), worker=Max("beaten_at", filter=~CLOCK)
    )
    words = []
    if last["clock"] is None or now - last["clock"] > DEAD_AFTER:
        words.append(
            "Jadwal aplikasi (celery beat) tidak berjalan: pengingat, penutupan, surel, dan pekerjaan yang "
            "tertunda menunggu. Jalankan lagi layanan jadwalnya."
        )
    if last["worker"] is None or now - last["worker"] > DEAD_AFTER:
        words.append(
            "Tidak ada pekerja yang menyala: impor, dokumen, dan surel menunggu. Jalankan lagi layanan "
            "pekerja."
        )
    held_up = Job.objects.filter(status=Job.Status.QUEUED, stage__in=[NO_ROOM, TOO_NEW])
    counts = dict(held_up.order_by().values_list("stage").annotate(n=Count("pk")))
    if waiting := counts.get(NO_ROOM):
        words.append(
            f"Ruang penyimpanan server habis: {waiting} pekerjaan menunggu. Kosongkan ruang; pekerjaan itu "
            "dilanjutkan sendiri."
        )
    if waiting := counts.get(TOO_NEW):
        words.append(
            f"{waiting} pekerjaan diminta versi aplikasi yang lebih baru daripada pekerja yang menyala. "
            "Jalankan ulang layanan pekerja; pekerjaan itu dilanjutkan sendiri."
        )
    return words
