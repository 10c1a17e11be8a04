"""A small cast, two messages, and an SMS provider that follows a script."""

import pytest
from django.utils.translation import override

from caojiadu.core import hooks
from caojiadu.core.accounts.models import User
from caojiadu.core.community.models import Resident
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices.texts import register_template, registered
from tests.core.notices.adapters import HERE, Scripted


@pytest.fixture(autouse=True)
def texts():
    """Two messages, as an app of petitions would declare them; taken back, so that no other test sees them."""
    register_template(
        "test_told",
        title=("您的来信有新进展", "News of your letter"),
        body=(
            "您的来信（编号{number}）将于{due}前答复。[如有疑问请致电{office_phone}。]",
            "Your letter {number} will be answered by {due}. [Questions: {office_phone}.]",
        ),
        variables=("due",),
    )
    register_template("test_plain", title=("事项提醒", "Reminder"), body=("编号{number}", "Number {number}"))
    # A page of another test may have left its language behind.
    with override("zh-hans"):
        yield
    for key in ("test_told", "test_plain"):
        registered().pop(key)


@pytest.fixture(autouse=True)
def provider(settings, tmp_path):
    """The scripted provider; at any hour, for the suite runs at night too."""
    settings.SMS_ADAPTER = f"{HERE}.Scripted"
    settings.SMS_FILE = tmp_path / "sms.log"
    settings.NOTICE_QUIET_HOURS = ""
    Scripted.script.clear()
    Scripted.sent.clear()
    return Scripted


@pytest.fixture
def undeliverable():
    """The rows that the hook was told of."""
    told = []
    hooks.provide("notice_undeliverable")(told.append)
    yield told
    hooks._providers["notice_undeliverable"].remove(told.append)


@pytest.fixture
def resident(db) -> Resident:
    """A resident with a mobile phone."""
    return find_or_create_resident(name="张三", phone="13812345678")


@pytest.fixture
def clerk(db) -> User:
    """A member of staff with an e-mail address."""
    return User.objects.create_user("clerk", "clerk@example.org", "a long password", display_name="王芳")


@pytest.fixture
def everything_is_visible():
    """Messages about numbers of no case show too: who may see which case is tested with the cases."""
    kept = hooks._providers.get("visible_case_numbers", [])
    hooks._providers["visible_case_numbers"] = [lambda user, numbers: numbers]
    yield
    hooks._providers["visible_case_numbers"] = kept
