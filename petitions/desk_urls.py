"""Pages for staff at the window."""

from django.urls import path

from petitions.views import window

app_name = "letters_desk"
urlpatterns = [
    path("enter/", window.enter, name="enter"),
    path("<slug:number>/receipt/", window.receipt, name="receipt"),
    path("<slug:number>/code/", window.code, name="code"),
]
