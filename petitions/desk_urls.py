"""Pages for staff at the window."""

from django.urls import path

from petitions.views import digests, figures, meetings, reception, same, supervision, urgent, window

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
    path("<slug:number>/same/", same.same, name="same"),
    path("<slug:number>/receipt/pdf/", window.receipt_pdf, name="receipt_pdf"),
    path("<slug:number>/code/", window.code, name="code"),
    path("<slug:number>/people/", window.people, name="people"),
]
