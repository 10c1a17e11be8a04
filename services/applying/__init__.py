"""Applying for a service on the portal: the form, the matter that its office works on, and what the applicant sees."""
