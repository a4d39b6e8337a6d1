"""Send the mail that waits, and say what became of it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from personnel import notices
from personnel.models import Notice


class Command(BaseCommand):
    help = (
        "Kirim surel pemberitahuan yang menunggu (tidak pada jam tenang dan hari Minggu). "
        "Surel yang terputus saat dikirim dilaporkan, tidak dikirim lagi."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if notices.is_quiet():
            self.stdout.write("Jam tenang: tidak ada surel yang dikirim.")
        post = notices.send_mail_due()
        waiting = Notice.objects.filter(mail=Notice.Mail.WAITING).count()
        self.stdout.write(
            f"{post.sent} terkirim, {post.failed} gagal, {post.dropped} tidak perlu lagi, {waiting} menunggu."
        )
        if count := notices.stuck():
            self.stderr.write(
                f"{count} surel terputus saat dikirim. Tidak diketahui apakah sampai; tidak dikirim lagi."
            )
