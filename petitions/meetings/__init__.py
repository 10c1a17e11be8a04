"""Joint meetings (联席会议; Regulations on petition work, art. 13, 15, 24) and the tasks that they decide."""
