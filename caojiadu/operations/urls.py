"""Addresses of probes; the middleware answers them before anything else looks."""

from django.urls import path

from caojiadu.operations.health import probes

urlpatterns = [
    path("healthz", probes.alive, name="healthz"),
    path("readyz", probes.ready, name="readyz"),
    path("readyz/<slug:key>", probes.one, name="readyz_one"),
    path("metrics", probes.metrics, name="metrics"),
]
