"""Tests of what keeps the portal going."""
