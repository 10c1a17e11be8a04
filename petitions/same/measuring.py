"""How many pairs the search for candidates brings together, with the words and the ranking that the database uses."""

from typing import Any

from caojiadu.core.cases.search import words_of
from petitions.same.asking import ask_for, best
from petitions.same.candidates import BY_PERSON, BY_WORDS
from petitions.same.labelled import Pair
from petitions.same.words import Shares


def found_among_candidates(pairs: list[Pair], letters: dict[tuple[str, str], Any]) -> tuple[int, int, int]:
    """For each pair of the same matter, look for the earlier letter from the later one.

    Returns how many were found, of how many, and the most letters looked at for one.
    """
    shares = Shares()
    held = {key: set(words_of(f"{letter.title} {letter.text}")) for key, letter in letters.items()}
    same = [pair for pair in pairs if pair.label == "same"]
    found, most = 0, 0
    for pair in same:
        earlier, later = sorted((pair.one, pair.two), key=lambda key: letters[key].day)
        keys = _candidates(later, letters, held, shares)
        found += earlier in keys
        most = max(most, len(keys))
    return found, len(same), most


def _candidates(key: Any, letters: Any, held: dict[Any, set[str]], shares: Shares) -> set[Any]:
    letter = letters[key]
    asked = ask_for(letter.title, letter.text, shares, len(letters))
    newest = sorted(letters, key=lambda other: letters[other].day, reverse=True)
    by_words = best(held, asked, BY_WORDS + 1, lambda other: letters[other].day)
    theirs = [other for other in newest if letters[other].person == letter.person]
    return {*by_words, *theirs[: BY_PERSON + 1]} - {key}
