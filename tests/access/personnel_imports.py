from django.core.files.uploadedfile import SimpleUploadedFile

from personnel.models import DataImport
from tests.access import Row

IMPORTERS = {"city_hr", "administrator"}


def previewed(cast, **fields):
    """A preview that waits to be committed."""
    data_import = DataImport.objects.create(
        kind="siasn",
        file_name="pegawai.csv",
        sha256="0" * 64,
        size=1,
        status=DataImport.Status.PREVIEWED,
        added=1,
        uploaded_by=cast.city_hr,
        options={"questions": [], "answers": {}, "present": [], "fingerprint": ""},
        **fields,
    )
    return {"key": data_import.key}


def siasn(cast):
    return {"kind": "siasn"}


def upload(cast):
    return {"file": SimpleUploadedFile("pegawai.csv", b"PNS ID;NIP BARU;NAMA;JABATAN NAMA;UNOR NAMA\n")}


ROWS = [
    Row("personnel:import_list", allowed=IMPORTERS),
    Row("personnel:import_upload", args=siasn, allowed=IMPORTERS),
    Row("personnel:import_upload", args=siasn, method="post", data=upload, allowed=IMPORTERS, answer=302),
    Row("personnel:import_sample", args=siasn, allowed=IMPORTERS),
    Row("personnel:import_detail", args=previewed, allowed=IMPORTERS),
    Row("personnel:import_progress", args=previewed, allowed=IMPORTERS),
    Row("personnel:import_rows", args=previewed, allowed=IMPORTERS),
    Row("personnel:import_findings", args=previewed, allowed=IMPORTERS),
    Row("personnel:import_corrections", args=previewed, allowed=IMPORTERS),
    Row("personnel:import_questions", args=previewed, allowed=IMPORTERS),
    Row("personnel:import_answer", args=previewed, method="post", allowed=IMPORTERS, answer=302),
    Row("personnel:import_accept", args=previewed, method="post", allowed=IMPORTERS, answer=302),
    Row("personnel:import_read_again", args=previewed, method="post", allowed=IMPORTERS, answer=302),
    Row("personnel:import_commit", args=previewed, allowed=IMPORTERS),
    Row("personnel:import_commit", args=previewed, method="post", allowed=IMPORTERS, answer=302),
    Row("personnel:import_discard", args=previewed, allowed=IMPORTERS),
    Row("personnel:import_discard", args=previewed, method="post", allowed=IMPORTERS, answer=302),
]
