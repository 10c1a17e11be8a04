"""Starting is cheap: a worker, a command and each process of the suite pay for it."""

import subprocess
import sys

# Each is loaded by the first thing that needs it; together they are 120 MB and as long again as all else.
HEAVY = {
    "PIL",
    "chinese_calendar",
    "clamd",
    "faker",
    "icalendar",
    "numpy",
    "opencc",
    "openpyxl",
    "pylopdf_fonts_zh_cn",
    "pypdf",
    "pypinyin",
    "requests",
    "rjieba",
    "sklearn",
    "typst",
    "xlsxwriter",
}
MOST_MEGABYTES = 140
START = """
import sys
{}
print(*sys.modules)
print(*(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def test_the_start_loads_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-c", START.format("import django; django.setup()")],
        capture_output=True,
        text=True,
        check=True,
    )
    modules, kilobytes = done.stdout.splitlines()[-2:]
    assert not HEAVY & set(modules.split())
    assert int(kilobytes) < 1024 * MOST_MEGABYTES


def test_the_timer_starts_without_the_portal():
    """Beat sends names of tasks: it sets up no office, and takes half the memory of a worker."""
    timer = START.format("from caojiadu.timer import app; app.finalize()")
    done = subprocess.run([sys.executable, "-c", timer], capture_output=True, text=True, check=True)
    modules, kilobytes = done.stdout.splitlines()[-2:]
    assert not [name for name in modules.split() if name.split(".")[0] != "django" and name.endswith(".models")]
    assert int(kilobytes) < 1024 * MOST_MEGABYTES / 2


def test_what_web_processes_need_is_loaded_before_they_part():
    """Loaded by the first of them, addresses, templates and sounds of words are in memory once and not four times."""
    shared = "import gc, sys, caojiadu.wsgi\nprint(gc.get_freeze_count())\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", shared], capture_output=True, text=True, check=True)
    frozen, modules = done.stdout.splitlines()[-2:]
    assert int(frozen) > 500_000
    assert {"pypinyin", "caojiadu.core.desk.views"} <= set(modules.split())


def test_a_timer_without_a_schedule_refuses_to_start(tmp_path):
    """An installation that still starts beat as before would send nothing, and nobody would be told."""
    beat = [sys.executable, "-m", "celery", "-A", "caojiadu", "beat", "--pidfile=", f"--schedule={tmp_path / 'beat'}"]
    done = subprocess.run(beat, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode
    assert "-A caojiadu.timer beat" in done.stderr
