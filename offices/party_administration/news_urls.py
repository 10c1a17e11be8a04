"""News and notices for everybody."""

from django.urls import path

from offices.party_administration.views import news

app_name = "news"
urlpatterns = [
    path("", news.news, name="list"),
    path("feed/", news.NewsFeed(), name="feed"),
    path("subscribe/", news.subscribe, name="subscribe"),
    path("<int:key>/", news.item, name="item"),
]
