"""Pages for residents."""

from django.urls import path

from services import views
from services.hall import views as hall
from services.judging import views as judging

app_name = "services"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("judge/", judging.judging, name="judge"),
    path("judge/done/", judging.judged, name="judged"),
    path("hall/<slug:centre>/", hall.check_in, name="hall"),
    path("hall/<slug:centre>/door/", hall.check_in, {"door": True}, name="hall_door"),
    path("hall/<slug:centre>/ticket/<slug:key>/", hall.ticket, name="hall_ticket"),
    path("hall/<slug:centre>/screen/", hall.screen, name="hall_screen"),
    path("hall/<slug:centre>/screen/calls/", hall.calls, name="hall_calls"),
    path("hall/<slug:centre>/sign/", hall.sign, name="hall_sign"),
    path("<slug:key>/", views.item, name="item"),
]
