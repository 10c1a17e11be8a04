"""The district's pages and the door for its systems, under /district/."""

from django.urls import path

from caojiadu.core.district import api, views

app_name = "district"
urlpatterns = [
    path("", views.home, name="home"),
    path("messages/", views.told, name="messages"),
    path("reports/<uuid:key>/", views.report, name="report"),
    path("reports/<uuid:key>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("reports/<uuid:key>/answer/", views.answer, name="answer"),
    path("reports/<uuid:key>/decide/", views.decide, name="decide"),
    path("reports/<uuid:key>/return/", views.send_back, name="send_back"),
    path("api/replies/", api.replies, name="replies"),
    path("api/reports/<uuid:key>/", api.report, name="api_report"),
    path("api/papers/<uuid:report>/<uuid:key>/", api.paper, name="paper"),
]
