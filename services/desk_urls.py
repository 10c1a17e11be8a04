"""Pages at the desk."""

from django.urls import path

from services import relatives
from services.applications import desk_views as applications
from services.appointments import desk_views as appointments
from services.hall import desk_views as hall
from services.reviews import desk_views as reviews

app_name = "services_desk"
urlpatterns = [
    path("relatives/", relatives.relatives, name="relatives"),
    path("relatives/<uuid:key>/end/", relatives.end_relative, name="end_relative"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("appointments/", appointments.day, name="appointments"),
    path("appointments/new/", appointments.new, name="new_appointment"),
    path("appointments/<slug:number>/", appointments.one, name="appointment"),
    path("appointments/<slug:number>/act/", appointments.act, name="act_appointment"),
    path("appointments/<slug:number>/change/", appointments.change, name="change_appointment"),
    path("appointments/<slug:number>/person/", appointments.person, name="appointment_person"),
    path("applications/", applications.applications, name="applications"),
    path("applications/find/", applications.sought, name="sought"),
    path("applications/<slug:number>/", applications.entered, name="entered"),
    path("applications/<slug:number>/papers/", applications.brought, name="brought"),
    path("applications/new/<slug:key>/", applications.enter, name="enter"),
    path("hall/", hall.home, name="halls"),
    path("hall/<slug:centre>/", hall.window, name="hall"),
    path("hall/<slug:centre>/line/", hall.line, name="hall_line"),
    path("hall/<slug:centre>/act/", hall.act, name="hall_act"),
    path("hall/<slug:centre>/load/", hall.load, name="hall_load"),
    path("hall/<slug:centre>/days/", hall.days, name="hall_days"),
]
