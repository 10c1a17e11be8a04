"""Addresses of files."""

from django.urls import path

from caojiadu.core.files.views import download

app_name = "files"
urlpatterns = [path("<uuid:key>/", download, name="download")]
