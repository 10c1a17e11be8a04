"""Suggested category and office for a new letter, learnt from what clerks decided before.

Nothing here decides: the forms show a suggestion beside the field, or nothing. What is learnt is a list of words with
weights; no text of a letter, no number and no name is kept. Whatever needs scikit-learn or numpy is imported only when
it is used, so that the pages start without them.
"""
