"""Pages of the Community Service Office."""

from django.urls import path

from offices.service.life import providing
from offices.service.rolls import views

app_name = "office_service"
urlpatterns = [
    path("assistance-rolls/<slug:number>/lines/", views.roll_lines, name="roll_lines"),
    path("order-slip/<slug:number>/", providing.slip, name="slip"),
]
