"""Requests for government information, for whoever makes one."""

from django.urls import path

from offices.party_administration.views import disclosure

app_name = "disclosure"
urlpatterns = [
    path("", disclosure.about, name="about"),
    path("new/", disclosure.new, name="new"),
    path("<slug:number>/", disclosure.one, name="request"),
    path("<slug:number>/correct/", disclosure.correct, name="correct"),
    path("<slug:number>/withdraw/", disclosure.withdraw, name="withdraw"),
]
