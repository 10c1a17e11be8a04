"""Tests of the Community Security Office."""
