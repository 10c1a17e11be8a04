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
import sys, django
django.setup()
print(*sys.modules)
print(*(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def test_the_start_loads_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    modules, kilobytes = done.stdout.splitlines()[-2:]
    assert not HEAVY & set(modules.split())
    assert int(kilobytes) < 1024 * MOST_MEGABYTES
