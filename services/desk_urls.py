"""Pages at the desk."""

from django.urls import path

from services.hall import desk_views as hall
from services.judging import desk_views as judging

app_name = "services_desk"
urlpatterns = [
    path("reviews/", judging.reviews, name="reviews"),
    path("hall/", hall.home, name="halls"),
    path("hall/<slug:centre>/", hall.window, name="hall"),
    path("hall/<slug:centre>/line/", hall.line, name="hall_line"),
    path("hall/<slug:centre>/act/", hall.act, name="hall_act"),
    path("hall/<slug:centre>/load/", hall.load, name="hall_load"),
    path("hall/<slug:centre>/days/", hall.days, name="hall_days"),
]
