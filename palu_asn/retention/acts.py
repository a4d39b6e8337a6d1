"""What is done with data whose time is over: each takes the moment before which it is, and says of how many.

Files go after the commit, so a try without consequences (``--dry-run``) can simply be taken back.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from documents.models import Document
from evaluation.models import ProjectEvidence
from jobs.models import Job
from personnel import private_files
from personnel.imports import preview
from personnel.models import DataImport, Notice, SentForm, SignInAttempt
from planning import evidence
from planning.models import Proposal, RatingSheet, SheetEvidence, Suggestion
from training.models import SessionSpeaker, Speaker, SpeakerAbsence, StaffAbsence

REMOVED = "(Ditarik; isinya sudah dihapus.)"
NO_FILE = "Dokumen yang berkasnya sudah dihapus"
#: In the options of an import whose rows are gone, for its page to say so.
FORGOTTEN = {"forgotten": True}
Status = DataImport.Status


def remove_notices(before: dt.datetime) -> int:
    return Notice.objects.filter(created_at__lt=before)._raw_delete("default")


def remove_sessions(before: dt.datetime) -> int:
    return Session.objects.filter(expire_date__lt=before)._raw_delete("default")


def remove_attempts(before: dt.datetime) -> int:
    return SignInAttempt.objects.filter(at__lt=before)._raw_delete("default")


def remove_forms(before: dt.datetime) -> int:
    return SentForm.objects.filter(at__lt=before)._raw_delete("default")


def remove_admin_log(before: dt.datetime) -> int:
    return LogEntry.objects.filter(action_time__lt=before)._raw_delete("default")


def forget_imports(before: dt.datetime) -> int:
    """Rows, findings and file go; the head with hash and counts stays. What waited is discarded."""
    count = 0
    for data_import in DataImport.objects.filter(created_at__lt=before).exclude(options=FORGOTTEN):
        preview.forget_rows(data_import)
        preview.forget_file(data_import)
        if data_import.status in {Status.UPLOADED, Status.PREVIEWED}:
            data_import.status = Status.DISCARDED
        data_import.options = FORGOTTEN
        data_import.save(update_fields=["stored_as", "status", "options"])
        count += 1
    return count


def remove_sheet_evidence(before: dt.datetime) -> int:
    rows = SheetEvidence.objects.filter(uploaded_at__lt=before)
    private_files.remove_later(rows.values_list("stored_as", flat=True))
    return rows._raw_delete("default")


def remove_project_evidence(before: dt.datetime) -> int:
    rows = ProjectEvidence.objects.filter(milestone__project__closed_on__lt=before.date())
    private_files.remove_later(rows.exclude(stored_as="").values_list("stored_as", flat=True))
    return rows.delete()[0]


def remove_drafts(before: dt.datetime) -> int:
    """Sheets that were never sent, once their year is over; the words of what was withdrawn."""
    year = timezone.localdate().year
    sheets = RatingSheet.objects.filter(sent_at=None, updated_at__lt=before, cycle__year__lt=year)
    for sheet in sheets:
        evidence.forget(sheet)
    gone = sheets.count()
    sheets.delete()
    withdrawn = Q(withdrawn_at__lt=before)
    gone += Suggestion.objects.filter(withdrawn).exclude(text=REMOVED).update(text=REMOVED)
    return gone + Proposal.objects.filter(withdrawn).exclude(why=REMOVED).update(why=REMOVED)


def remove_absences(before: dt.datetime) -> int:
    people = StaffAbsence.objects.filter(ends_on__lt=before.date())._raw_delete("default")
    return people + SpeakerAbsence.objects.filter(ends_at__lt=before)._raw_delete("default")


def forget_speakers(before: dt.datetime) -> int:
    """How to reach speakers from outside who are invited no more; their name stays in the schedule."""
    speaks = SessionSpeaker.objects.filter(speaker=OuterRef("pk"), ends_at__gte=before)
    unused = Speaker.objects.filter(~Exists(speaks), civil_servant=None, is_active=False)
    reachable = unused.exclude(email="", phone="", biography="")
    return reachable.update(email="", phone="", biography="")


def forget_documents(before: dt.datetime) -> int:
    """The file goes, with its name and title, which may name a person. Number and hash stay, so that a print
    in hands can still be checked. One that was never made goes by the day it was asked for."""
    over = Q(finished_at__lt=before) | Q(finished_at=None, created_at__lt=before)
    old = Document.objects.filter(over).exclude(title=NO_FILE)
    private_files.remove_later(old.exclude(stored_as="").values_list("stored_as", flat=True))
    return old.update(stored_as="", file_name="", title=NO_FILE)


def forget_jobs(before: dt.datetime) -> int:
    """What a finished job was asked for and said; that there was one, and whose, stays."""
    finished = Job.objects.filter(finished_at__lt=before).exclude(params={}, error="")
    return finished.update(params={}, error="")
