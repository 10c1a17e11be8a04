"""Reading the official list: who does what, for pages and for routing."""

import unicodedata

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


def who_answers_for(text: str) -> list[Function]:
    """Functions that fit what a person typed, best first: in their names, or in everyday words, in both languages."""
    wanted = _plain(text)
    if not wanted:
        return []
    scored = [(_fit(found, wanted), found) for found in Function.objects.select_related("office")]
    return [found for score, found in sorted(scored, key=lambda pair: -pair[0]) if score][:10]


def _plain(text: str) -> str:
    """Bring typed text to the form in which it is compared."""
    return " ".join(unicodedata.normalize("NFKC", text.replace("\0", "")).casefold().split())[:200]


def _fit(function: Function, wanted: str) -> int:
    """How well a function fits: its code, an everyday word found in the text, the text found in its words."""
    if wanted == function.code.casefold():
        return 100
    words = [word.strip() for word in f"{function.keywords_zh},{function.keywords_en}".casefold().split(",")]
    hits = sum(3 for word in words if _contains(wanted, word))
    names = (function.name_zh, function.name_en.casefold())
    hits += 4 * sum(_contains(name, wanted) or _contains(wanted, name) for name in names)
    return hits or sum(2 for word in words if len(wanted) > 1 and _contains(word, wanted))


def _contains(text: str, part: str) -> bool:
    """Whether the part stands in the text; Latin words only as whole words, Chinese anywhere."""
    if not part:
        return False
    return f" {part} " in f" {text} " if part.isascii() else part in text
