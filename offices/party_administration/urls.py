"""Pages of the Party and Administration Office."""

from django.urls import path

from offices.party_administration.disclosure import figure_views

app_name = "office_party_administration"
urlpatterns = [path("disclosure-figures/<int:year>/", figure_views.disclosure_year, name="disclosure_year")]
