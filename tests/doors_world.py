"""Three reports against somebody, each with its whole life, for the tests of the doors they could leak through."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.administrators import ADMINISTRATORS
from caojiadu.core.cases.grants import grant_case
from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.district import sending
from caojiadu.core.files.moves import store
from caojiadu.core.notices import worker
from petitions.models import Petition
from tests.cast import make_cast
from tests.core.files import samples
from tests.petitions.letters import go, in_hand
from tests.petitions.online import LETTER, post, receipt
from tests.world import client_of

PHONE = "13711112222"
TITLE, BODY, AGAINST, PLACE, NOTE = "琥珀题目", "玛瑙正文", "翡翠经理", "珊瑚弄堂", "珍珠批注"
MARKS = (TITLE, BODY, AGAINST, PLACE, NOTE, PHONE)
SECRET = {"title": TITLE, "body": BODY, "place": PLACE, "phone": PHONE}
# Written as one by the resident; entered at the window as a request and corrected; naming a leader.
WAYS = ("written", "corrected", "above")
# One for each ground on which somebody of the house might see a matter; the matrix tries everybody.
OTHERS = ("window", "clerk", "head", "handler", "stranger", "security_head", "leader", *ADMINISTRATORS)


@contextmanager
def overheard(config: pytest.Config) -> Iterator[io.StringIO]:
    """Whatever is logged and printed inside."""
    capture, root, said = config.pluginmanager.getplugin("capturemanager"), logging.getLogger(), io.StringIO()
    handler, level = logging.StreamHandler(said), root.level
    assert capture is not None
    capture.read_global_capture()
    mail.outbox.clear()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield said
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        said.write("".join(capture.read_global_capture()))


def told_world() -> SimpleNamespace:
    cast = make_cast()
    world = SimpleNamespace(cast=cast, window=client_of(cast.window), browser=Client(), seen={})
    world.lives = {way: _life(world, way) for way in WAYS}
    world.browsers = {name: client_of(getattr(cast, name)) for name in OTHERS}
    return world


def _life(world: SimpleNamespace, way: str) -> SimpleNamespace:
    """A report, the ordinary matter that came out of it, and what whoever sent or entered it was shown."""
    cast = world.cast
    against = f"{AGAINST}、{cast.leader.display_name}" if way == "above" else AGAINST
    corrected = way == "corrected"
    case, html = _corrected(cast, world.window, against) if corrected else _written(world.browser, against)
    ordinary = in_hand(cast, co=("F",))
    Case.objects.filter(pk=ordinary.pk).update(parent=case)
    file = store(uploaded=samples.upload("证据.jpg", samples.picture(), "image/jpeg"), case=case, audience="both")
    _live(case, cast)
    case = Petition.objects.get(pk=case.pk)
    return SimpleNamespace(way=way, receipt=html, ordinary=ordinary, file=file, case=case)


def _written(browser: Client, against: str) -> tuple[Petition, str]:
    response = post(browser, kind="accusation", against=against, **SECRET)
    petition, _code = receipt(browser, response["Location"])
    return petition, browser.get(response["Location"]).content.decode()


def _corrected(cast: Any, window: Client, against: str) -> tuple[Petition, str]:
    """Entered by a window clerk, opened to a colleague by a grant, then found to be a report against somebody."""
    page = window.get(reverse("letters_desk:enter"))
    token = page.context["form"]["form_token"].value()
    data = {**LETTER, **SECRET, "against": against, "channel": "visit", "form_token": token, "read_back": "on"}
    response = window.post(reverse("letters_desk:enter"), data)
    assert response.status_code == 302, response.context["form"].errors
    petition = Petition.objects.filter(title=TITLE).latest("pk")
    grant_case(case=petition, to=cast.stranger, reason="专班", by=cast.security_admin)
    petition = go(petition, "reclassify", cast.clerk, kind="petition_accusation", reason="属于检举")
    return petition, window.get(response["Location"]).content.decode()


def _live(case: Petition, cast: Any) -> None:
    """A note, messages sent, the limit passed with every rung, forwarded, acknowledged, messages sent again."""
    worker.send_due(seconds=5)
    if case.registrar_id:
        go(case, "note", cast.keeper, note=NOTE)
    for _rung in range(5):
        Clock.objects.filter(case=case).update(next_at=timezone.now(), due_at=timezone.now())
        sweep()
    if case.registrar_id:
        go(case, "forward", cast.keeper, reason=NOTE)
    sending.send_due(seconds=5)
    worker.send_due(seconds=5)
