"""A page with a form, to send files to."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from caojiadu.core.files.uploads import UploadsField
from caojiadu.urls import urlpatterns as portal

PAGE = """{% extends "base.html" %}{% block title %}Letter{% endblock %}
{% block main %}<h1>Letter</h1>
<form method="post" enctype="multipart/form-data">{% csrf_token %}{{ form }}<button>Send</button></form>
{% endblock %}"""


class LetterForm(forms.Form):
    title = forms.CharField(max_length=20)
    attachments = UploadsField()
    body = forms.CharField(required=False)


def letter(request: HttpRequest) -> HttpResponse:
    """Say which files came, or show the form again."""
    form = LetterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return HttpResponse(
            ",".join(file.name for file in form.cleaned_data["attachments"]), "text/plain; charset=utf-8"
        )
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [path("letter/", letter), *portal]
