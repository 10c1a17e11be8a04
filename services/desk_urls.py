"""Pages at the desk."""

from django.urls import path

from services import relatives
from services.applying import window_views as taking_in
from services.appointments import desk_views as booking
from services.hall import desk_views as hall
from services.judging import desk_views as judging

app_name = "services_desk"
urlpatterns = [
    path("relatives/", relatives.relatives, name="relatives"),
    path("relatives/<uuid:key>/end/", relatives.end_relative, name="end_relative"),
    path("reviews/", judging.reviews, name="reviews"),
    path("appointments/", booking.day, name="appointments"),
    path("appointments/new/", booking.new, name="new_appointment"),
    path("appointments/<slug:number>/", booking.one, name="appointment"),
    path("appointments/<slug:number>/act/", booking.act, name="act_appointment"),
    path("appointments/<slug:number>/change/", booking.change, name="change_appointment"),
    path("appointments/<slug:number>/person/", booking.person, name="appointment_person"),
    path("applications/", taking_in.applications, name="applications"),
    path("applications/find/", taking_in.sought, name="sought"),
    path("applications/<slug:number>/", taking_in.entered, name="entered"),
    path("applications/<slug:number>/papers/", taking_in.brought, name="brought"),
    path("applications/new/<slug:key>/", taking_in.enter, name="enter"),
    path("hall/", hall.home, name="halls"),
    path("hall/<slug:centre>/", hall.window, name="hall"),
    path("hall/<slug:centre>/line/", hall.line, name="hall_line"),
    path("hall/<slug:centre>/act/", hall.act, name="hall_act"),
    path("hall/<slug:centre>/load/", hall.load, name="hall_load"),
    path("hall/<slug:centre>/days/", hall.days, name="hall_days"),
]
