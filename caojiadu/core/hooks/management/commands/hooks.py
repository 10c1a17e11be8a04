"""`hooks [NAME]`: what lower layers ask of those above: who asks, what is given, what comes back, who answers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from caojiadu.core.hooks import AtMostOneEach, Hook, declared
from caojiadu.core.hooks.source import asked_in


class Command(BaseCommand):
    help = "Print every hook, or one: who asks, what is given, what comes back, how many answer, and who does."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        if name and name not in declared:
            raise CommandError(f"no hook is called {name}")
        asked = asked_in()
        for hook in sorted(declared.values(), key=lambda hook: (hook.module, hook.name)):
            if name in (None, hook.name):
                self.stdout.write("\n".join([*_lines(hook, asked.get(hook.name, [])), ""]))


def _lines(hook: Hook[..., Any], asked: list[str]) -> list[str]:
    lines = [f"{hook.name}{str(hook.signature).replace(chr(39), '')}", f"  {hook.about.splitlines()[0]}"]
    lines += [f"  declared in {hook.module}, answered {hook.how_many}"]
    lines += [f"  asked in {path}" for path in asked]
    if isinstance(hook, AtMostOneEach):
        answers = [(key, function) for key, found in hook.answered().items() for function in found]
        return lines + [f"  {key}: {_where(function)}" for key, function in answers]
    return lines + [f"  answered by {_where(function)}" for function in hook.providers()]


def _where(function: Any) -> str:
    return f"{function.__module__}.{function.__qualname__}"
