"""What `close`, `carry`, `past` and `accounts` print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rostering.cli.columns import columns
from rostering.files.dates import french
from rostering.memory.balances import balances
from rostering.memory.book import lines_of
from rostering.rules.base import number, plural
from rostering.workflow.accounts import Shown
from rostering.workflow.carrying import Carried
from rostering.workflow.memory import Closed


def closed_in_words(closed: Closed) -> str:
    """How many duties, how many changed hands, the largest deviations, where it is written."""
    posting = closed.added[-1]
    moved = sum(one.why == "echange" and bool(one.shift) for one in posting.entries)
    lines = [f"Période du {french(posting.start)} au {french(posting.end)} close : "
             f"{plural(posting.duties, 'garde faite')}, {plural(moved, 'passée')} d'un médecin à un autre."]  # fmt: skip
    brought = sum(one.why == "report" for one in closed.added[0].entries)
    if brought:
        lines.append(f"Livre ouvert avec {plural(brought, 'reliquat')} d'avant.")
    lines += ["", *columns([HEADINGS, *_by_category(closed)])]
    lines += ["", f"Écrit : {closed.path} (écriture n° {posting.number})."]
    return "\n".join([*lines, *(f"Attention : {one}" for one in closed.cautions)])


HEADINGS = ("Catégorie", "Gardes", "Solde le plus haut", "Solde le plus bas")


def _by_category(closed: Closed) -> Iterator[tuple[str, str, str, str]]:
    """Each category that had duties: how many, and whose accounts are now the furthest from zero."""
    instance, posting = closed.instance, closed.added[-1]
    known = {category.id: category for category in instance.categories}
    names = {member.id: member.name for member in posting.members}
    day = posting.end + timedelta(days=1)
    found = balances(closed.book, instance.memory, known, day)
    for category in instance.categories:
        lines = lines_of(posting.entries, category.measure)
        done = sum(line.done for (_, counted), line in lines.items() if counted == category.id)
        own = {
            doctor: found[doctor, category.id] for doctor in names if (doctor, category.id) in found
        }
        if not own or not done:
            continue
        order = sorted(own, key=lambda doctor: (own[doctor], names[doctor]))
        ends = [f"{names[who]} {_signed(own[who])}" for who in (order[-1], order[0])]
        yield category.name, number(done), ends[0], ends[1]


def _signed(balance: float) -> str:
    return ("+" if balance >= 0 else "−") + number(abs(balance))


def reopened_in_words(reopened: Closed) -> str:
    """Which closing was taken back."""
    posting = reopened.added[-1]
    return (
        f"Clôture de la période du {french(posting.start)} au {french(posting.end)} reprise : "
        f"{plural(-posting.duties, 'garde')} en moins au livre.\n"
        f"Écrit : {reopened.path} (écriture n° {posting.number})." + _cautions(reopened)
    )


def carried_in_words(carried: Carried) -> str:
    """What was carried, from how many closings, where it is written."""
    instance = carried.instance
    told = (
        plural(len(instance.ledger), "reliquat"),
        plural(len(instance.feasts), "fête servie"),
        plural(len(instance.previous), "garde") + " du tableau précédent",
        f"{plural(len(instance.refused), 'médecin')} avec des points refusés",
    )
    closings = plural(len(carried.book.closed), "période close")
    return "\n".join(
        (
            f"D'après {closings} : {', '.join(told)}.",
            f"Écrit : {carried.path}.",
            *(f"Attention : {one}" for one in carried.cautions),
        )
    )


def past_in_words(taken: Closed) -> str:
    """How many duties of how many quarters, from when to when."""
    duties = sum(posting.duties for posting in taken.added)
    quarters = plural(len(taken.added), "trimestre")
    start, end = taken.added[0].start, taken.added[-1].end
    return (
        f"{plural(duties, 'garde')} reprise{'s' * (duties > 1)} : {quarters}, du {french(start)} au {french(end)}.\n"
        f"Écrit : {taken.path}." + _cautions(taken)
    )


def _cautions(closed: Closed) -> str:
    """What is worth a second look, a line each."""
    return "".join(f"\nAttention : {one}" for one in closed.cautions)


def past_undone_in_words(taken: Closed) -> str:
    """How many duties of how many quarters left the book."""
    duties = -sum(posting.duties for posting in taken.added)
    quarters = plural(len(taken.added), "trimestre")
    return f"{plural(duties, 'garde')} en moins au livre : {quarters}.\nÉcrit : {taken.path}."


def accounts_in_words(shown: Shown) -> str:
    """How many accounts, up to when, where they are written."""
    accounts = shown.accounts
    told = f"{plural(len(accounts.names), 'médecin')}, {plural(len(accounts.periods), 'écriture')}"
    paths = ", ".join(str(path) for path in shown.paths)
    return f"Comptes au {french(accounts.day)} : {told}.\nÉcrit : {paths}."
