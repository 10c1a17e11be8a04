"""Pages about one person, under /desk/people/."""

from django.urls import path

from caojiadu.core.people import views

app_name = "people"
urlpatterns = [
    path("", views.find, name="find"),
    path("same/", views.pairs, name="pairs"),
    path("same/<int:pk>/", views.pair, name="pair"),
    path("<uuid:key>/", views.person, name="person"),
    path("<uuid:key>/same/", views.compare, name="compare"),
]
