"""Suggestions for tests, answered, prepared and published."""

from typing import Any

from petitions.models import Petition, Publication
from petitions.suggestions.workflow import keep_proposal
from tests.petitions.letters import answered, go, make_resident

TEXT = "张三住武定西路1288弄5号602室，电话13812345678。建议在河边增设长椅。"
READ = {"title": "在河边增设长椅", "answer": "已采纳，年内增设。", "measure": ""}


def answered_suggestion(cast: Any, *, allowed: bool = True, **more: Any) -> Petition:
    """A suggestion that was adopted, full of what must not be published."""
    more = {"resident": make_resident(), "title": "在河边增设长椅", "fields": {"body": TEXT, "request": ""}, **more}
    case = answered(cast, kind="petition_suggestion", outcome="adopted", **more)
    keep_proposal(case, {"publish": allowed})
    return case


def prepare(cast: Any, case: Petition, *, leave: tuple[str, ...] = (), **more: Any) -> Petition:
    """Prepare its public text: everything found goes, except what stays for a reason."""
    from caojiadu.core.cases.moving import Actor
    from petitions.suggestions.pages import PrepareForm

    texts = {"text": TEXT, **READ, **more}
    form = PrepareForm(texts, case=case, actor=Actor.staff(cast.clerk))
    for mark, found in form.found.items():
        stays = found.text in leave
        texts |= {f"found_{mark}": "left" if stays else "out", f"why_{mark}": "公开电话" if stays else ""}
    return go(case, "prepare_public", cast.clerk, **texts)


def published(cast: Any, **more: Any) -> Publication:
    """One that everybody reads."""
    case = prepare(cast, answered_suggestion(cast, **more))
    go(case, "publish", cast.head, checked="on")
    return Publication.objects.get(petition=case)
