"""Pages for residents."""

from django.urls import path

from services import views
from services.applying import views as applying
from services.appointments import own
from services.appointments import views as booking
from services.hall import views as hall
from services.judging import views as judging
from services.posted import posted

app_name = "services"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("judge/", judging.judging, name="judge"),
    path("judge/done/", judging.judged, name="judged"),
    path("posted/", posted, name="posted"),
    path("hall/<slug:centre>/", hall.check_in, name="hall"),
    path("hall/<slug:centre>/door/", hall.check_in, {"door": True}, name="hall_door"),
    path("hall/<slug:centre>/ticket/<slug:key>/", hall.ticket, name="hall_ticket"),
    path("hall/<slug:centre>/screen/", hall.screen, name="hall_screen"),
    path("hall/<slug:centre>/screen/calls/", hall.calls, name="hall_calls"),
    path("hall/<slug:centre>/sign/", hall.sign, name="hall_sign"),
    path("appointments/", booking.start, name="appointments"),
    path("appointments/new/<slug:key>/", booking.choose, name="choose"),
    path("appointments/new/<slug:key>/who/", booking.who, name="who"),
    path("appointments/<slug:number>/", own.appointment, name="appointment"),
    path("appointments/<slug:number>/change/", own.change, name="change"),
    path("appointments/<slug:number>/cancel/", own.cancel, name="cancel"),
    path("appointments/<slug:number>/again/", own.again, name="again"),
    path("applications/<slug:number>/", applying.one, name="application"),
    path("applications/<slug:number>/supplement/", applying.supplement, name="supplement"),
    path("applications/<slug:number>/withdraw/", applying.withdraw, name="withdraw"),
    path("<slug:key>/apply/", applying.new, name="apply"),
    path("forms/<int:number>/", views.blank, name="blank"),
    path("<slug:key>/", views.item, name="item"),
]
