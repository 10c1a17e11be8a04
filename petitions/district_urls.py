"""Pages for officers of the district about letters and calls."""

from django.urls import path

from petitions.views import slips

app_name = "letters_district"
urlpatterns = [
    path("", slips.sent, name="sent"),
    path("new/", slips.new, name="new_slip"),
    path("<slug:number>/", slips.slip, name="slip"),
]
