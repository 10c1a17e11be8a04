"""Every address that people may have kept still leads where it led."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

FIRST = Path(settings.BASE_DIR, "tests/data/addresses.txt")  # those of version 0.1.0
MOVED = "admin/elsewhere/"


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern)
        else:
            yield from patterns(one, before + str(one.pattern))


def test_no_address_of_the_first_version_is_gone() -> None:
    now = set(patterns(get_resolver()))
    gone = [line for line in FIRST.read_text().splitlines() if line not in now and not line.startswith(MOVED)]
    assert gone == [], "keep the address, or redirect it as caojiadu/urls.py does and say so here"


def test_a_moved_address_leads_on(client: Client) -> None:
    answer = client.get(f"/{MOVED}systemrule/?q=12345")
    assert answer.status_code == 301
    assert answer["Location"] == "/admin/external_systems/systemrule/?q=12345"
