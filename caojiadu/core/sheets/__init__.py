"""Tables from elsewhere and for elsewhere: spreadsheets and CSV read row by row, columns found, workbooks written."""
