"""Sessions in PostgreSQL, asked for only by keys that we could have given out."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """A cookie may hold anything; one with a NUL in it would end in an error of the database."""

    def _validate_session_key(self, key: str | None) -> bool:
        ours: bool = super()._validate_session_key(key)  # type: ignore[misc]  # the stubs leave it out
        return ours and str(key).isascii() and str(key).isalnum()
