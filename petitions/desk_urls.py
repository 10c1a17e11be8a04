"""Pages for staff."""

urlpatterns: list = []
