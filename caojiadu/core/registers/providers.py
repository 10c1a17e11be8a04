"""What the registers answer when lower layers call."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import GivenPermission, User, Visitor
from caojiadu.core.accounts.roles import OFFICE_ROLES
from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import model_of
from caojiadu.core.desk.panels import Panel
from caojiadu.core.doors import Link, RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.registers import lists
from caojiadu.core.registers.access import may_enter, may_see
from caojiadu.core.registers.declaration import Register, all_registers, asked_by_all, by_model, registers_of
from caojiadu.core.registers.models import Record, RecordDate, ReminderRule
from caojiadu.core.registers.verbs import note
from caojiadu.core.types import NamedRow
from caojiadu.core.workflow import Text, Who, all_workflows

SHOWN = 8  # entries of another register on the page of one
register_template(
    "register_due",
    title=("登记簿中有一项即将到期", "A date in one of your registers is near"),
    body=(
        "“{register}”中有一条记录的日期为{day}，请登录工作台查看。",
        "An entry in “{register}” has the date {day}. Please look at it at the desk.",
    ),
    variables=("register", "day"),
)


@provide("desk_links")
def office_links(user: User) -> list[RailLink]:
    """The page of each office in which somebody works and may open a register."""
    offices = {post.office_id: post.office for post in user.posts_at_work if post.office}
    codes = dict(Function.objects.filter(office__in=offices).values_list("code", "office_id"))
    seen = [one for one in registers_of(set(codes)) if may_see(user, one)]
    able = {key for one in seen for key in (offices if one.everywhere else (codes[one.function],))}
    found = [
        RailLink(
            reverse("registers:home", args=[slug(one)]), _("Registers: %(office)s") % {"office": one}, group="registers"
        )
        for key, one in offices.items()
        if key in able
    ]
    if any(may_enter(user, one) for one in asked_by_all()):
        label = _("Ask another office")
        found += [
            RailLink(reverse("registers:requests", args=[slug(one)]), label, group="registers")
            for one in offices.values()
        ]
    return found


@provide("list_of_case")
def own_list(case: Case, user: Visitor) -> tuple[str, Text] | None:
    """The register that keeps a matter, as address and name, for those who may open it."""
    register = by_model(type(case))
    return (address(register, case.office), register.label) if register and may_see(user, register) else None


@provide("case_panels")
def own_facts(case: Case, user: Visitor) -> list[Panel]:
    """What was entered of a matter of a register, and what belongs to it in other registers."""
    register = by_model(type(case))
    if register is None:
        return []
    own = (field for field in case._meta.local_fields if not field.primary_key)
    names = tuple(field.name for field in own if field.editable or field.name in register.columns)
    facts = [pair for pair in lists.cells(register, case, names) if pair[1] not in (None, "")]
    shown = {"facts": facts, "title": register.singular, "children": children_of(register, case, user)}
    return [Panel("registers/facts.html", shown)]


def children_of(register: Register, row: NamedRow, user: Visitor) -> list[dict[str, Any]]:
    """What belongs to an entry in other registers: the newest few of each that one may open."""
    found = []
    for name, other in register.children():
        if not may_see(user, other):
            continue
        found_at = address(other)
        rows = lists.rows_of(user, other).filter(**{name: row.pk}).order_by("-pk")[: SHOWN + 1]
        found.append(
            {
                "register": other,
                "rows": list(rows[:SHOWN]),
                "all": f"{found_at}?tab=all&{name}=%23{row.pk}" if len(rows) > SHOWN and name in other.filters else "",
                "address": found_at,
                "add": f"{found_at}new/?{name}={row.pk}" if name in other.fields and may_enter(user, other) else "",
            }
        )
    return found


def address(register: Register, office: Office | None = None) -> str:
    """Where a register is found; one that every office keeps, at the office named."""
    if not register.everywhere:
        office = Function.objects.select_related("office").get(code=register.function).office
    assert office is not None
    return reverse("registers:list", args=[slug(office), register.key])


def slug(office: Office) -> str:
    """The office's part of an address."""
    return str(office.key).replace("_", "-")


@provide("public_registers")
def public_registers() -> dict[str, list[Link]]:
    """By function: the registers of which the public may see something."""
    found: dict[str, list[Link]] = {}
    for one in all_registers():
        if one.public:
            found.setdefault(one.function, []).append(Link(reverse("public_register", args=[one.key]), one.label))
    return found


@provide("registers_for")
def registers_for() -> list[tuple[str, str]]:
    """Every register with its function, for the comparison with the official list."""
    return [(one.key, one.function) for one in all_registers()]


@provide("faults_of_records")
def faults_of_records() -> list[str]:
    """Records of two functions that ask for the same: one function's record under another's name."""
    seen: dict[frozenset[str], Register] = {}
    faults = []
    for one in all_registers():
        own = frozenset(field.name for field in one.model_class._meta.local_fields if not field.primary_key)
        other = seen.setdefault(own, one)
        if other.function != one.function:
            faults.append(f"registers {other.key} and {one.key} of two functions have the same fields")
    return faults


@provide("function_moved")
def move_registers(
    function: Function, office: Office, source: Office, actor: User | None = None, **_kwargs: Any
) -> int:
    """Let the registers of a function go along: entries, and what the posts of its office may do with them."""
    _move_rights(function, source, office)
    keys = [one.key for one in registers_of({function.code}) if not one.is_matter]
    held = Record.objects.filter(register__in=keys, office=source)
    for record in held.iterator(chunk_size=500):
        note(record, "reorganised", actor)
    RecordDate.objects.filter(record__register__in=keys, office=source).update(office=office)
    return held.update(office=office)


@provide("load_lists")
def load_reminder_rules() -> None:
    """Write a row for each declared reminder; keep what an administrator changed, correct what law fixes."""
    for register in all_registers():
        for reminder in register.reminders:
            rule = reminder.rule(register.key)
            counted = {name: getattr(rule, name) for name in ("months", "days")}
            fixed = {"label": rule.label, "legal": rule.legal, "article": rule.article}
            ReminderRule.objects.update_or_create(
                register=rule.register,
                key=rule.key,
                defaults={**fixed, **(counted if rule.legal else {})},
                create_defaults={**fixed, **counted, "lead": rule.lead},
            )


def _move_rights(function: Function, source: Office, office: Office) -> None:
    models = {one.model_class for one in registers_of({function.code})}
    models |= {model_of(flow) for flow in all_workflows() if flow.function == function.code}
    names = {(model._meta.app_label, model._meta.model_name) for model in models}
    wanted = [p.pk for p in Permission.objects.select_related("content_type") if p.content_type.natural_key() in names]
    for role in OFFICE_ROLES:
        old, new = (Group.objects.filter(name=f"{one.key}.{role}").first() for one in (source, office))
        if old is None or new is None:
            continue
        held = list(old.permissions.filter(pk__in=wanted))
        old.permissions.remove(*held)
        new.permissions.add(*held)
        given = [GivenPermission(group=new, permission=permission) for permission in held]
        GivenPermission.objects.bulk_create(given, ignore_conflicts=True)


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Every office keeps its own plan and its tasks; its head approves and verifies. Leaders decide what is theirs."""
    handler = {f"registers.{action}_workitem" for action in ("view", "add", "change", "handle")}
    handler |= {"registers.view_officetask", "registers.change_officetask", "registers.handle_officetask"}
    handler |= {one.permission("add") for one in asked_by_all()}
    head = handler | {"registers.approve_workitem", "registers.verify_officetask", "registers.add_officetask"}
    # Whoever gave a task verifies it, in the office that gave it.
    rules = {"registers.view_reminderrule", "registers.change_reminderrule"}
    return {
        "handler": handler | {"registers.verify_officetask"},
        "head": head,
        "leader": _needed_by_leaders(),
        SYSTEM: rules,
    }


def _needed_by_leaders() -> set[str]:
    """What the steps take that a register's matters leave to leaders."""
    flows = [one.workflow for one in all_registers() if one.workflow]
    return {move.needs for flow in flows for move in flow.transitions if Who.LEADER in move.who}
