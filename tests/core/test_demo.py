"""Demo commands keep off a database that is not for demonstrations."""

import pytest
from django.core.management.base import CommandError

from caojiadu.core import demo


def test_the_suites_own_database_may_be_filled(db: None) -> None:
    assert demo.purpose() == "portal: test"
    demo.refuse_production("This command")


def test_production_settings_refuse(settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="This command is for demonstrations; PORTAL_MODE is production"):
        demo.refuse_production("This command")


def test_a_database_that_nobody_marked_refuses(db: None, owner_connection) -> None:
    name = owner_connection.execute("SELECT current_database()")[0][0]
    owner_connection.execute(f"COMMENT ON DATABASE {name} IS 'production data'")
    assert not demo.is_empty()
    with pytest.raises(CommandError, match="this database was not made by `make run`"):
        demo.refuse_production("This command")


def test_a_database_says_nothing_until_it_is_marked(db: None, owner_connection) -> None:
    name = owner_connection.execute("SELECT current_database()")[0][0]
    owner_connection.execute(f"COMMENT ON DATABASE {name} IS NULL")
    assert demo.purpose() == ""
