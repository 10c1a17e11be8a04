"""Appraisal of branches: what is sent by residents, counted, and shown."""
