"""Pages of the Community Human Resources Office."""

app_name = "office_human_resources"
urlpatterns: list = []
