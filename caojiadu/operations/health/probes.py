"""What machines ask: alive, ready, one measure, all figures. Answered before anything else looks at the request."""

import math
import os
from collections.abc import Callable, Iterator
from functools import cache
from ipaddress import ip_address, ip_network

import redis
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily

from caojiadu.core.audit.address import client_address
from caojiadu.operations.health.measures import BY_KEY, State, findings

TIMEOUT_MS = 2000


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer without asking anybody."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when letters can be taken; Redis is reported and not required."""
    database, migrations = _database()
    answer = {"database": database, "migrations": migrations, "redis": _redis()}
    return JsonResponse(answer, status=200 if database == migrations == "ready" else 503)


@require_safe
@never_cache
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Answer 503 while somebody has to be called for this measure: what watches from outside needs no more."""
    measure = BY_KEY.get(key)
    if measure is None or not is_observer(request):
        return HttpResponse("not found\n", content_type="text/plain", status=404)
    try:
        with transaction.atomic():
            _hurry()
            found = measure.asked()
    except Error:
        return HttpResponse("cannot be asked\n", content_type="text/plain", status=503)
    calls = found is not None and found.state == State.CALL
    text = "not asked for here" if found is None else f"{found.value:.0f} {measure.unit}"
    text = text if found is None or found.known else "cannot be asked"
    return HttpResponse(f"{text}\n", content_type="text/plain", status=503 if calls else 200)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """All figures for Prometheus: what the web processes count together, and what is measured now."""
    if not is_observer(request):
        return HttpResponse("not found\n", content_type="text/plain", status=404)
    measured = CollectorRegistry(auto_describe=False)
    measured.register(Measured())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        multiprocess.MultiProcessCollector(counted)
    else:
        counted = REGISTRY
    return HttpResponse(generate_latest(counted) + generate_latest(measured), content_type=CONTENT_TYPE_LATEST)


class Measured:
    """The measures, asked when Prometheus asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One figure each, and its state: 0 well, 1 worth a look, 2 somebody is called."""
        up = float(_database()[0] == "ready")
        yield GaugeMetricFamily("caojiadu_database_up", "Whether the database answers", up)
        state = GaugeMetricFamily("caojiadu_state", "0 well, 1 worth a look, 2 call somebody", labels=["measure"])
        if not up:
            state.add_metric(["database"], math.nan)
        for found in findings() if up else ():
            name = f"caojiadu_{found.measure.key}_{found.measure.unit}"
            yield GaugeMetricFamily(name, str(found.measure.key).replace("_", " "), found.value)
            state.add_metric([found.measure.key], [*State].index(found.state))
        yield state


def is_observer(request: HttpRequest) -> bool:
    """Whether the request comes from an address that may read figures."""
    text = client_address(request)
    return text is not None and any(ip_address(text) in ip_network(net) for net in settings.OBSERVERS)


class Probes:
    """Answers probes first: they ask by address, not by a host's name, and need neither session nor language."""

    pages: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/healthz": alive, "/readyz": ready, "/metrics": metrics}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if page := self.pages.get(path):
            return page(request)
        if path.startswith("/readyz/"):
            return one(request, path.removeprefix("/readyz/"))
        return self.get_response(request)


def _hurry() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {TIMEOUT_MS}")


def _database() -> tuple[str, str]:
    try:
        with transaction.atomic():
            _hurry()
            missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    except Error:
        return "not reachable", "unknown"
    return "ready", f"{len(missing)} not applied" if missing else "ready"


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations)


def _redis() -> str:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5)
    try:
        client.ping()
    except redis.RedisError:
        return "not reachable (not required)"
    finally:
        client.close()
    return "ready"
