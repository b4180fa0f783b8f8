"""What happened, as people type it: doctors, dates and lines are found, then the event is told."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from rostering.domain.people import Doctor
from rostering.errors import Mistake, QuestionError
from rostering.life.happening import Happening, absent, join, leave, reopen, reroster
from rostering.problem.problem import Problem
from rostering.workflow.published import Published
from rostering.workflow.reroster import Tell
from rostering.workflow.words import Words


def tell_absent(doctor: str, start: str, end: str, holiday: bool) -> Tell:
    """A doctor is absent between two dates."""

    def tell(published: Published, words: Words) -> Happening:
        who, first, last = words.doctor(doctor), words.any_date(start), words.any_date(end)
        horizon = published.folder.instance.horizon
        if first and last and (last < horizon.start or first > horizon.end):
            told = f"du {horizon.start:%d/%m/%Y} au {horizon.end:%d/%m/%Y}"
            words.miss("absence", f"{start} – {end}", f"hors du tableau, qui va {told}")
        words.check()
        assert first is not None
        assert last is not None
        return absent(words.problem.doctor_by_id[who], first, last, holiday)

    return tell


def tell_leave(doctor: str, last: str) -> Tell:
    """A doctor leaves after a date."""

    def tell(published: Published, words: Words) -> Happening:
        who, day = words.doctor(doctor), words.any_date(last)
        words.check()
        assert day is not None
        return leave(words.problem.doctor_by_id[who], day)

    return tell


@dataclass(frozen=True)
class Newcomer:
    """A doctor who comes, as typed; `like`: a colleague whose sectors, functions and places are theirs too."""

    code: str
    last_name: str
    first_name: str = ""
    like: str = ""
    since: str = ""
    rpps: str = ""
    phone: str = ""
    email: str = ""


def tell_join(new: Newcomer) -> Tell:
    """A doctor joins the rota."""

    def tell(published: Published, words: Words) -> Happening:
        model = words.doctor(new.like) if new.like else ""
        since = words.any_date(new.since) if new.since else None
        words.check()
        told = {
            "id": new.code, "last_name": new.last_name, "first_name": new.first_name,
            "arrival": since, "rpps": new.rpps, "phone": new.phone, "email": new.email,
        }  # fmt: skip
        shared = _shared(words.problem, model) if model else {}
        try:
            return join(published.folder.instance, Doctor.model_validate(shared | told))
        except ValidationError as error:
            raise QuestionError(
                tuple(
                    Mistake(str(one["loc"][0]), str(one["input"]), "valeur refusée")
                    for one in error.errors()
                )
            ) from error

    return tell


def _shared(problem: Problem, like: str) -> dict[str, object]:
    """What a newcomer takes from a colleague: how and where they serve, nothing personal."""
    kept = ("status", "functions", "sectors", "help_sectors", "zones", "sites", "sas_registered",
            "quote_part", "licence_end")  # fmt: skip
    model = problem.doctor_by_id[like]
    return {name: getattr(model, name) for name in kept}


def tell_reopen(line: str, window: str, day: str, doctors: int | None) -> Tell:
    """A duty is added, or held by so many doctors; 0 takes it away, None asks for one more."""

    def tell(published: Published, words: Words) -> Happening:
        found, on = words.line(line), words.date(day)
        which = words.window(found, window) if found else None
        words.check()
        assert found is not None
        assert which is not None
        assert on is not None
        shift = words.problem.shift_by_id.get(f"{on.isoformat()}-{found.id}-{which.id}")
        wanted = (shift.staffing.min + 1 if shift else 1) if doctors is None else doctors
        if shift is None and wanted == 0:
            raise QuestionError((Mistake("DATE", day, "cette garde n'a pas lieu ce jour-là"),))
        return reopen(found, which, on, wanted, shift is not None)

    return tell


def tell_reroster() -> Tell:
    """Nothing else happened."""
    return lambda published, words: reroster()
