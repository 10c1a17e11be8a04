"""Permissions that come from posts."""

from django.contrib.auth.backends import ModelBackend


class PostBackend(ModelBackend):
    """Sign-in by name and password; permissions of the posts held today."""
