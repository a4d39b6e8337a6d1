"""Any number of small questions in one query."""

import pytest
from django.db.models import Q

from personnel.models import Unit
from personnel.presence import are_there, ask, how_many, is_there
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


def test_answers_come_in_the_order_of_the_questions_by_one_query(django_assert_num_queries):
    units = [UnitFactory(), UnitFactory(), UnitFactory()]
    nothing = Unit.objects.filter(Q(pk__in=[]))
    named = Unit.objects.filter(name=units[0].name, kind=units[0].kind).order_by("-name")
    kept = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("kind", "pk")
    with django_assert_num_queries(1):
        answers = ask(how_many(kept), is_there(nothing), how_many(nothing), is_there(named))
    assert answers == [3, False, 0, True]
    assert are_there(nothing, kept) == [False, True]


def test_no_question_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert are_there() == []
