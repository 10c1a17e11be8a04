"""Addresses short enough to be told on the telephone."""

from django.urls import path

from petitions.elder import pages, ring_back, write

app_name = "elder"
urlpatterns = [
    path("", pages.home, name="home"),
    path("ring-back/", ring_back.ask, name="ring_back"),
    path("write/", write.write, name="write"),
    path("follow/", pages.follow, name="follow"),
    path("done/<slug:number>/", pages.done, name="done"),
]
