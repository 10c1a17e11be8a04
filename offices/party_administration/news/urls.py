"""News and notices for everybody."""

from django.urls import path

from offices.party_administration.news import views

app_name = "news"
urlpatterns = [
    path("", views.news, name="list"),
    path("feed/", views.NewsFeed(), name="feed"),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("<int:key>/", views.item, name="item"),
]
