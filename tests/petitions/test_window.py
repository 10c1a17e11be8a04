"""The form of the window: less is asked than online, and what is given must be right."""

import pytest
from django.urls import reverse

from petitions.forms.window import WindowForm
from petitions.models import Petition

pytestmark = pytest.mark.django_db
PAPER = {"kind": "appeal", "channel": "letter", "title": "路灯不亮", "body": "南门路灯坏了三天。", "name": "张三"}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [({}, set()), ({"phone": "13812345678"}, set()), ({"phone": "12"}, {"phone"}), ({"name": ""}, {"name"})],
)
def test_a_name_is_enough_and_a_phone_must_be_right(given, wrong):
    assert set(WindowForm({**PAPER, **given}).errors) == wrong


def test_a_letter_on_paper_without_a_phone_is_entered(client, cast):
    client.force_login(cast.clerk, backend="caojiadu.core.accounts.backends.PostBackend")
    response = client.post(reverse("letters_desk:enter"), PAPER)
    assert response.status_code == 302
    assert Petition.objects.get().address_unclear
