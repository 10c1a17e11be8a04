"""Pages of the search."""

from django.urls import path

from caojiadu.core.finding import views

urlpatterns = [
    path("", views.search, name="search"),
    path("elsewhere/", views.elsewhere, name="elsewhere"),
]
