"""The figures as a spreadsheet and as a paper."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caojiadu.core.documents.typesetting import compiled
from petitions.figures.counting import Table

TEMPLATE = str(Path(__file__).parent / "figures.typ")


def title_of(since: dt.date, until: dt.date) -> str:
    """Of which days; a whole year has its own name."""
    if (since.month, since.day, until) == (1, 1, dt.date(since.year, 12, 31)):
        return _("Annual report on letters and calls, %(year)d") % {"year": since.year}
    return _("Report on letters and calls, %(since)s to %(until)s") % {"since": since, "until": until}


def spreadsheet(tables: list[Table], since: dt.date, until: dt.date) -> bytes:
    """One sheet, a block for each table. What people typed is text, never a formula."""
    import xlsxwriter  # seldom: loaded with the first report

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Figures")[:31])
        bold = book.add_format({"bold": True})
        sheet.set_column(0, 0, 42)
        sheet.write_string(0, 0, title_of(since, until), bold)
        row = 2
        for table in tables:
            for column, head in enumerate((table.label, _("Count"), _("Share"))):
                sheet.write_string(row, column, head, bold)
            for figure in table.figures:
                row += 1
                sheet.write_string(row, 0, figure.label)
                sheet.write_number(row, 1, figure.count)
                sheet.write_string(row, 2, figure.share)
            row += 2
    return out.getvalue()


def paper(tables: list[Table], since: dt.date, until: dt.date) -> bytes:
    """A PDF with every table."""
    data: dict[str, Any] = {
        "title": title_of(since, until),
        "office": str(settings.SITE_NAME),
        "language": "en" if (get_language() or "").startswith("en") else "zh",
        "heads": [_("Count"), _("Share")],
        "tables": [
            {"label": table.label, "rows": [[f.label, str(f.count), f.share] for f in table.figures]}
            for table in tables
            if table.figures
        ],
    }
    return bytes(compiled(TEMPLATE, data))
