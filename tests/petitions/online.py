"""What residents do on the pages, in one line each."""

import re
from typing import Any

from django.test import Client

from petitions.models import Petition

LETTER = {
    "kind": "appeal",
    "title": "夜间施工噪音扰民",
    "body": "小区南门外工地夜间施工到凌晨两点，影响老人休息。",
    "request": "请夜里停工",
    "place": "武定西路",
    "name": "张三",
    "phone": "138 1234 5678",
    "notice_read": "on",
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def form_token(client: Client) -> str:
    """The token of a form just opened."""
    page = client.get("/petitions/new/")
    return str(page.context["form"]["form_token"].value())


def post(client: Client, **more: Any) -> Any:
    """Send a letter; None leaves a field out."""
    data = {"form_token": form_token(client), **LETTER, **more}
    return client.post("/petitions/new/", {name: value for name, value in data.items() if value is not None})


def send(client: Client, **more: Any) -> tuple[Petition, str]:
    """Send a good letter; return it and its code as the receipt shows them."""
    response = post(client, **more)
    assert response.status_code == 302, errors(response)
    return receipt(client, response["Location"])


def receipt(client: Client, address: str) -> tuple[Petition, str]:
    """Read number and code from a receipt."""
    html = client.get(address).content.decode()
    found = re.search(r'data-case-number="([^"]+)" data-query-code="([^"]+)"', html)
    assert found, html
    return Petition.objects.get(number=found[1]), found[2]


def track(client: Client, number: str, code: str) -> Any:
    """Enter number and code."""
    return client.post("/petitions/track/", {"number": number, "code": code})


def errors(response: Any) -> dict[str, list[str]]:
    """The errors on the form of a page."""
    return {name: list(said) for name, said in response.context["form"].errors.items()}
