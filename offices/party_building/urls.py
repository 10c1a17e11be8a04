"""Pages of the Community Party Building Office."""

app_name = "office_party_building"
urlpatterns: list = []
