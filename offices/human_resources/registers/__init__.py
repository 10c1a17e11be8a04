"""Registers of the Community Human Resources Office."""
