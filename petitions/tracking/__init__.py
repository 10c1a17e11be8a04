"""Following a matter: number and code, the page of the matter, its story, the receipt."""
