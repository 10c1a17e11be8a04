"""Staff pages, under /desk/notices/."""

from django.urls import path

from caojiadu.core.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("trouble/", views.trouble, name="trouble"),
    path("trouble/<int:key>/", views.again, name="again"),
]
