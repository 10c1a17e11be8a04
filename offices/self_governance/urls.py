"""Pages of the Community Self-governance Office."""

app_name = "office_self_governance"
urlpatterns: list = []
