"""The docs name only what is there: files, links, `make` targets, commands, and the code that they point to."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import Resolver404, resolve

ROOT = Path(settings.BASE_DIR)
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)+/?|[\w-]+\.(?:py|md|toml|html|css|js|sql|txt|yml)")
# Beginnings of paths that a page leaves out where its subject is plain.
BEFORE = ("", "caojiadu/", "caojiadu/core/", "caojiadu/core/registers/", "offices/", "deploy/", "docs/")
# What an example makes, what a run leaves, what stands on another machine.
MADE = re.compile(r"caojiadu/(?:locale|formats)/de/|var/|(?:etc|srv|run|tmp|usr|home)/")
ADDRESS = re.compile(r"/(?:[\w-]+/)*")


@cache
def names() -> set[str]:
    """The name of every file of ours."""
    ours = ("caojiadu", "offices", "petitions", "services", "templates", "tests", "scripts", "deploy", "docs")
    found = [path for folder in ours for path in (ROOT / folder).rglob("*")]
    return {path.name for path in (*found, *ROOT.iterdir())}


def is_there(said: str, doc: Path) -> bool:
    plain = said.strip("/")
    places = (doc.parent, *(ROOT / before for before in BEFORE))
    return any((place / plain).exists() for place in places) or ("/" not in plain and plain in names())


def leads_somewhere(address: str) -> bool:
    try:
        return bool(resolve(address))
    except Resolver404:
        return False


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: str(doc.relative_to(ROOT)))
def test_a_page_names_only_what_is_there(doc: Path) -> None:
    text = doc.read_text("utf-8")
    wrong = [link for link in LINK.findall(text) if "://" not in link and not (doc.parent / link).exists()]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    commands = set(get_commands())
    for said in CODE.findall(text):
        wrong += [f"make {name}" for name in re.findall(r"\bmake ([a-z]+)", said) if name not in targets]
        wrong += [f"manage.py {name}" for name in re.findall(r"manage\.py ([a-z_]+)", said) if name not in commands]
        if FILE.fullmatch(said) and not MADE.match(said.lstrip("/")) and not is_there(said, doc):
            wrong.append(said)
        if ADDRESS.fullmatch(said) and not MADE.match(said[1:]) and not leads_somewhere(said):
            wrong.append(said)
    assert wrong == []


def test_the_first_page_is_short_and_its_commands_are_there() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 120
    listed = [said.split()[0] for said in CODE.findall(text.partition("## Commands")[2])]
    named = {word for word in listed if re.fullmatch(r"[a-z_]+", word)}
    assert len(named) > 10 and named - {"python"} <= set(get_commands())


def test_the_index_of_decisions_leads_to_each() -> None:
    listed = re.findall(r"- \[(.+)\]\(decisions/([\w.-]+)#(.+)\)", (ROOT / "docs/decisions.md").read_text("utf-8"))
    assert len(listed) > 100
    for title, name, mark in listed:
        assert f"\n## {title}\n" in (ROOT / "docs/decisions" / name).read_text("utf-8")
        assert mark == anchor(title)


def anchor(title: str) -> str:
    """The mark of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
