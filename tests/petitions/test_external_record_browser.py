"""The pages of another system of record in a real browser: axe finds nothing, nothing overflows a narrow window."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.external_systems.keeping import keep_numbers, mark_entered
from caojiadu.core.external_systems.models import Counterpart, NumberSheet
from tests.narrow import look_at
from tests.petitions.letters import accepted, answered
from tests.world import client_of

CITY = "city-petitions"


def _fill(cast: SimpleNamespace) -> list[str]:
    """Letters at every point of their way there; return the pages."""
    done, known, fresh = accepted(cast), answered(cast), accepted(cast)
    keep_numbers({known.pk: "沪信访2026-0001234"}, CITY, user=cast.clerk)
    rows = Counterpart.objects.filter(pk=done.pk)
    mark_entered(rows, seen=timezone.now(), user=cast.clerk, how="ticked", request=None)
    lines = [[2, fresh.number, "沪信访2026-0001235"], [3, "", "沪信访2026-0001234"], [4, "", "沪信访2026-0009999"]]
    sheet = NumberSheet.objects.create(
        system=CITY, name="市系统导出.xlsx", sent_by=cast.clerk, sent_at=timezone.now(), rows=lines
    )
    names = [("not_there", []), ("export", []), ("numbers", []), ("number_sheet", [sheet.key])]
    names.append(("matter", [known.number]))
    cases = [reverse("desk:case", args=[case.number]) for case in (done, known)]
    return [*(reverse(f"external_systems:{name}", args=[CITY, *rest]) for name, rest in names), *cases]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], cast: SimpleNamespace, language: str
) -> None:
    pages, client = _fill(cast), client_of(cast.clerk)
    look_at(browser, browser_context_args, live_server.url, client, language, pages)
