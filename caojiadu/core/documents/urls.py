"""Addresses of papers."""

from django.urls import path

from caojiadu.core.documents import views

app_name = "documents"
urlpatterns = [
    path("<uuid:key>/", views.paper, name="paper"),
    path("<uuid:key>/pdf/", views.pdf, name="pdf"),
]
