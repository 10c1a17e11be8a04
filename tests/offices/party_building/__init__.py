"""Tests of the Community Party Building Office."""
