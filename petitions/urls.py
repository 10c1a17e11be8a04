"""Pages for residents."""

urlpatterns: list = []
