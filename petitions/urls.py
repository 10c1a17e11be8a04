"""Pages for residents."""

from django.urls import path

from petitions.intake import online, signing
from petitions.reception import pages as reception
from petitions.review import pages as review
from petitions.suggestions import pages as suggestions
from petitions.tracking import matter, track

app_name = "petitions"
urlpatterns = [
    path("new/", online.new, name="new"),
    path("track/", track.track, name="track"),
    path("how/", reception.how, name="how"),
    path("reception/", reception.reception, name="reception"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<int:key>/", suggestions.suggestion, name="suggestion"),
    path("join/<str:token>/", signing.join, name="join"),
    path("<slug:number>/", matter.matter, name="matter"),
    path("<slug:number>/receipt/", online.receipt, name="receipt"),
    path("<slug:number>/read/", matter.read, name="read"),
    path("<slug:number>/reply/", matter.reply, name="reply"),
    path("<slug:number>/judge/", matter.judge, name="judge"),
    path("<slug:number>/withdraw/", matter.withdraw, name="withdraw"),
    path("<slug:number>/review/", review.ask, name="review"),
    path("<slug:number>/review/read/", review.read, name="read_review"),
    path("<slug:number>/leave/", matter.leave, name="leave"),
    path("<slug:number>/publishing/", matter.publishing, name="publishing"),
    path("<slug:number>/keep/", matter.keep, name="keep"),
    path("<slug:number>/link/", signing.link, name="link"),
    path("<slug:number>/proxy/", signing.proxy, name="proxy"),
]
