"""After publication: what is typed is found, judged on the version in force, and written as the next one when agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rostering import ENGINE
from rostering.domain.journal import Entry, Held, State
from rostering.domain.roster import Pair, Roster
from rostering.errors import Refused
from rostering.expand import expand
from rostering.files.canonical import canonical
from rostering.files.roster_file import instance_hash
from rostering.instance import Instance
from rostering.life.frozen import barred, has_begun
from rostering.life.proposal import Proposal, give, swap, take, worked
from rostering.life.requisition import requisition
from rostering.life.territory import changed
from rostering.life.undo import stepped, undone
from rostering.life.verdict import Verdict, judge
from rostering.problem.problem import Problem
from rostering.rules.base import the_shift
from rostering.workflow.published import Published, Signature, load_open, load_published, record
from rostering.workflow.words import Words


@dataclass(frozen=True)
class Asked:
    """A change judged, not yet agreed to: the version it was judged on, and whoever asks."""

    published: Published
    verdict: Verdict
    signature: Signature
    touches_document: bool = False


def ask_swap(path: Path, typed: tuple[str, str, str, str], signature: Signature) -> Asked:
    """A doctor's duty against another's: (doctor, duty, doctor, duty) as typed.

    Raises QuestionError, Refused.
    """
    published = load_open(path)
    words = Words(published.publication.problem, published.roster)
    one, other = words.held(*typed[:2]), words.held(*typed[2:])
    words.check()
    return _judged(published, signature, partial(swap, one=one, other=other))


def ask_give(path: Path, typed: tuple[str, str, str], signature: Signature) -> Asked:
    """A doctor's duty to another: (doctor, duty, doctor) as typed; an empty first doctor: a post nobody holds.

    Raises QuestionError, Refused.
    """
    published = load_open(path)
    words = Words(published.publication.problem, published.roster)
    giver, duty, taker = typed
    if not giver:
        taken = Pair(words.doctor(taker), words.duty(duty))
        words.check()
        return _judged(
            published, signature, lambda _, problem, roster: take(problem, roster, taken)
        )
    held, who = words.held(giver, duty), words.doctor(taker)
    words.check()
    return _judged(published, signature, partial(give, held=held, taker=who))


def ask_requisition(path: Path, typed: tuple[str, str], signature: Signature) -> Asked:
    """A doctor named for a duty that nobody holds: (doctor, duty) as typed.

    Raises QuestionError, Refused.
    """
    published = load_open(path)
    words = Words(published.publication.problem)
    taken = words.held(*typed)
    words.check()
    return _judged(published, signature, partial(requisition, taken=taken))


def ask_worked(path: Path, typed: tuple[str, str, str], signature: Signature) -> Asked:
    """Who really served: (planned doctor, duty, doctor or "personne") as typed.

    Raises QuestionError, Refused when the duty has not begun.
    """
    published = load_open(path)
    problem = published.publication.problem
    words = Words(problem, published.roster)
    planned = words.held(*typed[:2])
    who = "" if typed[2].strip().lower() in ("personne", "") else words.doctor(typed[2])
    words.check()
    if not has_begun(problem.shift_by_id[planned.shift], signature.at):
        raise Refused(
            f"{the_shift(problem, planned.shift)} n'a pas commencé : pour la changer de mains, « rostering give »."
        )
    proposal = worked(problem, published.roster, planned, who)
    return Asked(published, _verdict(published, proposal, published.folder.published), signature)


def ask_undo(path: Path, number: int | None, signature: Signature) -> Asked:
    """The last change, or that entry of the journal, taken back.

    Raises Refused.
    """
    published = load_open(path)
    entries = published.folder.entries
    return _judged(
        published,
        signature,
        lambda instance, problem, roster: undone(problem, roster, entries, number),
    )


Propose = Callable[[Instance, Problem, Roster], Proposal]


def _judged(published: Published, signature: Signature, propose: Propose) -> Asked:
    """The proposal on the version in force, refused when one of its duties may no longer change."""
    document = published.folder.published
    proposal = propose(document, published.publication.problem, published.roster)
    if proposal.territory:
        document = published.folder.instance
    return judged(published, proposal, document, signature)


def judged(
    published: Published, proposal: Proposal, document: Instance, signature: Signature
) -> Asked:
    """The verdict on a proposal; `document` is the territory that it changes, or that it leaves as it is.

    Raises Refused when one of its duties may no longer change.
    """
    after = canonical(changed(document, proposal.territory))
    verdict = _verdict(published, proposal, after)
    known = [id_ for id_ in proposal.touched if id_ in verdict.problem.shift_by_id]
    reasons = list(barred(verdict.problem, known, signature.at, signature.late))
    if reasons:
        raise Refused(*reasons)
    touches = instance_hash(after) != published.publication.instance_hash
    return Asked(published, verdict, signature, touches)


def _verdict(published: Published, proposal: Proposal, after: Instance) -> Verdict:
    problem = _problem_of(published, after)
    return judge(proposal, after, problem, published.roster, published.publication.report)


def _problem_of(published: Published, instance: Instance) -> Problem:
    same = instance is published.folder.published
    return published.publication.problem if same else expand(instance)


def agree(asked: Asked, workbooks: bool = True) -> Published:
    """Writes the change that was judged, as the next version.

    Raises Refused when it breaks a hard rule, Overtaken when somebody else changed the roster meanwhile, OutputError.
    """
    verdict, published = asked.verdict, asked.published
    if not verdict.is_lawful:
        raise Refused("Ce changement enfreint une règle dure.")
    instance = verdict.instance if asked.touches_document else None
    return record(published, _entry(asked), instance, workbooks)


def _entry(asked: Asked) -> Entry:
    proposal, signature, before = asked.verdict.proposal, asked.signature, asked.published
    hash_ = (
        instance_hash(asked.verdict.instance)
        if asked.touches_document
        else before.publication.instance_hash
    )
    return Entry(
        number=len(before.folder.entries) + 1,
        at=signature.at,
        who=signature.name,
        kind=proposal.kind,
        told=proposal.told,
        why=signature.why,
        version=before.publication.version + 1,
        lost=tuple(Held.of(pair) for pair in proposal.lost),
        gained=tuple(Held.of(pair) for pair in proposal.gained),
        forced=tuple(Held.of(pair) for pair in proposal.forced),
        served=proposal.served,
        territory=proposal.territory,
        instance_hash=hash_,
        late=signature.late,
        undoes=proposal.undoes,
        proof=proposal.proof,
        parameters=before.publication.parameters or {},
        engine=ENGINE,
    )


def step(path: Path, wanted: State, signature: Signature) -> Published:
    """The roster moves on to another state; no duty changes.

    Raises Refused.
    """
    published = load_published(path)
    told = stepped(published.folder.state, wanted, signature.why)
    return record(published, note(published, "state", told, signature, state=wanted), None)


def note(
    published: Published, kind: str, told: str, signature: Signature, **fields: object
) -> Entry:
    """An entry that changes no duty."""
    return Entry.model_validate(
        {
            "number": len(published.folder.entries) + 1,
            "at": signature.at,
            "who": signature.name,
            "kind": kind,
            "told": told,
            "why": signature.why,
            **fields,
        }
    )
