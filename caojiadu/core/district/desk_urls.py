"""The staff's page about what is at the district, under /desk/district/."""

from django.urls import path

from caojiadu.core.district import outgoing

app_name = "district_desk"
urlpatterns = [path("", outgoing.outgoing, name="outgoing")]
