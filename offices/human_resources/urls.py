"""Pages of the Community Human Resources Office."""

from django.urls import path

from offices.human_resources.views import retirement, training

app_name = "office_human_resources"
urlpatterns = [
    path("retirement/", retirement, name="retirement"),
    path("training/<slug:key>/<int:year>/", training, name="training"),
]
