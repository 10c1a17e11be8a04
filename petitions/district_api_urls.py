"""The door for the systems of district bodies to supervision slips, under /district/api/slips/."""

from django.urls import path

from petitions.supervision import slip_api

app_name = "letters_district_api"
urlpatterns = [
    path("", slip_api.send, name="send"),
    path("<slug:number>/", slip_api.slip, name="slip"),
    path("<slug:number>/take-back/", slip_api.take_back, name="take_back"),
]
