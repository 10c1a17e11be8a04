"""Tests of the calendar and its deadlines."""
