"""The addresses of the application, and the page that all others are compared with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from palu_asn import urls


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing but the frame: session, account, roles, menu."""
    return render(request, "bench/empty.html")


urlpatterns = [*urls.urlpatterns, path("bench/kosong/", empty, name="bench_empty")]
handler403 = urls.handler403
