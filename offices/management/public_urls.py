"""Pages of the Community Management Office for everybody."""

from django.urls import path

from offices.management.views import appraisal

app_name = "management_public"
urlpatterns = [path("appraisal/<str:number>/", appraisal.appraisal, name="appraisal")]
