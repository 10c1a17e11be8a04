"""From a paper to its PDF, with typst: some 20 ms, the same bytes for the same content.

The PDF of an issued paper is made once, from the frozen content, and kept with its digest; whoever asks later gets the
kept one. A draft is set again each time, with a mark across the page.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.documents.contents import ISSUER, frame_of, page_of, unchanged
from caojiadu.core.documents.models import Paper, PaperPdf, Seal

_FOLDER = Path(__file__).parent / "typst"
DRAFT_MARK = "草稿"
NO_NUMBER = "（签发后编号）"


@lru_cache(maxsize=8)
def _source(template: str) -> bytes:
    return (_FOLDER / template).read_bytes()


def pdf_of(paper: Paper) -> bytes:
    """The one PDF of an issued paper. Raises Refused where the paper is not what was signed."""
    kept = PaperPdf.objects.filter(pk=paper.pk).first() or _keep(paper)
    content = base64.b64decode(kept.sealed)
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise Refused(_("This paper was changed after it was signed. It is not valid; tell the administrator."))
    return content


def _keep(paper: Paper) -> PaperPdf:
    """Make the PDF and keep it; of two at once the first one stays, and both hand out that one."""
    if not paper.issued or not unchanged(paper):
        raise Refused(_("This paper was changed after it was signed. It is not valid; tell the administrator."))
    content = render(paper, paper.content)
    row = PaperPdf(
        paper=paper,
        sealed=base64.b64encode(content).decode(),
        sha256=hashlib.sha256(content).hexdigest(),
        at=timezone.now(),
    )
    with transaction.atomic():
        PaperPdf.objects.bulk_create([row], ignore_conflicts=True)
    return PaperPdf.objects.get(pk=paper.pk)


def preview(paper: Paper, case: Any) -> bytes:
    """A draft as it would go out now, with a mark across the page and no number yet."""
    return render(paper, previewed(paper, case), mark=DRAFT_MARK)


def previewed(paper: Paper, case: Any) -> dict[str, Any]:
    """The content of a paper; of a draft, what it would be if it were issued now."""
    if paper.issued:
        return paper.content
    return {"parts": paper.parts, "frame": frame_of(paper, case, number=NO_NUMBER, at=timezone.now())}


def render(
    paper: Paper,
    content: Mapping[str, Any],
    *,
    mark: str = "",
    keys: Mapping[str, Any] | None = None,
    form: str = "pdf",
) -> bytes:
    """Set a content. `keys` adds a QR code and lines beside it, for a receipt that is handed out once and not kept."""
    seal = Seal.objects.filter(pk=paper.seal_id).first() if paper.seal_id else None
    pages = [page_of(paper.declared, content, language) for language in content["frame"]["languages"]]
    for page in pages:
        page["keys"] = (keys or {}).get(page["language"], [])
    data = {
        "title": f"{paper.declared.title_zh} {content['frame']['number']}",
        "author": ISSUER["zh"],
        "mark": mark,
        "seal": list(bytes(seal.picture)) if seal else [],
        "qr": (keys or {}).get("qr", ""),
        "pages": pages,
    }
    return compiled(paper.declared.template, data, form=form)


def compiled(template: str, data: Mapping[str, Any], *, form: str = "pdf") -> Any:
    """Run typst on a template. Fonts come from the wheel alone, and no date goes in, so the bytes repeat."""
    import pylopdf_fonts_zh_cn  # both are large: loaded with the first paper
    import typst

    # The stubs of this part want source and folders of one type.
    return typst.compile(  # type: ignore[call-overload]
        _source(template),
        font_paths=[str(pylopdf_fonts_zh_cn.serif_path().parent)],
        ignore_system_fonts=True,
        format="png" if form == "png" else "pdf",
        ppi=96 if form == "png" else None,
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
    )
