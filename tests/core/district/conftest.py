"""Reports on their way and arrived, officers who sit down, another system that listens."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from caojiadu.core.organisation.models import DistrictBody
from tests.core.channels.receiver import SECRETS, Receiver, receiver
from tests.core.district.reports import KEY_ID


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """A page of another test may have left its language behind."""
    with override("zh-hans"):
        yield


@pytest.fixture
def sit(client: Client) -> Callable[[Any], Client]:
    """Sit down as somebody."""

    def as_person(user: Any) -> Client:
        client.logout()
        client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
        return client

    return as_person


@pytest.fixture
def system() -> Iterator[Receiver]:
    """A real HTTP server that checks signatures."""
    with receiver() as server:
        yield server


@pytest.fixture
def connected(db: None, settings: Any, system: Receiver) -> DistrictBody:
    """The housing bureau, reached through its own system."""
    settings.DISTRICT_KEYS = dict(SECRETS)
    body = DistrictBody.objects.get(key="housing")
    body.channel, body.endpoint, body.key_id = "http", system.url, KEY_ID
    body.save()
    return body
