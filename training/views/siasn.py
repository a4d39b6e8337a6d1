"""The training records of a year for SIASN, and the ids that stand in every row."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from personnel import rates
from personnel.pages.downloads import table
from personnel.pages.editing import edit_page, sent
from personnel.requests import Repeated, Request
from training import permissions, siasn
from training.forms.outside import SiasnCodesForm, SiasnFilter


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def siasn_export(request: Request) -> HttpResponseBase:
    """How much a year holds and what is missing; posted, the file."""
    if not permissions.may_export_siasn(request.user):
        raise Http404
    form = SiasnFilter(request.POST or request.GET, units=siasn.units_for(request.user))
    if request.method == "POST":
        if not form.is_valid():
            raise Http404
        try:
            return _file(request, form)
        except ValidationError:
            raise Http404 from None
    size = siasn.look(form.year, by=request.user, unit=form.chosen_unit).size()
    context = {
        "form": form,
        "size": size,
        "year": form.year,
        "unit": form.chosen_unit,
        "codes": [(code.label, code.value, value) for code, value in siasn.codes_in_force().items()],
        # The one for forms without an id of their own is missed only where there are such rows.
        "unset": [code for code in siasn.unset() if code != siasn.Code.TRAINING or size.without_form],
        "columns": siasn.COLUMNS,
        "keeps_codes": permissions.may_keep_siasn_codes(request.user),
    }
    return render(request, "training/siasn_export.html", context)


def _file(request: Request, form: SiasnFilter) -> HttpResponseBase:
    kind = request.POST.get("kind", "")
    if isinstance(request, Repeated):
        made = siasn.look(form.year, by=request.user, unit=form.chosen_unit)
    else:
        rates.count(request, "ekspor")
        made = siasn.export(form.year, kind=kind, by=request.user, unit=form.chosen_unit)
    return table(request, f"siasn-kursus-{form.year}", kind, made.sheet)


@require_http_methods(["GET", "HEAD", "POST"])
def siasn_codes(request: Request) -> HttpResponse:
    """Enter the ids by which SIASN knows the city."""
    if not permissions.may_keep_siasn_codes(request.user):
        raise Http404
    form = SiasnCodesForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: siasn.set_codes(form.wanted, by=request.user, seen=form.cleaned_data["stamp"]),
        title="Kode SIASN",
        act="Simpan kode",
        above=("Ekspor SIASN", reverse("training:siasn_export")),
        said="Kode SIASN tersimpan.",
        lead="Isi seperti tertulis pada referensi SIASN. Kode yang kosong dibiarkan kosong dalam berkas.",
    )
