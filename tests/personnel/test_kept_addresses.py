"""Addresses that are looked up once for each process are those that Django gives."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django import urls
from django.template import engines
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver

from personnel.addresses import reverse


def named(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each name with the names of what it takes."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from named(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{space}{one.name}", list(one.pattern.regex.groupindex)


def answer(look_up, *args, **kwargs):
    try:
        return look_up(*args, **kwargs)
    except NoReverseMatch:
        return None


def test_every_address_is_the_one_that_django_gives():
    pages = [(name, takes) for name, takes in named(get_resolver()) if not name.startswith("admin:")]
    assert len(pages) > 400
    for first in (7, 41_000):  # the second time from what was kept
        for name, takes in pages:
            numbers = [first + place for place in range(len(takes))]
            by_name = dict(zip(takes, numbers, strict=True))
            assert answer(reverse, name, numbers) == answer(urls.reverse, name, args=numbers), name
            assert answer(reverse, name, kwargs=by_name) == answer(urls.reverse, name, kwargs=by_name), name


def test_what_is_no_number_is_looked_up_by_django():
    key = uuid4()
    assert reverse("personnel:import_detail", [key]) == urls.reverse("personnel:import_detail", args=[key])
    assert (
        reverse("planning:rating_new", kwargs={"pk": 3, "code": "a b"}) == "/kebutuhan/pegawai/3/nilai/a%20b/"
    )
    with pytest.raises(NoReverseMatch):
        reverse("planning:item_detail", [-1])
    with pytest.raises(NoReverseMatch):
        reverse("planning:item_detail", ["x"])


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("{% url 'planning:item_detail' pk %}", "/rencana/butir/12345/"),
        ("{% url 'planning:item_detail' pk=pk as there %}({{ there }})", "(/rencana/butir/12345/)"),
        ("{% url 'nowhere' pk as there %}({{ there }})", "()"),
        ("{% url 'planning:rating_new' pk \"a'b\" %}", "/kebutuhan/pegawai/12345/nilai/a&#x27;b/"),
    ],
)
def test_templates_write_addresses_as_with_the_tag_of_django(source, drawn):
    assert engines["django"].from_string(source).render({"pk": 12345}) == drawn


def test_a_page_that_is_not_there_stops_the_template():
    with pytest.raises(NoReverseMatch):
        engines["django"].from_string("{% url 'nowhere' %}").render({})
