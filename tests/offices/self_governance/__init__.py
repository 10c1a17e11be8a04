"""Tests of the Community Self-governance Office."""
