"""The leximin certificate in French."""

from __future__ import annotations

import pytest

from rostering.domain.certificate import DeviationProof, Fairness, LevelProof
from rostering.review.leximin_words import duties, level_in_words, leximin_sentences, rank_in_words
from tests.export.publications import certificate, leveled


@pytest.mark.parametrize(
    ("worst", "expected"),
    [
        ((87, 87, 87), "Plus grand écart à une part : 0,87 garde, et aucun tableau ne fait mieux : c'est prouvé."),
        ((279, 230, 230), "Plus grand écart à une part : 2,79 gardes ; un autre tableau le ramène à 2,3 gardes, aucun plus bas : c'est prouvé."),
        ((87, 87, 50), "Plus grand écart à une part : 0,87 garde ; on n'a pas trouvé mieux, et il est prouvé qu'aucun tableau ne descend sous 0,5 garde."),
        ((100, 87, 50), "Plus grand écart à une part : 1 garde ; on a trouvé un tableau à 0,87 garde, et il est prouvé qu'aucun tableau ne descend sous 0,5 garde."),
    ],
)  # fmt: skip
def test_the_worst_deviation_is_told_with_what_is_proved(
    worst: tuple[int, int, int], expected: str
) -> None:
    """Reached and least, least elsewhere, not proved without and with a better roster."""
    reached, least, bound = worst
    told = leximin_sentences(
        Fairness(worst=(DeviationProof(reached=reached, least=least, bound=bound),))
    )
    assert list(told) == [expected]


def test_the_next_deviations_and_what_is_stuck_are_told() -> None:
    """The second on, with those of the roster when they differ; how many loads cannot come near."""
    given = leveled(certificate(2), "leroy").whole.fairness
    assert given is not None
    assert list(leximin_sentences(given))[1:] == [
        "Cela fait, les suivants ne peuvent descendre sous 0,62 (ici 0,87) : c'est prouvé.",
        "Écarts comptés hors de ce que personne ne peut éviter : une charge ne peut approcher sa part, à cause d'absences, "
        "d'éligibilité ou d'une règle dure du médecin.",
    ]


def test_what_is_not_proved_is_not_said_to_be() -> None:
    """The second deviation is open: no « ne peuvent descendre »."""
    first = DeviationProof(reached=87, least=87, bound=87)
    given = Fairness(worst=(first, DeviationProof(reached=81, least=81, bound=50)))
    assert list(leximin_sentences(given))[1] == (
        "Les suivants : 0,81 ; au mieux trouvé : 0,81. Tout n'est pas prouvé."
    )


@pytest.mark.parametrize(
    ("hundredths", "expected"),
    [
        (0, "0 garde"),
        (87, "0,87 garde"),
        (199, "1,99 garde"),
        (200, "2 gardes"),
        (250, "2,5 gardes"),
    ],
)
def test_duties_are_plural_from_two_on(hundredths: int, expected: str) -> None:
    """As in French."""
    assert duties(hundredths) == expected


def test_lines_are_named() -> None:
    """By rank, or by level."""
    assert [rank_in_words(rank) for rank in (1, 2)] == ["1er écart", "2e écart"]
    level = LevelProof(beyond=75, reached=1, least=1, bound=1)
    assert level_in_words(level) == "Écarts de plus de 0,75 garde"
