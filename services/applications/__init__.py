"""Applying for a service: the form, the matter that its office works on, and what the applicant sees."""
