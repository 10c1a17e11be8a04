"""Applications for a demonstration: one accepted on paper, one that lacks papers, one taken in at a window."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import take
from caojiadu.core.registers.patterns.decisions import known_of
from caojiadu.core.registers.patterns.paper_kinds import ACCEPTED
from services.applications.forms import ApplicationForm, WindowForm, form_for
from services.applications.models import Application
from services.applications.papers import NAMED, SHOWN
from services.applications.rules import apply
from services.appointments.demo import PHONE
from services.catalogue.items import register_of
from services.catalogue.models import Item
from services.catalogue.versions import version_of

ITEM = "residence-permit"
CARD, PHOTO = "residence-permit-id", "residence-permit-photo"
YEAR = dt.timedelta(days=365)
HOME = {"household_size": 2, "declared_area": "16.8", "declared_income": "86000", "declared_assets": "40000"}


@provide("demo")
def fill_applications(people: Mapping[str, Any]) -> None:
    """Through the forms of the portal and of the window, unless there are applications."""
    item, clerk = Item.objects.filter(key=ITEM).first(), people.get("handler-d")
    if item is None or clerk is None or Application.objects.exists():
        return
    today = timezone.localdate()
    wants = {
        "wish": "permit",
        "ground": "work",
        "lives_since": today - YEAR,
        "neighbourhood": Neighbourhood.objects.values_list("pk", flat=True).first(),
        "id_type": "passport",
    }
    online = wants | {"name": "陈某", "id_number": "E00000001", "address": "某某路1弄2号"}
    made = _apply(item, ApplicationForm, resident_account(phone=PHONE), online, CARD, PHOTO)
    take(people, made, ("handler", "accept", {"accepted_on": today}))
    known = known_of(made)
    words = {part.key: known.get(part.key, "") for part in ACCEPTED.parts}
    take(people, made, ("handler", "paper_accepted", words))
    who = {name: online[name] for name in ("name", "id_type", "id_number", "address")}
    housing = Item.objects.get(key="low-rent-housing")
    lacks = _apply(housing, ApplicationForm, resident_account(phone=PHONE), HOME | who)
    take(people, lacks, ("handler", "say_missing", {"missing": "现住房的租赁合同或产权证明。"}))
    window = wants | {"name": "何某", "id_number": "E00000002", SHOWN + CARD: "on"}
    _apply(item, WindowForm, clerk, window, PHOTO)


def _apply(item: Item, base: type[ApplicationForm], user: Any, typed: dict[str, Any], *papers: str) -> Any:
    """Send the form as somebody would. Raises ValueError for what it does not take."""
    register = register_of(item)
    assert register is not None
    version, files = version_of(item), MultiValueDict[str, Any]()
    for key in papers:
        files.setlist(NAMED + key, [SimpleUploadedFile("演示材料.txt", "演示用材料".encode(), "text/plain")])
    form = form_for(register, item.kept_as, base)(typed, files, version=version)
    if not form.is_valid():
        raise ValueError(f"{item.key}: {form.errors.as_json()}")
    made = apply(user=user, version=version, register=register, form=form)
    return register.model_class.objects.get(pk=made.application.pk)
