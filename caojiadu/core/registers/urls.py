"""Pages of the registers, below the office that keeps them."""

from django.urls import path

from caojiadu.core.registers.views import calendars, entries, keepers, lists, requests, sheets, timetable

app_name = "registers"
urlpatterns = [
    path("", lists.home, name="home"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/feed/", calendars.make_key, name="make_key"),
    path("calendar/<slug:secret>.ics", calendars.feed, name="feed"),
    path("requests/", requests.requests, name="requests"),
    path("<slug:key>/", lists.register_list, name="list"),
    path("<slug:key>/keepers/", keepers.keepers, name="keepers"),
    path("<slug:key>/new/", entries.new, name="new"),
    path("<slug:key>/timetable/", timetable.timetable, name="timetable"),
    path("<slug:key>/export/", sheets.export, name="export"),
    path("<slug:key>/sheet/", sheets.send_in, name="send_in"),
    path("<slug:key>/sheet/empty/", sheets.template, name="template"),
    path("<slug:key>/sheet/<uuid:sheet_key>/", sheets.sheet, name="sheet"),
    path("<slug:key>/sheet/<uuid:sheet_key>/columns/", sheets.columns, name="columns"),
    path("<slug:key>/<int:pk>/", entries.entry, name="record"),
    path("<slug:key>/<int:pk>/edit/", entries.edit, name="edit"),
    path("<slug:key>/<int:pk>/end/", entries.end, name="end"),
    path("<slug:key>/<int:pk>/reopen/", entries.reopen, name="reopen"),
    path("<slug:key>/<int:pk>/propose/", entries.propose, name="propose"),
    path("<slug:key>/<int:pk>/review/", entries.review, name="review"),
    path("<slug:key>/<int:pk>/withdraw/", entries.withdraw, name="withdraw"),
    path("<slug:key>/<int:pk>/person/", entries.person, name="person"),
]
