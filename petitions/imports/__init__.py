"""Letters exported elsewhere, brought in: a table is read row by row, each row becomes a letter or a reason why not."""
