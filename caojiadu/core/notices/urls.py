"""Staff pages, under /desk/notices/."""

from django.urls import path

from caojiadu.core.notices import views

urlpatterns = [
    path("", views.inbox, name="notices_inbox"),
    path("trouble/", views.trouble, name="notices_trouble"),
    path("trouble/<int:key>/", views.again, name="notices_again"),
]
