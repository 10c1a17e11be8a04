"""The door for the systems of district bodies to supervision slips, under /district/api/slips/."""

from django.urls import path

from petitions.views import slips_api

app_name = "letters_district_api"
urlpatterns = [
    path("", slips_api.send, name="send"),
    path("<slug:number>/", slips_api.slip, name="slip"),
    path("<slug:number>/take-back/", slips_api.take_back, name="take_back"),
]
