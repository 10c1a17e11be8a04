"""The people of a demonstration, with passwords made on the spot."""

import json
import secrets
from typing import Any

from django.conf import settings

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office

# sign-in name: (shown name, role, office code or neighbourhood, or district body)
STAFF = {
    "window": ("陈晓雯", "window", "E"),
    "letters": ("周建平", "letters", "E"),
    "accusations-1": ("顾维明", "accusations", "E"),
    "accusations-2": ("钱秀英", "accusations", "E"),
    "head-a": ("沈国强", "head", "A"),
    "handler-a": ("许诚", "handler", "A"),
    "head-b": ("徐丽华", "head", "B"),
    "handler-b": ("罗琪", "handler", "B"),
    "handler-b2": ("宋雅", "handler", "B"),
    "head-c": ("林志远", "head", "C"),
    "handler-c": ("何倩", "handler", "C"),
    "handler-c2": ("唐磊", "handler", "C"),
    "head-d": ("方慧敏", "head", "D"),
    "handler-d": ("孙悦", "handler", "D"),
    "head-e": ("马振东", "head", "E"),
    "handler-e": ("罗斌", "handler", "E"),
    "head-f": ("吴静", "head", "F"),
    "handler-f": ("朱琳", "handler", "F"),
    "head-g": ("胡文斌", "head", "G"),
    "handler-g": ("姚立新", "handler", "G"),
    "head-h": ("曹颖", "head", "H"),
    "handler-h": ("范思远", "handler", "H"),
    "committee-wunan": ("邵建华", "committee", "wunan"),
    "leader": ("陆正民", "leader", ""),
    "leader-2": ("高敏", "leader", ""),
    "admin": ("系统管理员", "system_admin", ""),
    "admin-security": ("安全管理员", "security_admin", ""),
    "admin-audit": ("审计管理员", "audit_admin", ""),
}
OFFICERS = {
    "district-letters": ("郑海燕", "letters-calls"),
    "district-housing": ("蒋伟", "housing"),
    "district-discipline": ("韩松", "discipline"),
}


def make_people() -> dict[str, User]:
    """Make everybody who is not there yet, and keep new passwords in var/demo-accounts.json (mode 600)."""
    made: dict[str, Any] = {}
    people = {}
    for name, (shown, role, code) in STAFF.items():
        people[name] = _make(name, shown, "staff", {"role": role, **_place(role, code)}, made)
    for name, (shown, key) in OFFICERS.items():
        body = DistrictBody.objects.get(key=key)
        people[name] = _make(name, shown, "district", {"role": "district", "body": body}, made)
    if made:
        _keep(made)
    return people


def _place(role: str, code: str) -> dict[str, Any]:
    if role == "committee":
        return {"neighbourhood": Neighbourhood.objects.get(key=code)}
    return {"office": Office.objects.get(code=code) if code else None}


def _make(name: str, shown: str, kind: str, post: dict[str, Any], made: dict[str, Any]) -> User:
    found = User.objects.filter(username=name).first()
    if found:
        return found
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(name, password=password, display_name=shown, kind=kind)
    appoint(user=user, **post)
    place = post.get("office") or post.get("body") or post.get("neighbourhood")
    made[name] = {"password": password, "role": post["role"], "office": place.name_zh if place else ""}
    return user


def _keep(made: dict[str, Any]) -> None:
    path = settings.VAR_DIR / "demo-accounts.json"
    kept = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(json.dumps(kept | made, ensure_ascii=False, indent=1), "utf-8")
