"""Pages of the Community Service Office."""

from django.urls import path

from offices.service.views import providing

app_name = "office_service"
urlpatterns = [path("order-slip/<slug:number>/", providing.slip, name="slip")]
