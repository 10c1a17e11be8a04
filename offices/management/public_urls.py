"""Pages of the Community Management Office for everybody."""

from django.urls import path

from offices.management.appraisal import views

app_name = "management_public"
urlpatterns = [path("appraisal/<str:number>/", views.appraisal, name="appraisal")]
