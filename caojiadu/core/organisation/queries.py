"""Reading the official list: who does what, for pages and for routing."""

from django.db.models import Prefetch, QuerySet

from .models import Centre, DistrictBody, Function, Neighbourhood, Office, Responsibility


def organisation_chart() -> list[Office]:
    """The offices with functions (each with its responsibilities) and centres (each with its facts): 5 queries."""
    functions = Function.objects.prefetch_related("responsibilities")
    centres = Centre.objects.select_related("function").prefetch_related("facts")
    return list(Office.objects.prefetch_related(Prefetch("functions", functions), Prefetch("centres", centres)))


def responsibilities() -> list[Responsibility]:
    """The main responsibilities with clauses, and each clause with functions and their offices: 3 queries."""
    functions = Function.objects.select_related("office")
    clauses = Responsibility.objects.prefetch_related(Prefetch("functions", functions))
    return list(Responsibility.objects.filter(parent=None).prefetch_related(Prefetch("clauses", clauses)))


def office_of_function(code: str) -> Office:
    """The office that has a function today. Raises Function.DoesNotExist."""
    return Function.objects.select_related("office").get(code=code).office


def neighbourhoods() -> QuerySet[Neighbourhood]:
    """The residential areas, in their official order."""
    return Neighbourhood.objects.all()


def bodies_for(matter: str) -> QuerySet[DistrictBody]:
    """The bodies in use that receive a kind of matter; only "accusation" reaches the discipline inbox."""
    return DistrictBody.objects.filter(active=True, receives__contains=[matter])
