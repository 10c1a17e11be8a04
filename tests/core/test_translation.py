"""The message tool: it must find exactly what Django asks for at run time, and let no bad Chinese pass."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Engine
from django.utils import translation as django_translation
from django.utils.translation import trans_real

from caojiadu.core import translation

CODE = """
from django.utils.translation import gettext as _, ngettext, ngettext_lazy, npgettext, pgettext_lazy
_("plain"); _("joined "
  "over lines"); _('quo"ted')
ngettext("%(n)s letter", "%(n)s letters", 2)
ngettext_lazy("a day", "days", "n")
pgettext_lazy("state", "open")
npgettext("desk", "a case", "cases", 2)
_(variable)
"""
FOUND = {
    ("plain", None),
    ("joined over lines", None),
    ('quo"ted', None),
    (("%(n)s letter", "%(n)s letters"), None),
    (("a day", "days"), None),
    ("open", "state"),
    (("a case", "cases"), "desk"),
}
# Each template beside what it renders when every message has become its Chinese.
TEMPLATES = [
    ('{% load i18n %}<p>\n      {% trans "Open" %}\n  </p>', "译Open"),
    ('{% load i18n %}{% translate "Open" context "state" %}', "译Open"),
    ('{% load i18n %}{% trans "100% sure" %}', "译100% sure"),
    ('{% load i18n %}{% trans "It\'s late" as late %}{{ late }}', "译It's late"),
    ("{% load i18n %}{% blocktrans %}Hello {{ name }}{% endblocktrans %}", "译Hello 张"),
    ("{% load i18n %}{% blocktrans trimmed with n=name %}\n   50% of\n   {{ n }}\n{% endblocktrans %}", "译50% of 张"),
    (
        '{% load i18n %}{% blocktrans trimmed count n=count context "desk" %}\n {{ n }} case of {{ name }}\n'
        " {% plural %}\n {{ n }} cases of {{ name }}\n{% endblocktrans %}",
        "译2 cases of 张",
    ),
    ('{% load i18n %}{{ _("Close") }} {% if x == _("Close") %}{% endif %}', "译Close"),
    ('{% load i18n %}{% comment %}{% trans "never" %}{% endcomment %}{# {% trans "no" %} #}{% trans "yes" %}', "译yes"),
    ("{% load i18n %}<p title='\"'>(</p>\n\t\t<b>中文) \\</b>\n  {% trans 'odd' %}", "译odd"),
]


def entries(text: str) -> translation.Catalog:
    """A fragment as an area writes it: no header."""
    return translation.read_po(StringIO(text), locale="zh_Hans")


@pytest.fixture
def project(tmp_path, settings):
    """A project with two sources and its own message file."""
    (tmp_path / "offices").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "offices" / "views.py").write_text(CODE, "utf-8")
    (tmp_path / "templates" / "page.html").write_text('{% load i18n %}{% trans "On a page" %}', "utf-8")
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.LANGUAGES = [("zh-hans", "中文"), ("en", "English")]  # whatever the portal has
    yield tmp_path
    trans_real._translations.clear()


def file_of(project):
    """The message file of the project."""
    return project / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def fragment(project, text, name="area.po"):
    """Write a fragment."""
    path = project / name
    path.write_text(text, "utf-8")
    return path


def check() -> str:
    """What `--check` names."""
    told = StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("messages", "--check", stderr=told)
    assert raised.value.returncode == 1
    return told.getvalue()


def test_finds_the_messages_of_code():
    assert set(translation.messages_of(CODE, template=False)) == FOUND


@pytest.mark.parametrize(("template", "rendered"), TEMPLATES)
def test_finds_in_templates_what_django_asks_for(project, template, rendered):
    catalog = translation.Catalog(locale="zh_Hans")
    for message, context in translation.messages_of(template, template=True):
        last = message[-1] if isinstance(message, tuple) else message
        catalog.add(message, (f"译{last}",) if isinstance(message, tuple) else f"译{last}", context=context)
    path = file_of(project)
    path.parent.mkdir(parents=True)
    translation.compile_messages(path.with_suffix(".mo"), catalog)
    trans_real._translations.clear()
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
    with django_translation.override("zh-hans"):
        assert rendered in engine.from_string(template).render(Context({"name": "张", "count": 2}))


def test_an_update_lists_every_message_once_and_twice_is_the_same(project):
    call_command("messages")
    written = file_of(project).read_text("utf-8")
    assert written.count("msgid ") == len(FOUND) + 2  # the header and the page
    assert 'msgid "On a page"' in written
    assert "#:" not in written
    call_command("messages")
    assert file_of(project).read_text("utf-8") == written


def test_a_translation_survives_its_message_and_comes_back(project):
    call_command("messages", "--merge", fragment(project, 'msgid "On a page"\nmsgstr "在页面上"\n'))
    page = project / "templates" / "page.html"
    text = page.read_text("utf-8")
    page.write_text("", "utf-8")
    call_command("messages")
    assert '#~ msgid "On a page"' in file_of(project).read_text("utf-8")
    page.write_text(text, "utf-8")
    call_command("messages")
    assert 'msgid "On a page"\nmsgstr "在页面上"' in file_of(project).read_text("utf-8")


def test_pruning_drops_what_nobody_asks_for(project):
    call_command("messages", "--merge", fragment(project, 'msgid "gone"\nmsgstr "没了"\n'))
    assert "gone" in file_of(project).read_text("utf-8")
    call_command("messages", "--prune")
    assert "gone" not in file_of(project).read_text("utf-8")


def test_a_message_of_a_library_stays(project):
    call_command("messages", "--merge", fragment(project, '# library\nmsgid "Sign In"\nmsgstr "登录"\n'))
    call_command("messages", "--prune")
    assert '# library\nmsgid "Sign In"\nmsgstr "登录"' in file_of(project).read_text("utf-8")
    assert "Sign In" not in check()


def test_a_later_fragment_wins_and_says_so(project, capsys):
    first = fragment(project, 'msgid "plain"\nmsgstr "普通"\n', "first.po")
    second = fragment(project, 'msgid "plain"\nmsgstr "朴素"\n', "second.po")
    call_command("messages", "--merge", first, second)
    assert 'msgstr "朴素"' in file_of(project).read_text("utf-8")
    assert capsys.readouterr().out == "second.po changes 'plain'\n"


def test_an_empty_translation_in_a_fragment_takes_nothing_away(project):
    call_command("messages", "--merge", fragment(project, 'msgid "plain"\nmsgstr "普通"\n'))
    call_command("messages", "--merge", fragment(project, 'msgid "plain"\nmsgstr ""\n'))
    assert 'msgstr "普通"' in file_of(project).read_text("utf-8")


def test_many_merges_at_once_lose_nothing(project):
    numbers = range(8)
    code = project / "offices" / "many.py"
    code.write_text("".join(f'_("message {n}")\n' for n in numbers), "utf-8")
    paths = [fragment(project, f'msgid "message {n}"\nmsgstr "信息{n}"\n', f"{n}.po") for n in numbers]
    threads = [threading.Thread(target=call_command, args=("messages", "--merge", path)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written = file_of(project).read_text("utf-8")
    assert all(f'msgstr "信息{n}"' in written for n in numbers)


def test_a_fragment_that_cannot_be_read_is_named(project):
    with pytest.raises(CommandError, match=r"broken\.po"):
        call_command("messages", "--merge", fragment(project, "msgid plain\n", "broken.po"))
    with pytest.raises(CommandError, match="no such file"):
        call_command("messages", "--merge", project / "none.po")


COMPLETE = """
msgid "plain"
msgstr "普通"
msgid "joined over lines"
msgstr "跨行"
msgid "quo\\"ted"
msgstr "引号"
msgid "%(n)s letter"
msgid_plural "%(n)s letters"
msgstr[0] "%(n)s 封信"
msgid "a day"
msgid_plural "days"
msgstr[0] "天"
msgctxt "state"
msgid "open"
msgstr "办理中"
msgctxt "desk"
msgid "a case"
msgid_plural "cases"
msgstr[0] "事项"
msgid "On a page"
msgstr "在页面上"
"""


def test_a_complete_file_passes_and_is_loaded(project):
    call_command("messages", "--merge", fragment(project, COMPLETE), "--compile", "--check")
    trans_real._translations.clear()
    with django_translation.override("zh-hans"):
        assert django_translation.gettext("plain") == "普通"
        assert django_translation.pgettext("state", "open") == "办理中"
        assert django_translation.ngettext("%(n)s letter", "%(n)s letters", 1) == "%(n)s 封信"
    with django_translation.override("en"):
        assert django_translation.gettext("plain") == "plain"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"普通"', '""', "untranslated: 'plain'"),
        ('msgid "plain"', '#, fuzzy\nmsgid "plain"', "fuzzy: 'plain'"),
        ('"%(n)s 封信"', '"封信"', "placeholders differ: '%(n)s letter'"),
        ('"%(n)s 封信"', '"%(m)s 封信"', "placeholders differ: '%(n)s letter'"),
        ('"%(n)s 封信"', '"%(n)s 封信，占 5%"', "a % that is no placeholder: '%(n)s letter'"),
        ('"在页面上"', '"<b>在页面上"', "tags differ: 'On a page'"),
        ('msgid "On a page"', 'msgid "On the page"', "untranslated: 'On a page'"),
        ('msgid "On a page"', 'msgid "On the page"', "obsolete: 'On the page'"),
        ('msgctxt "state"', 'msgctxt "door"', "untranslated: 'open' [state]"),
    ],
)
def test_the_check_names_what_is_wrong(project, before, after, said):
    assert before in COMPLETE
    call_command("messages", "--merge", fragment(project, COMPLETE.replace(before, after)))
    assert said in check()


def test_the_check_names_messages_that_were_never_extracted(project):
    call_command("messages", "--merge", fragment(project, COMPLETE))
    (project / "offices" / "new.py").write_text('_("brand new")', "utf-8")
    assert check() == "missing: 'brand new'\n"


def test_compiling_leaves_out_what_is_untranslated(project):
    call_command("messages")
    call_command("messages", "--compile")
    trans_real._translations.clear()
    with django_translation.override("zh-hans"):
        assert django_translation.gettext("plain") == "plain"


def test_a_further_language_gets_a_file_of_its_own_with_the_forms_it_has_for_numbers(project, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("de", "Deutsch")]
    call_command("messages")
    german = project / "locale" / "de" / "LC_MESSAGES" / "django.po"
    text = german.read_text("utf-8")
    assert "nplurals=2; plural=(n != 1);" in text and 'msgstr[1] ""' in text
    with pytest.raises(CommandError, match="--language"):
        call_command("messages", merge=[fragment(project, 'msgid "plain"\nmsgstr "schlicht"\n')])
    number = 'msgid "%(n)s letter"\nmsgid_plural "%(n)s letters"\nmsgstr[0] "%(n)s Brief"\nmsgstr[1] "%(n)s Briefe"\n'
    more = fragment(project, f'msgid "plain"\nmsgstr "schlicht"\n\n{number}')
    call_command("messages", merge=[more], language="de")
    catalog = translation.read(german)
    assert (catalog.get("plain").string, catalog.get("%(n)s letter").string) == (
        "schlicht",
        ("%(n)s Brief", "%(n)s Briefe"),
    )
    assert translation.read(file_of(project)).get("plain").string == ""
    assert "untranslated: 'On a page'" in check()
