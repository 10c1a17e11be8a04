"""Pages of the life service centre for residents, and that of a provider with a link."""

from django.urls import path

from offices.service.life import providing
from offices.service.life import views as life

app_name = "life"
urlpatterns = [
    path("", life.home, name="home"),
    path("new/", life.new, name="new"),
    path("orders/<slug:number>/", life.one, name="order"),
    path("orders/<slug:number>/rate/", life.rate, name="rate"),
    path("orders/<slug:number>/cancel/", life.cancel, name="cancel"),
    path("provider/<str:token>/", providing.provider, name="provider"),
]
