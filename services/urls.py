"""Pages for residents."""

from django.urls import path

from services.applications import views as applications
from services.appointments import views as appointments
from services.catalogue import views as catalogue
from services.hall import views as hall
from services.posted import posted
from services.reviews import views as reviews

app_name = "services"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("judge/", reviews.write, name="judge"),
    path("judge/done/", reviews.judged, name="judged"),
    path("posted/", posted, name="posted"),
    path("hall/<slug:centre>/", hall.check_in, name="hall"),
    path("hall/<slug:centre>/door/", hall.check_in, {"door": True}, name="hall_door"),
    path("hall/<slug:centre>/ticket/<slug:key>/", hall.ticket, name="hall_ticket"),
    path("hall/<slug:centre>/screen/", hall.screen, name="hall_screen"),
    path("hall/<slug:centre>/screen/calls/", hall.calls, name="hall_calls"),
    path("hall/<slug:centre>/sign/", hall.sign, name="hall_sign"),
    path("appointments/", appointments.start, name="appointments"),
    path("appointments/new/<slug:key>/", appointments.choose, name="choose"),
    path("appointments/new/<slug:key>/who/", appointments.who, name="who"),
    path("appointments/<slug:number>/", appointments.appointment, name="appointment"),
    path("appointments/<slug:number>/change/", appointments.change, name="change"),
    path("appointments/<slug:number>/cancel/", appointments.cancel, name="cancel"),
    path("appointments/<slug:number>/again/", appointments.again, name="again"),
    path("applications/<slug:number>/", applications.one, name="application"),
    path("applications/<slug:number>/supplement/", applications.supplement, name="supplement"),
    path("applications/<slug:number>/withdraw/", applications.withdraw, name="withdraw"),
    path("<slug:key>/apply/", applications.new, name="apply"),
    path("forms/<int:number>/", catalogue.blank, name="blank"),
    path("<slug:key>/", catalogue.item, name="item"),
]
