"""The shared base of the offices' app configurations: what makes a folder in `offices/` an office."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, ClassVar

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

from caojiadu.core.hooks import provide


class OfficeConfig(AppConfig):
    """One office's app. A subclass gives `code` and `verbose_name`; name, label and key follow from its folder.

    `extra_permissions` adds permissions of other apps to a post ("head": {"cases.see_figures"}); those of the
    office's own models are given by `post_permissions`.

    `pages` are addresses of the portal, beside those under the office's own name, each with the module of the office
    that answers there ({"news/": "news.urls"}). `timed` are tasks of the office in the words of Celery's beat schedule
    (`caojiadu/timer.py`).
    """

    default = False
    code: ClassVar[str] = ""
    key: ClassVar[str] = ""
    extra_permissions: ClassVar[dict[str, set[str]]] = {}
    pages: ClassVar[dict[str, str]] = {}
    timed: ClassVar[dict[str, dict[str, Any]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True
        cls.name = cls.__module__.rpartition(".")[0]
        cls.key = cls.name.rpartition(".")[2]
        cls.label = f"office_{cls.key}"

    def ready(self) -> None:
        """Take in what the office keeps: `register.py` and `…_register.py` of each theme, and its made-up entries."""
        for folder in iter_modules([self.path]):
            if not folder.ispkg or folder.name == "migrations":
                continue
            name = f"{self.name}.{folder.name}"
            for found in iter_modules([str(Path(self.path) / folder.name)]):
                if found.name.endswith("register"):
                    import_module(f"{name}.{found.name}")
        if module_has_submodule(self.module, "demo"):
            import_module(f"{self.name}.demo")

    @property
    def list_file(self) -> Path:
        """The office's part of the official list."""
        return Path(self.path) / "office.toml"

    def post_permissions(self) -> dict[str, set[str]]:
        """What each post in this office may do, by role.

        A handler keeps the office's records (view, add, change and every `handle_…`); a head may do whatever the
        office's models declare. Nobody deletes: records end by a move.
        """
        names = {name for model in self.get_models() for name in _permissions_of(model)}
        kept = ("view_", "add_", "change_", "handle_")
        handler = {f"{self.label}.{name}" for name in names if name.startswith(kept)}
        found = {"handler": handler, "head": {f"{self.label}.{name}" for name in names}}
        return {
            role: found.get(role, set()) | self.extra_permissions.get(role, set())
            for role in found | self.extra_permissions
        }


def _permissions_of(model: Any) -> set[str]:
    """Codenames of a model's permissions, without deleting."""
    default = {f"{action}_{model._meta.model_name}" for action in model._meta.default_permissions if action != "delete"}
    return default | {codename for codename, _name in model._meta.permissions}


def office_configs() -> list[OfficeConfig]:
    """The configurations of the installed offices, in the order of the settings."""
    return [config for config in apps.get_app_configs() if isinstance(config, OfficeConfig)]


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The permissions of every post in every office, by the name of its group ("security.head")."""
    return {
        f"{config.key}.{role}": permissions
        for config in office_configs()
        for role, permissions in config.post_permissions().items()
    }
