"""Tests of the Community Management Office."""
