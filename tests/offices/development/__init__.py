"""Tests of the Community Development Office."""
