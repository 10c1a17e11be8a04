"""Stages beside the main line: refusal, missing papers, transfer, objection, extension, the district, the archive."""
