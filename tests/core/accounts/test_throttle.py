"""Tries are counted once each, whoever counts at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from time_machine import travel

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.models import Throttle


def hits(count: int, **kwargs: object) -> list[bool]:
    """Try a number of times."""
    given = {"scope": "test", "key": "k", "limit": 3, "seconds": 60, **kwargs}
    return [throttle.hit(**given) for _try in range(count)]


@pytest.mark.django_db
def test_the_limit_and_no_more() -> None:
    assert hits(5) == [True, True, True, False, False]
    assert hits(1, key="other") == [True]
    assert hits(1, scope="other") == [True]


@pytest.mark.django_db
def test_the_count_starts_again_after_its_time() -> None:
    with travel(timezone.now(), tick=False) as clock:
        assert hits(4)[-1] is False
        clock.shift(59)
        assert hits(1) == [False]
        clock.shift(1)
        assert hits(1) == [True]


@pytest.mark.django_db
def test_a_lock_lasts_from_the_last_allowed_try() -> None:
    with travel(timezone.now(), tick=False) as clock:
        hits(2, renew=True)
        clock.shift(50)
        assert hits(2, renew=True) == [True, False]
        clock.shift(59)
        assert hits(1, renew=True) == [False]
        clock.shift(1)
        assert hits(1, renew=True) == [True]


@pytest.mark.django_db
def test_looking_counts_nothing_and_clearing_forgets() -> None:
    hits(2)
    assert not throttle.is_over(scope="test", key="k", limit=3)
    hits(1)
    assert throttle.is_over(scope="test", key="k", limit=3)
    throttle.clear(scope="test", key="k")
    assert not throttle.is_over(scope="test", key="k", limit=3)
    assert hits(1) == [True]


@pytest.mark.django_db
def test_the_key_is_kept_as_a_digest() -> None:
    hits(1, key="+8613812345678")
    assert "138" not in Throttle.objects.get().key_digest


@pytest.mark.django_db(transaction=True)
def test_eight_threads_get_exactly_the_limit() -> None:
    def work(_number: int) -> int:
        try:
            return sum(hits(10, limit=20))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == 20
    assert Throttle.objects.get().hits == 80


@pytest.mark.parametrize(
    ("address", "key"),
    [("10.0.0.7", "10.0.0.7"), ("2001:db8::1:2", "2001:db8::/64"), ("::ffff:10.0.0.7", "10.0.0.7"), ("", "unknown")],
)
def test_an_ipv6_subscriber_is_one_address(address: str, key: str) -> None:
    assert throttle.address_key(RequestFactory().get("/", REMOTE_ADDR=address)) == key


def test_headers_count_only_from_our_own_proxies(settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "6.6.6.6, 10.1.1.1"})
    assert throttle.address_key(request) == "10.0.0.1"
    settings.TRUSTED_PROXY_COUNT = 1
    assert throttle.address_key(request) == "10.1.1.1"


@pytest.mark.django_db
def test_what_is_over_is_cleared_away() -> None:
    from caojiadu.core.accounts.tasks import clear_expired

    hits(1)
    Throttle.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    hits(1, key="fresh")
    clear_expired()
    assert Throttle.objects.count() == 1
