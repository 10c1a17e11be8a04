"""Pages at the desk."""

from django.urls import path

from services.judging import desk_views as judging

app_name = "services_desk"
urlpatterns = [
    path("reviews/", judging.reviews, name="reviews"),
]
