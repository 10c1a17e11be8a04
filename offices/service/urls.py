"""Pages of the Community Service Office."""

app_name = "office_service"
urlpatterns: list = []
