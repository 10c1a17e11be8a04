"""A ninth office is one folder, one word in the settings, one migration. `make ninth` runs the whole suite with one."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from caojiadu.core.organisation.office import office_configs

KEY = "trial_affairs"
CODE = next(letter for letter in "ZYXWV" if letter not in {office.code for office in office_configs()})
NINTH_SETTINGS = f"""
from tests.settings import *
OFFICES = [*OFFICES, "{KEY}"]
INSTALLED_APPS = [*INSTALLED_APPS, "offices.{KEY}"]
"""


@pytest.fixture
def tree(tmp_path):
    """A tree with a ninth office in it, and settings that name it."""
    names = {"name_en": 'Trial "Affairs" Office', "name_zh": "试点事务办公室"}
    call_command("startoffice", KEY, code=CODE, into=tmp_path / "offices", **names)
    (tmp_path / "ninth_settings.py").write_text(NINTH_SETTINGS)
    return tmp_path


def run(tree, *command):
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL") and "PYTEST" not in name}
    path = os.pathsep.join([str(tree), str(settings.BASE_DIR)])
    env = kept | {"DJANGO_SETTINGS_MODULE": "ninth_settings", "PYTHONPATH": path, "PORTAL_VAR": str(tree / "var")}
    done = subprocess.run([sys.executable, *command], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_passes_the_system_checks_and_lacks_no_migration(tree):
    run(tree, "manage.py", "makemigrations", "--check", "--dry-run", f"office_{KEY}")


def test_it_passes_the_tests_of_offices_and_of_the_official_list(tree):
    files = ("tests/offices/test_every_office.py", "tests/core/organisation")
    said = run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n0", *files)
    assert "passed" in said
    assert "failed" not in said


def test_a_key_or_code_in_use_is_refused(tmp_path):
    names = {"name_en": "Any", "name_zh": "任意", "into": tmp_path}
    with pytest.raises(CommandError, match="security"):
        call_command("startoffice", "another", code="E", **names)
    with pytest.raises(CommandError, match="security"):
        call_command("startoffice", "security", code=CODE, **names)


@pytest.mark.parametrize("key", ["Youth", "1st", "a-b", "a__b", "../up", "x" * 31])
def test_a_strange_key_is_refused(tmp_path, key):
    with pytest.raises(CommandError):
        call_command("startoffice", key, f"--code={CODE}", "--name-en=Any", "--name-zh=任意", f"--into={tmp_path}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_left_alone(tree):
    with pytest.raises(CommandError, match="exists"):
        call_command("startoffice", KEY, code=CODE, name_en="Any", name_zh="任意", into=tree / "offices")
