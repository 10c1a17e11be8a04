"""Pages for officers of the district about letters and calls."""

from django.urls import path

from petitions.supervision import slip_pages

app_name = "letters_district"
urlpatterns = [
    path("", slip_pages.sent, name="sent"),
    path("new/", slip_pages.new, name="new_slip"),
    path("<slug:number>/", slip_pages.slip, name="slip"),
]
