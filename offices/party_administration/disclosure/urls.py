"""Requests for government information, for whoever makes one."""

from django.urls import path

from offices.party_administration.disclosure import views

app_name = "disclosure"
urlpatterns = [
    path("", views.about, name="about"),
    path("new/", views.new, name="new"),
    path("<slug:number>/", views.one, name="request"),
    path("<slug:number>/correct/", views.correct, name="correct"),
    path("<slug:number>/withdraw/", views.withdraw, name="withdraw"),
]
