"""Pages of the Community Development Office."""

app_name = "office_development"
urlpatterns: list = []
