"""What the processes of one server share: loaded once, before they part, and left alone by the collector.

A process forked from another shares its memory until one of them writes there. Collecting garbage writes to everything
that may be garbage, so what is loaded by then is taken out of it; a collection is shorter without it, too.
"""

import gc

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.translation import gettext, override


def load_pages() -> None:
    """Load what every web process would load with its first pages: addresses, texts, templates, dictionaries."""
    from caojiadu.core.cases.search import initials_of, words_of  # models, which are there by now

    # Three dictionaries of some 110 MB: forms of signs, words, sounds.
    words_of("曹家渡")
    initials_of("曹家渡")
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Cancel")
            get_resolver().reverse_dict  # noqa: B018  # gathers the addresses
    templates = settings.BASE_DIR / "templates"
    for file in templates.rglob("*.html"):
        get_template(file.relative_to(templates).as_posix())


def keep_for_all(**_sent: object) -> None:
    """Take what is loaded now out of the collector's hands; Celery sends this before it forks a process, too."""
    gc.collect()
    gc.freeze()
