"""Pages of the Community Security Office."""

app_name = "office_security"
urlpatterns: list = []
