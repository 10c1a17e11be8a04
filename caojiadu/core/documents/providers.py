"""What papers answer when lower layers call upward."""

from contextlib import suppress
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from caojiadu.core.accounts.models import User
from caojiadu.core.administrators import SECURITY, SYSTEM
from caojiadu.core.cases import hooks
from caojiadu.core.cases.confidential import secret_cases
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.documents import kinds
from caojiadu.core.documents.models import Paper, PaperRule, Service
from caojiadu.core.documents.papers import last_issued
from caojiadu.core.documents.serving import served_at
from caojiadu.core.files.models import File
from caojiadu.core.hooks import provide


@provide("load_lists")
def load_paper_rules() -> None:
    """Write a row for each declared kind; keep what an administrator changed."""
    for kind in kinds.all_kinds():
        declared = PaperRule.declared(kind)
        PaperRule.objects.get_or_create(kind=declared.pop("kind"), defaults=declared)


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """The desk and the head check, the head and a leader sign; administrators set rules and the seal."""
    check, sign = "documents.check_paper", "documents.sign_paper"
    return {
        "letters": {check},
        "head": {check, sign},
        "leader": {check, sign},
        SYSTEM: {"documents.view_paperrule", "documents.change_paperrule"},
        SECURITY: {"documents.view_seal", "documents.add_seal"},
    }


@provide("notice_delivered")
def serve_by_message(notice: Any) -> None:
    """A delivered message serves the paper it tells of, on a petitioner who agreed to electronic service."""
    told = [kind.key for kind in kinds.all_kinds() if notice.template in kind.notices]
    case = Case.objects.select_related("resident").filter(number=notice.case_number).first() if told else None
    if case is None or case.resident is None or notice.channel not in (Service.How.SMS, Service.How.EMAIL):
        return
    hooks.issue_receipt(case)
    paper = last_issued(case, *told)
    meant = case.resident.key == notice.resident_key and case.resident.agreed_e_service_at
    if paper is None or not meant or served_at(paper, case.resident):
        return
    known = {"paper": paper.pk, "how": notice.channel, "sent_at": notice.sent_at, "receipt": notice.foreign_id}
    with suppress(MoveError):
        move(case=case, key="paper_delivered", actor=Actor.timer(), extra=known)


@provide("confidential_subjects")
def confidential_subjects(but_of: User | None) -> dict[str, QuerySet[Any, Any]]:
    """Papers and files of reports against people, by key."""
    secret = {"case__in": secret_cases(but_of)}
    key = Cast("key", CharField())
    return {
        "paper": Paper.objects.filter(**secret).values_list(key, flat=True),
        "file": File.objects.filter(**secret).values_list(key, flat=True),
    }
