"""People who sign in, and the posts they hold from one day to another."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Anybody who signs in: a resident, a member of staff, a district officer, an administrator."""
