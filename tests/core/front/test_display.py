"""Large type, light and dark: chosen without scripts, remembered in a cookie."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_large_type_is_remembered_and_taken_back(client: Client) -> None:
    assert client.post("/display/", {"size": "large", "next": "/privacy/"})["Location"] == "/privacy/"
    assert 'class="large"' in client.get("/").content.decode()
    client.post("/display/", {"size": "standard"})
    assert 'class="large"' not in client.get("/").content.decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_remembered(client: Client, theme: str) -> None:
    response = client.post("/display/", {"theme": theme})
    assert response.cookies["portal_theme"]["httponly"]
    assert f'data-bs-theme="{theme}"' in client.get("/").content.decode()


@pytest.mark.parametrize("bad", [{"theme": '"><script>'}, {"size": "huge"}])
def test_other_values_are_not_kept(client: Client, bad: dict[str, str]) -> None:
    assert not client.post("/display/", bad).cookies
    client.cookies["portal_theme"] = '"><b>'
    assert "<b>" not in client.get("/privacy/").content.decode().split("<body")[0]


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_nobody_is_sent_to_another_site(client: Client, elsewhere: str) -> None:
    assert client.post("/display/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_only_a_form_changes_the_display(client: Client) -> None:
    answer = client.get("/display/", {"theme": "dark"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "此页面不能直接打开" in answer.content.decode() and "portal_theme" not in answer.cookies
