"""Read the procedure of a service file: every step can be reached, every step can end, nobody waits for ever."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.forms.procedure import (
    END,
    REFUSED,
    ROLES,
    Approval,
    Outcome,
    Pause,
    Procedure,
    Return,
    Step,
    StepKind,
    VariantKind,
)
from shubbak.forms.procedure_way import ways_of
from shubbak.forms.service import FeeLine
from shubbak.forms.source import Section, near, not_one_of

CHANNELS = ("kiosk", "office", "portal", "desk", "mobile", "handheld", "contact_centre", "engineering_office")
GRADES = ("clerk", "head", "director", "mayor", "system")
_STEP_KEYS = (
    *("id", "kind", "title", "role", "channel", "hours", "pause", "outcomes", "returns", "approvals", "fees", "grade"),
)
#: Nobody sends an application back more often than this; the reference tariffs know one to three.
MOST_RETURNS = 10


def read_procedure(root: Section, fees: tuple[FeeLine, ...], most_hours: int) -> Procedure:
    """Return the procedure; most_hours: the working hours that the service promises."""
    section = root.section("procedure", "the procedure")
    if section is None:
        return Procedure(1, ())
    section.only("version", "steps", "variants")
    version = section.whole("version")
    if section.has("version") and version < 1:
        section.complain("the version counts from 1", "version")
    seen: dict[str, int] = {}
    codes = frozenset(line.code for line in fees)
    steps = section.each("steps", "a step", lambda part: _step(part, seen, codes), least=1)
    procedure = Procedure(version, steps, _variants(section))
    _check(section, procedure, most_hours)
    return procedure


def longest_hours(procedure: Procedure) -> int:
    """Return the working hours along the longest way from the first step to an end, corrections left out."""
    known: dict[str, int] = {}

    def rest(step: Step, behind: frozenset[str]) -> int:
        if step.id in behind:
            return 0  # a way back is a correction, and its hours are the applicant's
        if step.id not in known:
            ways = [procedure.step(way.to) for way in _forward(procedure, step) if way.to not in (END, REFUSED)]
            known[step.id] = _own_hours(step) + max((rest(way, behind | {step.id}) for way in ways), default=0)
        return known[step.id]

    return rest(procedure.steps[0], frozenset()) if procedure.steps else 0


def _own_hours(step: Step) -> int:
    return 0 if step.pause else step.hours + max((approval.hours for approval in step.approvals), default=0)


def _forward(procedure: Procedure, step: Step) -> tuple[Outcome, ...]:
    return () if step.returns else procedure.next_of(step)


def _step(section: Section, seen: dict[str, int], codes: frozenset[str]) -> Step:
    section.only(*_STEP_KEYS)
    kind = section.one_of("kind", StepKind)
    step = Step(
        id=section.id(seen=seen),
        kind=kind,
        title=section.both("title"),
        role=_role(section),
        channel=_known(section, "channel", CHANNELS, "portal"),
        hours=_hours(section),
        pause=section.one_of("pause", Pause) if section.has("pause") else None,
        outcomes=section.each("outcomes", "an outcome", _outcome),
        returns=_returns(section, codes),
        approvals=section.each("approvals", "an approval", _approval),
        fees=_codes(section, codes),
        grade=_known(section, "grade", GRADES, ""),
    )
    if step.id in (END, REFUSED):
        section.complain(f'a step cannot be called "{step.id}"', "id")
    if (kind is StepKind.APPROVALS) != bool(step.approvals):
        section.complain('a step of kind "approvals" lists "approvals", the bodies that are asked; no other step does')
    if (kind is StepKind.SIGN) != bool(step.grade):
        section.complain('a step of kind "sign" says the "grade" of who may sign; no other step does')
    if kind is StepKind.WAIT and step.pause is None:
        section.complain('a step of kind "wait" says what for: "pause"')
    return step


def _role(section: Section) -> str:
    role = section.id("role")
    if role and role not in ROLES:
        hint = near(role, ROLES) or f"; the roles are {', '.join(ROLES)}"
        section.complain(f'nobody has the role "{role}"{hint}', "role")
    return role


def _outcome(section: Section) -> Outcome:
    section.only("id", "label", "to")
    return Outcome(section.id(), section.both("label"), section.id("to"))


def _approval(section: Section) -> Approval:
    section.only("id", "body", "hours")
    return Approval(section.id(), section.both("body"), _hours(section))


def _returns(section: Section, codes: frozenset[str]) -> Return | None:
    part = section.section("returns", "the return") if section.has("returns") else None
    if part is None:
        return None
    part.only("to", "most", "fee")
    most = part.whole("most")
    if part.has("most") and not 1 <= most <= MOST_RETURNS:
        part.complain(f'"most" is from 1 to {MOST_RETURNS}', "most")
    fee = part.id("fee") if part.has("fee") else ""
    if fee and fee not in codes:
        part.complain(f'the return charges "{fee}", which is no fee line of this service{near(fee, codes)}', "fee")
    return Return(part.id("to"), most, fee)


def _codes(section: Section, codes: frozenset[str]) -> tuple[str, ...]:
    named = section.words("fees") if section.has("fees") else ()
    for code in named:
        if code not in codes:
            hint = near(code, codes)
            section.complain(f'the step names "{code}", which is no fee line of this service{hint}', "fees")
    return named


def _hours(section: Section) -> int:
    hours = section.whole("hours", 0)
    if hours < 0:
        section.complain("hours are not below zero", "hours")
    return max(hours, 0)


def _known(section: Section, key: str, known: tuple[str, ...], default: str) -> str:
    word = section.word(key, default)
    if word and word not in known:
        section.complain(not_one_of(word, known), key)
        return default
    return word


def _variants(section: Section) -> Mapping[VariantKind, str]:
    part = section.section("variants", "the variants") if section.has("variants") else None
    if part is None:
        return {}
    part.only(*VariantKind)
    return {VariantKind(key): part.word(key) for key in part.keys() if key in set(VariantKind)}  # noqa: SIM118


def _check(section: Section, procedure: Procedure, most_hours: int) -> None:
    names = {step.id for step in procedure.steps}
    wrong = [way.to for step in procedure.steps for way in step.outcomes if way.to not in names | {END, REFUSED}]
    wrong += [step.returns.to for step in procedure.steps if step.returns and step.returns.to not in names]
    for name in dict.fromkeys(wrong):
        hint = near(name, names | {END, REFUSED})
        section.complain(f'the procedure goes to "{name}", which is no step of it{hint}', "steps")
    if wrong or not procedure.steps or len(names) < len(procedure.steps):
        return
    reached = _reached(procedure)
    for step in procedure.steps:
        if step.id not in reached:
            section.complain(f'nothing leads to the step "{step.id}"', "steps")
    for name in sorted(names - _ending(procedure)):
        section.complain(f'from the step "{name}" the end cannot be reached', "steps")
    hours = longest_hours(procedure)
    if hours > most_hours:
        section.complain(f"the steps take {hours} working hours, the service promises {most_hours}", "steps")


def _reached(procedure: Procedure) -> set[str]:
    reached: set[str] = set()
    ahead = [procedure.steps[0].id]
    while ahead:
        name = ahead.pop()
        if name not in reached and name not in (END, REFUSED):
            reached.add(name)
            ahead += ways_of(procedure, procedure.step(name))
    return reached


def _ending(procedure: Procedure) -> set[str]:
    """Return the steps from which the good end can be reached."""
    ending: set[str] = {END}
    while True:
        more = {step.id for step in procedure.steps if ending & set(ways_of(procedure, step))} - ending
        if not more:
            return ending - {END}
        ending |= more
