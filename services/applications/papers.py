"""The papers of an application: a place for each that the item names, and those handed in earlier, offered again.

What was given once, or can be had by the office, is not asked for (State Council provisions on online government
services, art. 8). A paper is offered to the account with which it was handed in, for the same person, while it is clean
and not older than PAPERS_OFFERED_DAYS. Ticked, it is copied: each matter keeps its own papers for its own time.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.models import Case
from caojiadu.core.files import storage
from caojiadu.core.files.errors import UnfitFile, gone
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import attach, copy_to
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.front.templatetags.portal import day
from services.applications.models import Application, Given
from services.catalogue.models import ItemVersion

NAMED, SHOWN, AGAIN, OTHER = "paper-", "shown-", "again", "papers"
MOST = 20  # earlier papers that one form offers
LONGEST_KEY = 19  # digits; what is longer is no key of a row


class Ticks(forms.CheckboxSelectMultiple):
    """Papers to tick, under each when and for what it was handed in."""

    hints: Mapping[str, str]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hint of a paper to its box."""
        return {**super().create_option(name, value, *args, **kwargs), "hint": self.hints.get(str(value), "")}


class EarlierField(forms.MultipleChoiceField):
    """Papers handed in earlier, of which some are ticked: those rows. What cannot be read any more is said here."""

    def __init__(self, offered: Sequence[Given]) -> None:
        self.offered = {str(one.pk): one for one in offered}
        ticks = Ticks()
        ticks.hints = {key: _hint(one) for key, one in self.offered.items()}
        super().__init__(
            label=_("Handed in earlier: use again"),
            choices=[(key, one.name) for key, one in self.offered.items()],
            widget=ticks,
            required=False,
            help_text=_("Tick what is still right. You need not photograph it again."),
            error_messages={
                "invalid_choice": gettext_lazy("One of these papers cannot be used any more. Please add it.")
            },
        )

    def clean(self, value: Any) -> list[Given]:
        """The rows ticked, each once."""
        ticked = [self.offered[key] for key in dict.fromkeys(super().clean(value))]
        if lost := [one for one in ticked if one.file is None or not storage.holds(one.file.key)]:
            raise ValidationError([_said(one, gone()) for one in lost])
        return ticked


def ticked_in(data: Any) -> list[str]:
    """The keys of earlier papers that a form was sent with."""
    return [str(key) for key in (data.getlist(AGAIN) if hasattr(data, "getlist") else data.get(AGAIN, ()))]


def offers(cases: QuerySet[Case], ticked: Sequence[str] = ()) -> list[Given]:
    """What was handed in with these applications and may serve again, the newest first, each content once.

    What was `ticked` stays among them as long as it may serve, whatever was handed in since the form was shown.
    """
    since = timezone.localdate() - dt.timedelta(days=settings.PAPERS_OFFERED_DAYS)
    rows = Given.objects.filter(
        application__case__in=cases,
        file__state=File.State.CLEAN,
        file__audience=File.Audience.BOTH,
        given_on__gte=since,
    )
    rows = rows.select_related("file", "application__version", "application__case__resident").order_by("-pk")
    keys = [int(key) for key in ticked[:MOST] if key.isascii() and key.isdecimal() and len(key) < LONGEST_KEY]
    found: dict[str, Given] = {}
    for one in [*(rows.filter(pk__in=keys) if keys else ()), *rows[: 2 * MOST]]:
        assert one.file is not None
        found.setdefault(one.file.sha256, one)
    return sorted(list(found.values())[:MOST], key=lambda one: -one.pk)


def ask(
    form: forms.Form,
    version: ItemVersion,
    offered: Sequence[Given],
    before: ItemVersion | None = None,
    *,
    shown: bool = False,
) -> None:
    """Give a form a place for each paper that the item asks for, and the papers that were handed in earlier.

    What it asked for `before`, as the form was opened, keeps its place: nothing that was chosen there is lost. With
    `shown` a paper may also be shown only.
    """
    lines = {line["key"]: line for one in (before, version) if one for line in one.lines("papers")}
    asked = [line for line in lines.values() if not line["obtained"]]
    for line in asked:
        form.fields[NAMED + line["key"]] = UploadsField(label=line["text"], help_text="")
        if shown:
            label = format_lazy(_("Original shown, not kept: {paper}"), paper=line["text"])
            form.fields[SHOWN + line["key"]] = forms.BooleanField(label=label, required=False)
    if asked:
        form.fields[OTHER].label = _("Other papers")
    if offered or ticked_in(form.data):
        form.fields[AGAIN] = EarlierField(offered)


def named(form: forms.Form) -> list[Any]:
    """The places of the papers that the item names, to be drawn one after the other."""
    return [form[name] for name in form.fields if name.startswith((NAMED, SHOWN))]


def refuse_others(form: forms.Form, id_digest: str) -> None:
    """Refuse what somebody else handed in. Raises ValidationError for the field of earlier papers."""
    if any(one.application.case.resident.id_digest != id_digest for one in form.cleaned_data.get(AGAIN, ())):
        raise ValidationError({AGAIN: _("These papers are somebody else's: only those of the applicant can be used.")})


def keep(application: Application, data: Mapping[str, Any], *, actor: Any) -> None:
    """Attach what a form brought to the matter and write down which paper each is. Raises UnfitFile."""
    rows = list(_new(application, data, actor))
    if data.get(AGAIN):
        rows += _again(application, data, actor)
    Given.objects.bulk_create(rows)


def new_in(application: Application, data: Mapping[str, Any]) -> dict[str, Any]:
    """The papers in a form that the application does not hold yet; what was refused after its check is not held."""
    rows = application.given.exclude(file__state=File.State.REFUSED).values_list("paper", "file__sha256")
    held = set(rows)
    papers, contents = {paper for paper, _sha256 in held}, {sha256 for _paper, sha256 in held}
    found: dict[str, Any] = {}
    for name, value in data.items():
        if name.startswith(SHOWN):
            found[name] = value and name.removeprefix(SHOWN) not in papers
        elif name.startswith(NAMED):
            found[name] = [one for one in value or () if (name.removeprefix(NAMED), one.sha256) not in held]
        elif name == OTHER:
            found[name] = [one for one in value or () if one.sha256 not in contents]
        elif name == AGAIN:
            found[name] = [one for one in value or () if one.file.sha256 not in contents]
    return found


def names_in(version: ItemVersion, new: Mapping[str, Any]) -> list[str]:
    """Which papers these are, each once, by what the item calls them; others by the names of their files."""
    found: list[str] = []
    for name, value in new.items():
        if name.startswith((NAMED, SHOWN)):
            found += [version.paper(name.removeprefix(NAMED).removeprefix(SHOWN))] if value else []
        else:
            found += [one.name for one in value]
    return list(dict.fromkeys(found))


def _new(application: Application, data: Mapping[str, Any], actor: Any) -> Iterator[Given]:
    for name, value in data.items():
        if name.startswith(SHOWN) and value and not data.get(NAMED + name.removeprefix(SHOWN)):
            yield Given(application=application, paper=name.removeprefix(SHOWN))
        if value and (name == OTHER or name.startswith(NAMED)):
            for file in attach(files=value, case=application.case, actor=actor):
                yield Given(application=application, paper=name.removeprefix(NAMED) if name != OTHER else "", file=file)


def _again(application: Application, data: Mapping[str, Any], actor: Any) -> Iterator[Given]:
    """Copies of what was ticked; one that has the name of a paper of this item stands for that."""
    keys = {line["text"]: line["key"] for line in application.version.lines("papers")}
    for one in data[AGAIN]:
        assert one.file is not None
        try:
            file = copy_to(file=one.file, case=application.case, actor=actor)
        except UnfitFile as refused:
            raise UnfitFile(refused.code, _said(one, refused)) from refused
        yield Given(application=application, paper=keys.get(one.name, ""), file=file, given_on=one.given_on)


def _said(one: Given, refused: UnfitFile) -> str:
    return _("“%(name)s”: %(reason)s") % {"name": one.name, "reason": refused.message}


def _hint(one: Given) -> str:
    values = {"day": day(one.given_on), "service": one.application.version.name, "file": one.file and one.file.name}
    return _("%(day)s, for: %(service)s. %(file)s") % values
