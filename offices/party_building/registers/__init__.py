"""Registers of the Community Party Building Office."""
