"""Moves between letters on one matter: link, repeat, merge and undo, split (features P17; Regulations, art. 19)."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import links
from caojiadu.core.documents import moving as documents
from caojiadu.core.workflow import By, Notify, Purpose, Transition
from petitions.duplicates import rules
from petitions.letters.states import (
    ANSWERED,
    ANYBODY_ON_IT,
    CARRYING_OUT,
    CLERK,
    IN_HAND,
    LETTER,
    MERGED,
    REFUSING,
    REGISTERED,
    SUBMITTED,
    WORKED_ON,
)
from petitions.papers.serving import notice_served
from petitions.stages.rules import close_question, drop_extension, start_carrying_out

_WHILE_KNOWN = (REGISTERED, *WORKED_ON, ANSWERED, CARRYING_OUT)
LINK = LETTER.step(
    "link",
    _("Link with a related matter"),
    *_WHILE_KNOWN,
    by=ANYBODY_ON_IT,
    form="petitions.duplicates.pages.LinkForm",
    effects=(rules.link,),
    purpose=Purpose.LINKS,
)
UNLINK = LETTER.step(
    "unlink",
    _("Take a link back"),
    *_WHILE_KNOWN,
    by=ANYBODY_ON_IT,
    form="petitions.duplicates.pages.UnlinkForm",
    when=(rules.has_links,),
    effects=(rules.unlink,),
    purpose=Purpose.LINKS,
)
MARK_REPEAT = LETTER.step(
    "mark_repeat",
    _("Mark as a repeat letter"),
    *_WHILE_KNOWN,
    by=CLERK,
    form="petitions.duplicates.pages.RepeatForm",
    guards=(rules.came_later,),
    effects=(rules.mark_repeat,),
    hint=_("The same matter again: it counts as a repeat letter, and the earlier one as repeated."),
    purpose=Purpose.LINKS,
)
REFUSE_REPEAT = LETTER.step(
    "refuse_repeat",
    _("Do not accept again: it is being handled already"),
    REGISTERED,
    to=REFUSING,
    by=CLERK,
    form="petitions.duplicates.pages.RefuseRepeatForm",
    guards=(rules.came_later, rules.already_handled),
    effects=(rules.mark_repeat_once, documents.draft("refusal", rules.refusal_of_repeat), close_question),
    notify=(Notify("decider", "case_to_sign"),),
    danger=True,
    hint=_(
        "The same petitioner and matter, accepted and still in time (Regulations on petition work, art. 19). "
        "The head of the office or a leader signs it; then the petitioner is told."
    ),
)
MERGE = LETTER.step(
    "merge",
    _("Merge into another letter"),
    REGISTERED,
    IN_HAND,
    to=MERGED,
    by=CLERK,
    form="petitions.duplicates.pages.MergeForm",
    guards=(rules.can_merge, rules.can_be_merged_into),
    effects=(rules.merge,),
    notify=(Notify("resident", "petition_merged"),),
    public=True,
    told=_("Accepted; handled together with another letter on the same matter"),
    hint=_("Both get one answer. This petitioner keeps number, code and limits, and is told. It can be undone."),
    purpose=Purpose.LINKS,
)
UNMERGE = LETTER.step(
    "unmerge",
    _("Undo the merging"),
    MERGED,
    by=CLERK,
    other_targets=(REGISTERED, IN_HAND),
    choose_target=rules.state_before,
    form="petitions.duplicates.pages.UnmergeForm",
    effects=(rules.unmerge,),
    notify=(Notify("resident", "petition_unmerged"),),
    public=True,
    told=_("Handled on its own again"),
    hint=_(
        "State, office, handler and limits are as if it had never been merged, and its notice of acceptance is taken "
        "back. Where that notice went out or was served meanwhile, it stays accepted, with the office and the limits "
        "that it has now."
    ),
    purpose=Purpose.LINKS,
)
CAME_FREE = replace(
    UNMERGE,
    key="came_free",
    label=_("The letter it was merged into ended without an answer"),
    by=By.TIMER,
    needs="",
    who=(),
    form="",
    notify=(*UNMERGE.notify, Notify("registrar", "case_came_free"), Notify("head", "case_came_free")),
    hint="",
)
ANSWER_WITH = LETTER.step(
    "answer_with",
    _("Give the answer of the letter it was merged into"),
    MERGED,
    to=ANSWERED,
    by=ANYBODY_ON_IT,
    other_targets=(CARRYING_OUT,),
    choose_target=rules.like_the_answer,
    when=(rules.answered_there,),
    guards=(notice_served,),
    effects=(rules.copy_answer, drop_extension, start_carrying_out),
    notify=(Notify("resident", "petition_answered"),),
    public=True,
    told=_("Answered"),
    main=True,
)
ANSWERED_WITH = replace(
    ANSWER_WITH,
    key="answered_with",
    label=_("Answered together with the letter it was merged into"),
    by=By.TIMER,
    needs="",
    who=(),
    when=(),
    guards=(rules.answered_there, notice_served),
    main=False,
)
GO_ALONG = LETTER.step(
    "goes_along",
    _("Went along with the letter it was merged into"),
    MERGED,
    by=By.TIMER,
    effects=(rules.go_along,),
)
SPLIT = LETTER.step(
    "split",
    _("Split off a second matter"),
    REGISTERED,
    IN_HAND,
    by=CLERK,
    form="petitions.duplicates.pages.SplitForm",
    effects=("split_letter",),
    hint=_("It gets a number of its own, the day of receipt and the limits of this letter; the petitioner is told."),
    purpose=Purpose.LINKS,
)
SPLIT_OFF = LETTER.step(
    "split_off",
    _("Split off from another letter"),
    SUBMITTED,
    by=By.TIMER,
    other_targets=(REGISTERED, IN_HAND),
    choose_target=rules.state_of_whole,
    effects=(rules.stand_like_the_whole,),
    notify=(Notify("resident", "petition_split"),),
    public=True,
    told=_("A second matter of your letter, with a number of its own"),
)
_ALL = (
    *(LINK, UNLINK, MARK_REPEAT, REFUSE_REPEAT, MERGE, UNMERGE, CAME_FREE),
    *(ANSWER_WITH, ANSWERED_WITH, GO_ALONG, SPLIT, SPLIT_OFF),
)
# Moves after which somebody else has a letter.
_LEADS = ("assign", "recuse", "take_over", "rule_lead", "give_back", "hand_out")
_EXTENSION = ("ask_extension", "grant_extension", "refuse_extension")


def with_duplicates(*transitions: Transition) -> tuple[Transition, ...]:
    """The moves of a kind, with those between letters on one matter.

    Whatever ends a letter also settles those that were merged into it; and in every state it learns of links.
    """
    moves = [*(_settling(move) for move in transitions), *_ALL]
    states = dict.fromkeys(state for move in moves for state in (*move.sources, *move.targets))
    return (*moves, LETTER.step(links.NOTED, _("Another letter on this matter"), *tuple(states), by=By.TIMER))


def _settling(move: Transition) -> Transition:
    """A letter in hand that is answered, or ends, settles those merged into it; theirs can be extended like its own."""
    if move.key in _EXTENSION:
        return replace(move, sources=(*move.sources, MERGED))
    if move.key in _LEADS:
        return replace(move, effects=(*move.effects, rules.lead_merged))
    ends = any(state.rests for state in move.targets) and any(state in WORKED_ON for state in move.sources)
    return replace(move, effects=(*move.effects, rules.settle_merged)) if ends else move
