"""Pages of the Party and Administration Office."""

from django.urls import path

from offices.party_administration.views import figures

app_name = "office_party_administration"
urlpatterns = [path("disclosure-figures/<int:year>/", figures.disclosure_year, name="disclosure_year")]
