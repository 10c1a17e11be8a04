"""Pages for residents."""

from django.urls import path

from services import views
from services.judging import views as judging

app_name = "services"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("judge/", judging.judging, name="judge"),
    path("judge/done/", judging.judged, name="judged"),
    path("<slug:key>/", views.item, name="item"),
]
