"""Pages on which residents look for a room and book it."""

from django.urls import path

from caojiadu.core.registers.views import rooms

app_name = "rooms"
urlpatterns = [
    path("", rooms.rooms, name="list"),
    path("<int:key>/", rooms.room, name="room"),
    path("<int:key>/book/", rooms.book, name="book"),
    path("bookings/<slug:number>/", rooms.one, name="booking"),
    path("bookings/<slug:number>/change/", rooms.change, name="change"),
    path("bookings/<slug:number>/cancel/", rooms.cancel, name="cancel"),
]
