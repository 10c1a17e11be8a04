"""What stands for a person and a post: how they are made, and what they are called."""

import pytest

from caojiadu.core.accounts.models import Post, SignInCode, User
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office
from tests.core.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_break_glass_account_has_its_name_address_and_password() -> None:
    made = User.objects.create_superuser(
        "Ｒｏｏｔ", "Somebody@EXAMPLE.org", PASSWORD, kind="staff", display_name="应急"
    )
    kept = User.objects.get(pk=made.pk)
    assert (kept.username, kept.email, kept.display_name) == ("Root", "Somebody@example.org", "应急")
    assert kept.is_superuser and kept.kind == "staff" and kept.check_password(PASSWORD)
    plain = User.objects.create_user("plain", "Other@EXAMPLE.org", PASSWORD)
    assert not plain.is_superuser and plain.email == "Other@example.org" and plain.check_password(PASSWORD)
    assert not User.objects.create_user("without").has_usable_password()
    assert kept.get_full_name() == kept.get_short_name() == "应急"


def test_a_post_is_called_by_its_role_and_its_place() -> None:
    places = {
        "head": {"office": Office.objects.all()[0]},
        "district": {"body": DistrictBody.objects.all()[0]},
        "committee": {"neighbourhood": Neighbourhood.objects.all()[0]},
    }
    for role, place in places.items():
        post = Post(role=role, **place)
        assert str(post) == f"{post.get_role_display()} · {next(iter(place.values()))}"
    assert str(Post(role="leader")) == str(Post(role="leader").get_role_display())


def test_a_code_is_called_by_its_key() -> None:
    code = SignInCode()
    assert str(code) == str(code.key)
