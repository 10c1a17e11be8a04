"""Pages for staff about letters and calls."""

from django.urls import path

from petitions.digests import pages as digests
from petitions.duplicates import pages as duplicates
from petitions.figures import views as figures
from petitions.intake import window
from petitions.meetings import pages as meetings
from petitions.reception import pages as reception
from petitions.supervision import pages as supervision
from petitions.urgent import pages as urgent

app_name = "letters_desk"
urlpatterns = [
    path("urgent/", urgent.reports, name="urgent"),
    path("urgent/new/", urgent.new, name="new_urgent"),
    path("supervision/", supervision.cards, name="supervision"),
    path("supervision/new/", supervision.slip, name="slip"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new, name="new_meeting"),
    path("meetings/<slug:number>/", meetings.paper, name="meeting_paper"),
    path("figures/", figures.figures, name="figures"),
    path("digests/", digests.digests, name="digests"),
    path("digests/new/", digests.new, name="new_digest"),
    path("enter/", window.enter, name="enter"),
    path("reception/", reception.roster, name="roster"),
    path("reception/<int:key>/cancel/", reception.cancel, name="roster_cancel"),
    path("<slug:number>/receipt/", window.receipt, name="receipt"),
    path("<slug:number>/same/", duplicates.duplicates, name="same"),
    path("<slug:number>/receipt/pdf/", window.receipt_pdf, name="receipt_pdf"),
    path("<slug:number>/code/", window.code, name="code"),
    path("<slug:number>/people/", window.people, name="people"),
]
