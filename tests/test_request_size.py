"""What is too large for its page is refused before a byte of it is read, by the CSRF check or by anybody."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from documents.models import Document
from personnel import request_size

pytestmark = pytest.mark.django_db
KB, MB = 1 << 10, 1 << 20


class Untouched(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = read


def post(client, path, size, **extra):
    """A multipart request that says it is so large."""
    return client.generic(
        "POST",
        path,
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(size),
        **{"wsgi.input": Untouched(), **extra},
    )


@pytest.mark.parametrize(
    "path", ["/masuk/", "/periksa/", "/sehat/", "/", "/impor/baru/siasn/", "/tidak-ada/"]
)
def test_nobody_unknown_sends_300_megabytes(path):
    answer = post(Client(enforce_csrf_checks=True), path, 300 * MB)
    if path == "/tidak-ada/":
        assert answer.status_code == 404
        return
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "Kiriman terlalu besar" in page
    assert re.search(r"100,0\sKB", page)


def test_a_name_and_a_password_are_small(cast):
    answer = Client().post("/masuk/", {"name": cast.owner.username, "password": "x" * (90 * KB)})
    assert answer.status_code == 422
    answer = Client().post("/masuk/", {"name": cast.owner.username, "password": "x" * (110 * KB)})
    assert answer.status_code == 413


def test_signed_in_words_only_where_words_are_asked(cast, sign_in):
    client = sign_in(cast.city_hr)
    assert post(client, reverse("personnel:password_change"), 3 * MB).status_code == 413
    page = client.post(reverse("personnel:password_change"), {"old_password": "x" * (500 * KB)})
    assert page.status_code in {200, 422}


def test_each_page_with_a_file_has_its_own_limit(cast, sign_in, settings):
    client = sign_in(cast.city_hr)
    upload = reverse("personnel:import_upload", args=["siasn"])
    assert post(client, upload, 300 * MB).status_code == 413
    assert post(sign_in(cast.owner), reverse("training:outside_new"), 60 * MB).status_code == 413
    # What the form can still refuse in its own words, it refuses itself, with what was typed.
    sent = {"file": SimpleUploadedFile("a.pdf", b"%PDF" + b"x" * (11 * MB)), "name": "Pelatihan Uji"}
    page = sign_in(cast.owner).post(reverse("training:outside_new"), sent)
    assert page.status_code == 422
    assert "paling besar 10 MB" in page.content.decode()
    assert "Pelatihan Uji" in page.content.decode()


def test_a_document_is_compared_without_signing_in_and_is_not_kept(cast):
    """The one page where somebody unknown may send a file; it is hashed while it passes."""
    document = Document.objects.create(
        kind="test", title="x", sha256="0" * 64, requested_by=cast.owner, check_code="ABCDABCDABCD"
    )
    page = reverse("documents:document_check", args=[document.check_code])
    sent = {"berkas": SimpleUploadedFile("a.pdf", b"x" * (11 * MB))}
    assert Client().post(page, sent).status_code != 413
    assert post(Client(), page, 300 * MB).status_code == 413


@pytest.mark.parametrize("length", ["", "-1", "12x", "²", "9" * 5000, "1e9"])
def test_a_length_that_is_none(length):
    answer = Client().generic("POST", "/masuk/", b"", content_type="text/plain", CONTENT_LENGTH=length)
    assert answer.status_code < 500


def test_every_page_whose_form_takes_a_file_says_how_much():
    """By the source: which view reads ``request.FILES`` is marked."""
    reading = set()
    for app in (
        "careers",
        "documents",
        "evaluation",
        "jobs",
        "personnel",
        "planning",
        "training",
        "palu_asn",
    ):
        files = (Path(settings.BASE_DIR) / app).rglob("*.py")
        for path in (path for path in files if "views" in {path.stem, path.parent.name}):
            for function in re.split(r"^def ", path.read_text(), flags=re.M)[1:]:
                if "request.FILES" in function:
                    reading.add((app, function.partition("(")[0]))
    marked = {
        (view.__module__.partition(".")[0], view.__name__)
        for view in views_of(get_resolver().url_patterns)
        if hasattr(view, "carries")
    }
    assert reading == marked
    assert len(marked) == 8


def views_of(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views_of(pattern.url_patterns)
        else:
            yield pattern.callback


def test_the_limit_of_somebody_unknown_is_what_the_proxy_is_told():
    """The proxy of an installation names the same sizes; whoever changes one changes both."""
    assert request_size.ANONYMOUS == 100 * KB
    assert settings.UPLOAD_MAX_BYTES + request_size.SMALL_FILE == 52 * MB
