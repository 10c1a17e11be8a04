"""PostgreSQL, a Redis-compatible server and the portal's processes on one machine: `make run` and `make test` only."""

from caojiadu.embedded.postgres import Postgres
from caojiadu.embedded.processes import Trouble
from caojiadu.embedded.valkey import Valkey

__all__ = ["Postgres", "Trouble", "Valkey"]
