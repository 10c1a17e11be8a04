"""The shapes that the records of the offices share: lists, entries, their history, dates, sheets and public pages."""
