"""How many matters are open, as sums that every change of a matter adds to."""

from django.db import models


class OpenCount(models.Model):
    """A part of a sum: `number` more or fewer open matters of an office, a kind and a state, that wait for somebody or
    not, with a limit at this instant.

    A trigger on the matters adds one for what a matter becomes and takes one off for what it was; the sum of all rows
    of a key is how many there are. Nobody ever waits for a row of it: adding is an insert, and `fold` puts rows
    together afterwards. Confidential reports are not in it: few may know that there are any.
    """

    # No foreign key: it would be looked up with each change of a matter, whose own key is checked already.
    office_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=32)
    waiting = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    number = models.IntegerField()

    class Meta:
        verbose_name = "part of a sum of open matters"
        verbose_name_plural = "parts of sums of open matters"

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind} {self.state} {self.due_at} {self.number:+}"


class DecidingState(models.Model):
    """A state in which a leader or a head decides: what the declarations say (`deciding`), for the trigger that marks
    the matters in such a state (`Case.decides`)."""

    state = models.CharField(max_length=32, primary_key=True)

    class Meta:
        verbose_name = "state that waits for a decision"
        verbose_name_plural = "states that wait for a decision"

    def __str__(self) -> str:
        return self.state
