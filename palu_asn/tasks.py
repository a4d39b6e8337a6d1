"""The clock's work for the installation itself."""

from __future__ import annotations

import logging

from celery import shared_task
from django.conf import settings

from palu_asn.backup import making
from palu_asn.backup.archive import BadBackup
from palu_asn.retention import keeping

logger = logging.getLogger(__name__)

HOUR = 3600


@shared_task(name="palu_asn.backup", soft_time_limit=4 * HOUR, time_limit=4 * HOUR + 60)
def backup() -> None:
    """The backup of the night, where a folder for it is named. What became of it stands in its row."""
    if not settings.BACKUP_FOLDER:
        return
    try:
        making.nightly()
    except (BadBackup, OSError) as error:
        # The sentence may name a folder, never a person.
        logger.error("No backup was made: %s", error)


@shared_task(name="palu_asn.retain")
def retain() -> None:
    """Remove what has been kept long enough, each night."""
    keeping.retain()
