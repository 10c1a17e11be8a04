"""The services of systemd: each is kept from what it does not need, by one file for all of them."""

import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "deploy/systemd"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here to ask")
def test_no_service_is_exposed_more_than_it_must_be(tmp_path: Path) -> None:
    shutil.copytree(UNITS, tmp_path / "etc/systemd/system")
    names = [unit.name.replace("@", "@ordinary") for unit in UNITS.glob("*.service")]
    assert len(names) == 5
    command = ("systemd-analyze", "security", "--offline=yes", "--threshold=30", f"--root={tmp_path}", *names)
    asked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert asked.stdout.count("Overall exposure level") == len(names)
