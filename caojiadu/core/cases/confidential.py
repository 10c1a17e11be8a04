"""Reports against people: what holds on every door alike."""

from django.db.models import QuerySet
from django.http import HttpRequest

from caojiadu.core.accounts.factor import ask_again
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, Confidentiality


def ask_again_for(request: HttpRequest, case: Case) -> None:
    """Whoever reads one, its files or its papers, showed the second factor a moment ago; asked only once it is known
    that they may read it. Raises AskAgain."""
    if case.workflow.secret or case.confidentiality == Confidentiality.SECRET:
        ask_again(request)


def secret_cases(but_of: User | None = None) -> QuerySet[Case]:
    """All of them, or without those from which somebody is kept out."""
    found = Case.objects.filter(confidentiality=Confidentiality.SECRET)
    return found if but_of is None else found.exclude(barred__contains=[but_of.pk])
