"""Laying out the folder of a new office: the same skeleton as the others have."""

import json
from dataclasses import dataclass
from pathlib import Path

APPS = '''"""App configuration."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class {camel}Config(OfficeConfig):
    """The {name_en}."""

    code = {code}
    verbose_name = _({python_en})
'''
URLS = '''"""Pages of the {name_en}."""

app_name = "office_{key}"
urlpatterns: list = []
'''
MIGRATION = '''"""Adds the office itself, so that people can be appointed to it."""

from django.db import migrations


def add_office(apps, schema_editor):
    """Add the row that load_official_lists keeps up to date afterwards."""
    apps.get_model("organisation", "Office").objects.get_or_create(
        code={code},
        defaults={{"key": "{key}", "name_zh": {quoted_zh}, "name_en": {quoted_en}, "order": {order}}},
    )


class Migration(migrations.Migration):
    """One row, no tables yet."""

    dependencies = [("organisation", "0001_start")]
    operations = [migrations.RunPython(add_office, migrations.RunPython.noop)]
'''
LIST = """# The {name_en}: its names and functions in the official list.

[office]
name_zh = {quoted_zh}
name_en = {quoted_en}

[[functions]]
code = "{letter}0"
name_zh = {work_zh}
name_en = {work_en}
record_zh = "年度工作计划"
record_en = "Yearly work plan"
states_zh = "拟订→审定→实施→总结"
states_en = "drafted → approved → running → reviewed"
limits_zh = "按年度"
limits_en = "yearly"
others_zh = "各办公室"
others_en = "all offices"
keywords_zh = {quoted_zh}
keywords_en = {quoted_en}
responsibilities = ["R8.a"]
"""
FILES = {
    "__init__.py": '"""The {name_en}."""\n',
    "apps.py": APPS,
    "models.py": '"""Records of the {name_en}: those of each theme, by name."""\n',
    "urls.py": URLS,
    "office.toml": LIST,
    "migrations/__init__.py": '"""Migrations of the {name_en}."""\n',
    "migrations/0001_office.py": MIGRATION,
}


@dataclass(frozen=True)
class NewOffice:
    """What a new office is called."""

    key: str
    code: str
    name_en: str
    name_zh: str
    order: int

    def write(self, folder: Path) -> list[Path]:
        """Write its files into a folder that must not exist. Raises FileExistsError."""
        (folder / "migrations").mkdir(parents=True)
        written = []
        for name, text in FILES.items():
            path = folder / name
            path.write_text(text.format(**self._words()), "utf-8")
            written.append(path)
        return written

    def _words(self) -> dict[str, object]:
        """The words that the skeleton leaves open."""
        return {
            "key": self.key,
            "letter": self.code,
            "order": self.order,
            "code": _quoted(self.code),
            "camel": self.key.title().replace("_", ""),
            "name_en": self.name_en.replace('"', "'").replace("\\", "/"),
            "quoted_en": _quoted(self.name_en),
            "python_en": repr(self.name_en) if '"' in self.name_en else _quoted(self.name_en),
            "quoted_zh": _quoted(self.name_zh),
            "work_en": _quoted(f"All work of the {self.name_en}"),
            "work_zh": _quoted(f"{self.name_zh}综合事务"),
        }


def _quoted(text: str) -> str:
    """Quote a string as both Python and TOML read it."""
    return json.dumps(text, ensure_ascii=False)
