"""Pages of the Community Management Office."""

from django.urls import path

from offices.management import views

app_name = "office_management"
urlpatterns = [path("grid/new/", views.new_grid_case, name="new_grid_case")]
