"""Owners' committees: founding, election, filing, assemblies (F2)."""
