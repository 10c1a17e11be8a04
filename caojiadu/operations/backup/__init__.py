"""The database, the files and the heads of the seals, encrypted for those who may restore them."""
