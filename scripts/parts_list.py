"""`make sbom`: every part of the portal as CycloneDX, from the two locks, in var/sbom-*.json."""

import subprocess
import sys
from pathlib import Path

from scripts.vendor import ROOT, npm


def main() -> None:
    """Write both lists. Raises CalledProcessError where a lock cannot be read."""
    folder = ROOT / "var"
    folder.mkdir(exist_ok=True)
    python, browser = folder / "sbom-python.json", folder / "sbom-browser.json"
    listing = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible", "--of", "JSON"]
    subprocess.run([*listing, "-o", str(python), str(ROOT / "requirements.txt")], check=True, cwd=ROOT)
    of_browser = [*npm(), "sbom", "--package-lock-only", "--sbom-format", "cyclonedx"]
    browser.write_bytes(subprocess.run(of_browser, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout)
    print(f"{_shown(python)} and {_shown(browser)}")  # whoever called make reads it


def _shown(path: Path) -> Path:
    return path.relative_to(ROOT)


if __name__ == "__main__":
    main()
