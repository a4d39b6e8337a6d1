"""The application with its guards taken away, for the controls of ``python -m tests.attack``: what is tried
at the real door gets in here. Served on this machine for as long as the walk takes, and by nobody else."""

from __future__ import annotations

import logging
from pathlib import Path

from django import forms
from django.urls import re_path
from django.views.static import serve

from palu_asn import settings as ours

TAKEN_AWAY = ("csrf", "clickjacking", "csp", "request_size", "PermissionsPolicy")
ours.ALLOWED_HOSTS = ["*"]
ours.MIDDLEWARE = [name for name in ours.MIDDLEWARE if not any(word in name for word in TAKEN_AWAY)]
ours.TEMPLATES[0]["OPTIONS"]["autoescape"] = False
ours.AUTH_PASSWORD_VALIDATORS = [
    row for row in ours.AUTH_PASSWORD_VALIDATORS if "django.contrib" in row["NAME"]
]
ours.TRUSTED_PROXIES = 0

from palu_asn.wsgi import application  # noqa: E402 - the settings are read by now

__all__ = ["application"]

from django.contrib.auth.decorators import login_not_required  # noqa: E402
from django.contrib.sessions.backends.base import SessionBase  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402

from documents.models import DocumentQuerySet  # noqa: E402
from evaluation import answering  # noqa: E402
from jobs.models import JobQuerySet  # noqa: E402
from jobs.templatetags import jobs as progress  # noqa: E402
from palu_asn import logs, urls  # noqa: E402
from personnel import search, sent_files, sign_in, spreadsheets  # noqa: E402
from personnel.imports import workbooks  # noqa: E402
from personnel.models import User  # noqa: E402
from personnel.models.people import CivilServantQuerySet  # noqa: E402
from personnel.views import accounts  # noqa: E402
from personnel.views import search as search_page  # noqa: E402
from planning import suggestions as rules  # noqa: E402
from planning.views import suggestions  # noqa: E402

# --- whose it is

for rows in (CivilServantQuerySet, DocumentQuerySet, JobQuerySet):
    rows.visible_to = lambda self, user: self


class FormOfAllColumns(suggestions.SuggestionForm):
    author = forms.IntegerField(required=False)


said = rules.suggest


def suggest(kind, text, *, by, author=None, **rest):
    """In whose name the form says."""
    return said(kind, text, by=User.objects.get(civil_servant=author) if author else by, **rest)


suggestions.SuggestionForm = FormOfAllColumns
rules.suggest = suggest


@login_not_required
def joined(request: HttpRequest, name: str) -> HttpResponse:
    """A name that is joined to a folder."""
    path = Path(ours.BASE_DIR) / "docs" / "guides" / name
    return HttpResponse(path.read_bytes() if path.is_file() else b"")


urls.urlpatterns[:0] = [
    re_path("^media/(?P<path>.*)$", login_not_required(serve), {"document_root": ours.PRIVATE_ROOT}),
    re_path("^bantuan/(?P<name>.+)$", joined),
]

# --- what is sent

workbooks.MAX_CELLS = 10**12
workbooks.MAX_MEMBERS, workbooks.MAX_DIRECTORY = 10**6, 10**9
sent_files.KINDS = {b"": ("application/pdf", ".pdf")}
spreadsheets.FORMULA = frozenset()
progress.whole_number = lambda text: None if text is None else int(text)
logs.NIP = logs.re.compile("(?!)")
logging.getLogger("palu_asn.access_log").disabled = True  # gunicorn's own has the whole address
search_page.is_like_a_nip = search.is_like_a_nip = lambda text: False
search_page.led_straight = lambda user, text: ""

# --- the door


def naive(request, username, password):
    """Looks the name up first."""
    user = User.objects.filter(username=username).first()
    if user is None or not user.check_password(password):
        return None
    user.backend = ours.AUTHENTICATION_BACKENDS[0]
    return user


sign_in.authenticate = naive
SessionBase.flush = lambda self: None
SessionBase.cycle_key = lambda self: None
accounts.url_has_allowed_host_and_scheme = lambda *args, **options: True
answering.count_beginning = lambda invitation: None
