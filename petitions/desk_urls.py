"""Pages for staff at the window."""

from django.urls import path

from petitions.views import urgent, window

app_name = "letters_desk"
urlpatterns = [
    path("urgent/", urgent.reports, name="urgent"),
    path("urgent/new/", urgent.new, name="new_urgent"),
    path("enter/", window.enter, name="enter"),
    path("<slug:number>/receipt/", window.receipt, name="receipt"),
    path("<slug:number>/code/", window.code, name="code"),
]
