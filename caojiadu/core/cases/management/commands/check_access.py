"""`check_access`: compare the access arrays on the cases with the rules they come from, and sums with what they sum."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from caojiadu.core.cases.open_counts import differing

_DIFFERENT = """
SELECT c.number FROM cases_case c
LEFT JOIN cases_casesearch s ON s.case_id = c.id
WHERE c.readers IS DISTINCT FROM cases_tokens(c) OR c.barred IS DISTINCT FROM cases_barred(c.id)
   OR (s.case_id IS NOT NULL AND (s.readers IS DISTINCT FROM c.readers OR c.confidentiality = 2))
"""


class Command(BaseCommand):
    """List cases whose stored access differs from the rules, and sums of open cases that are wrong."""

    help = (
        "List cases whose stored access differs from the rules, and wrong sums of open ones; exit 1 when there are any."
    )

    def handle(self, **_options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_DIFFERENT)
            numbers = [row[0] for row in cursor.fetchall()]
        if numbers:
            raise CommandError("access differs from the rules: " + ", ".join(map(str, numbers[:100])))
        if wrong := differing():
            raise CommandError("sums of open cases are wrong: " + ", ".join(map(str, wrong[:100])))
        self.stdout.write("access agrees with the rules on every case")
