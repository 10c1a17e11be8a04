"""Registers of the Community Management Office."""
