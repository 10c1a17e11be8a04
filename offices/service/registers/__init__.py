"""Registers of the Community Service Office."""
