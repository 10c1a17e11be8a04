"""How much a letter may carry. Constants, because law, labels and the web server's own limits name the same numbers."""

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_FILES = 5
# Administrators import spreadsheets; nobody else sends this much.
ADMIN_BYTES = 60 * MEGABYTE
# Above this a request is not even read to its end: whoever sends it gets the page for it at once.
MAX_REQUEST_BYTES = 300 * MEGABYTE
MAX_PIXELS = 50_000_000
MAX_UNPACKED = 100 * MEGABYTE
STASH_HOURS = 24
# Public uploads stop before the disk of the portal itself is full.
MIN_FREE_BYTES = 500 * MEGABYTE
