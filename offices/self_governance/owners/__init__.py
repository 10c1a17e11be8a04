"""Residential estates; owners' committees: founding, election, filing, assemblies (F2)."""
