"""The calendar in the administration: through the verb, never around it."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from caojiadu.core.audit.models import Entry
from caojiadu.core.workdays.changes import load_first_years
from caojiadu.core.workdays.models import Day

pytestmark = pytest.mark.django_db
TYPHOON = date(2026, 7, 8)


@pytest.fixture
def administrator(client):
    """An administrator who has signed in."""
    load_first_years()
    user = get_user_model().objects.create_superuser(username="keeper", password="a long pass phrase")
    client.force_login(user)
    return user


def test_a_day_is_corrected_with_a_log(client, administrator):
    url = reverse("admin:workdays_day_change", args=[TYPHOON])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"name_zh": "台风停工", "name_en": "Typhoon"})
    assert answer.status_code == 302
    day = Day.objects.get(date=TYPHOON)
    assert (day.working, day.source) == (False, "edited")
    entry = Entry.objects.get(subject_type="workdays.day", subject_key="2026-07-08")
    assert entry.actor_user_id == administrator.pk


def test_a_day_of_a_coming_year_is_added(client, administrator):
    answer = client.post(reverse("admin:workdays_day_add"), {"date": "2027-01-01", "name_zh": "元旦"})
    assert answer.status_code == 302
    assert not Day.objects.get(date=date(2027, 1, 1)).working


def test_no_day_is_removed(client, administrator):
    assert client.post(reverse("admin:workdays_day_delete", args=[TYPHOON]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(("which", "count"), [("named", 39), ("edited", 0)])
def test_the_list_shows_the_exceptional_days(client, administrator, which, count):
    answer = client.get(reverse("admin:workdays_day_changelist"), {"which": which, "date__year": "2026"})
    assert answer.context["cl"].result_count == count
