"""Venues, their rooms, and the ways between them."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import angka
from training import permissions, places
from training.forms.places import RoomDayForm, RoomForm, TravelForm, VenueForm
from training.models import Room, Venue
from training.room_days import rooms_on
from training.views.guards import for_organisers, for_readers


@require_safe
def venue_list(request: Request) -> HttpResponse:
    """Where training can take place, those in the choice first."""
    for_readers(request)
    used = Q(rooms__is_active=True)
    venues = Venue.objects.annotate(
        rooms_used=Count("rooms", filter=used),
        seats=Sum("rooms__capacity", filter=used),
        accessible=Count("rooms", filter=used & Q(rooms__is_accessible=True)),
    ).order_by("-is_active", "name")
    context = {"page_obj": page_of(request, venues), "manages": permissions.may_organise(request.user)}
    return render(request, "training/venue_list.html", context)


@require_safe
def room_day(request: Request) -> HttpResponse:
    """Which rooms are free on a day."""
    for_readers(request)
    form = RoomDayForm(request.GET or None)
    day, seats = form.asked
    context = {
        "form": form,
        "day": day,
        "before": day - dt.timedelta(days=1),
        "after": day + dt.timedelta(days=1),
        "rows": rooms_on(day, seats=seats),
    }
    return render(request, "training/room_day.html", context)


@require_safe
def venue_detail(request: Request, pk: int) -> HttpResponse:
    """One venue: when it is open, its rooms, and how far the others are."""
    for_readers(request)
    rooms = Room.objects.order_by("-is_active", "name")
    venue = get_object_or_404(Venue.objects.prefetch_related(Prefetch("rooms", queryset=rooms)), pk=pk)
    ways = places.ways_from(venue)
    others = Venue.objects.filter(is_active=True).exclude(pk=pk).order_by("name")
    context = {
        "venue": venue,
        "facts": _facts(venue),
        "ways": [(other, ways.get(other.pk)) for other in others],
        "manages": permissions.may_organise(request.user),
    }
    return render(request, "training/venue_detail.html", context)


def _facts(venue: Venue) -> list[tuple[str, str]]:
    days = ["Senin sampai Jumat"]
    days += ["Sabtu"] if venue.opens_on_saturday else []
    days += ["Minggu"] if venue.opens_on_sunday else []
    hours = f"{venue.opens_at:%H.%M}–{venue.closes_at:%H.%M} WITA"
    state = "dapat dipilih" if venue.is_active else "tidak dipakai lagi"
    return [
        ("Alamat", venue.address),
        ("Buka", f"{', '.join(days)}, {hours}"),
        ("Keadaan", state),
    ]


def _above() -> tuple[str, str]:
    return "Tempat", reverse("training:venue_list")


def _page_of(venue: Venue) -> str:
    return reverse("training:venue_detail", args=[venue.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def venue_new(request: Request) -> HttpResponse:
    for_organisers(request)
    form = VenueForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: places.save_venue(form.values, by=request.user),
        title="Tambah tempat",
        act="Tambah tempat",
        above=_above(),
        said="Tempat ditambahkan. Tambahkan ruangnya.",
        then=_page_of,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def venue_change(request: Request, pk: int) -> HttpResponse:
    """Correct a venue, or take it out of the choice."""
    for_organisers(request)
    venue = get_object_or_404(Venue, pk=pk)
    form = VenueForm(sent(request), instance=venue)
    answer = edit_page(
        request,
        form,
        lambda: places.save_venue(form.values, venue=venue, by=request.user, seen=form.seen),
        title="Ubah tempat",
        act="Simpan tempat",
        above=(venue.name, _page_of(venue)),
        said="Tempat tersimpan.",
    )
    if answer.status_code == 302 and not form.cleaned_data["is_active"]:
        _warn_of_sessions(request, venue)
    return answer


def _warn_of_sessions(request: Request, place: Venue | Room) -> None:
    """What still stands in a place that is no longer offered."""
    if count := places.coming_sessions(place):
        words = "%(n)s sesi mendatang masih memakainya. Pindahkan bila tempatnya tidak dapat dipakai."
        messages.warning(request, words % {"n": angka(count)})


@require_http_methods(["GET", "HEAD", "POST"])
def venue_remove(request: Request, pk: int) -> HttpResponse:
    """Delete a venue that was never used."""
    for_organisers(request)
    venue = get_object_or_404(Venue, pk=pk)
    return confirm_page(
        request,
        lambda: places.remove_venue(venue, by=request.user),
        title=f"Hapus {venue.name}?",
        act="Hapus tempat",
        above=(venue.name, _page_of(venue)),
        said="Tempat dihapus.",
        consequences=[
            f"Tempat, {angka(venue.rooms.count())} ruangnya, dan waktu tempuhnya dihapus.",
            "Tempat yang sudah dipakai jadwal tidak dapat dihapus; hapus saja centang “dipakai”.",
        ],
        then=reverse("training:venue_list"),
    )


# ------------------------------------------------------------------------------------------------- rooms


@require_http_methods(["GET", "HEAD", "POST"])
def room_new(request: Request, pk: int) -> HttpResponse:
    """A room more in a venue."""
    for_organisers(request)
    venue = get_object_or_404(Venue, pk=pk)
    form = RoomForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: places.save_room(form.values, venue=venue, by=request.user),
        title="Tambah ruang",
        act="Tambah ruang",
        above=(venue.name, _page_of(venue)),
        said="Ruang ditambahkan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def room_change(request: Request, pk: int) -> HttpResponse:
    """Correct a room, or take it out of the choice."""
    for_organisers(request)
    room = get_object_or_404(Room.objects.select_related("venue"), pk=pk)
    form = RoomForm(sent(request), instance=room)
    answer = edit_page(
        request,
        form,
        lambda: places.save_room(form.values, venue=room.venue, room=room, by=request.user, seen=form.seen),
        title="Ubah ruang",
        act="Simpan ruang",
        above=(room.venue.name, _page_of(room.venue)),
        said="Ruang tersimpan.",
        remove_url=reverse("training:room_remove", args=[pk]),
        remove="Hapus ruang",
    )
    if answer.status_code == 302 and not form.cleaned_data["is_active"]:
        _warn_of_sessions(request, room)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def room_remove(request: Request, pk: int) -> HttpResponse:
    """Delete a room that was never used."""
    for_organisers(request)
    room = get_object_or_404(Room.objects.select_related("venue"), pk=pk)
    return confirm_page(
        request,
        lambda: places.remove_room(room, by=request.user),
        title=f"Hapus ruang {room.name}?",
        act="Hapus ruang",
        above=(room.venue.name, _page_of(room.venue)),
        said="Ruang dihapus.",
        consequences=["Ruang yang sudah dipakai jadwal tidak dapat dihapus; hapus saja centang “dipakai”."],
    )


# -------------------------------------------------------------------------------------------------- ways


@require_http_methods(["GET", "HEAD", "POST"])
def venue_travel(request: Request, pk: int) -> HttpResponse:
    """How many minutes from this venue to each other one that is in the choice."""
    for_organisers(request)
    venue = get_object_or_404(Venue, pk=pk)
    others = list(Venue.objects.filter(is_active=True).exclude(pk=pk).order_by("name"))
    form = TravelForm(sent(request), others=others, minutes=places.ways_from(venue))
    return edit_page(
        request,
        form,
        lambda: places.set_travel_times(venue, form.minutes, by=request.user),
        title=f"Waktu tempuh dari {venue.name}",
        act="Simpan waktu tempuh",
        above=(venue.name, _page_of(venue)),
        said="Waktu tempuh tersimpan.",
        lead="Dalam menit, sama untuk pergi dan pulang. Yang dikosongkan dianggap belum diketahui dan tidak "
        "diperingatkan.",
        form_class="travel",
        is_empty=not others,
        empty="Belum ada tempat lain. Tambahkan tempat kedua lebih dahulu.",
    )
