"""Pages of the Party and Administration Office."""

app_name = "office_party_administration"
urlpatterns: list = []
