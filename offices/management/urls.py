"""Pages of the Community Management Office."""

app_name = "office_management"
urlpatterns: list = []
