"""The page: what the roster is worth, the grid, the carences, the fairness, the duties as text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from rostering.domain.certificate import STAGE_LABELS, Certificate
from rostering.domain.period import zone_info
from rostering.export.duty import Duty, duties, hours
from rostering.export.picture import bars, grid
from rostering.export.picture.figures import figures, verdict
from rostering.export.picture.markup import (
    WIDE,
    details,
    esc,
    french_date,
    percent,
    plural,
    signed,
    table,
    tenth,
)
from rostering.export.picture.style import CSS, Swatch, category_rules, swatches
from rostering.review.publication import Publication

BREACHES_SHOWN = 10
"""Beyond, they are folded: the grid should not be pages away."""


def picture(publication: Publication) -> str:
    """The whole page, `apercu.html`: one file, no script, nothing fetched."""
    posts = duties(publication.problem, publication.roster, publication.report.vacancies)
    used = {shift.category for shift in publication.problem.shifts}
    shown = swatches(c for c in publication.problem.facts.categories if c.id in used)
    for id_ in sorted(used - set(shown)):
        shown[id_] = Swatch("?", "#ffffff", "#1b2430")
    title = f"Tableau de garde — {publication.instance.name}"
    parts = (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{esc(title)}</title>",
        f"<style>{CSS}{category_rules(shown.values())}</style>\n</head>\n<body>",
        _header(publication, title),
        "<main>",
        _figures(publication),
        _breaches(publication),
        _grid_section(publication, posts, shown),
        _carences(publication, posts),
        _brief_section(publication),
        _bars_section(publication),
        _proofs(publication.certificate),
        _list_section(publication, posts),
        "</main>",
        _footer(publication),
        "</body>\n</html>\n",
    )
    return "\n".join(part for part in parts if part)


def _header(publication: Publication, title: str) -> str:
    horizon = publication.instance.horizon
    stamp = publication.stamp.astimezone(zone_info(publication.problem.zone))
    period = f"Du {french_date(horizon.start)} au {french_date(horizon.end)}"
    made = f"version {publication.version}, établie le {french_date(stamp.date(), 'd MMMM y')}"
    alert = " alert" if publication.report.hard_breaches else ""
    sentences = "".join(f"<p>{esc(sentence)}</p>" for sentence in verdict(publication))
    return (
        f'<header><h1>{esc(title)}</h1><p class="period">{esc(period)} · {esc(made)}</p>'
        f'<div class="verdict{alert}">{sentences}</div></header>'
    )


def _figures(publication: Publication) -> str:
    cards = "".join(
        f'<div class="figure{" alert" if figure.alert else ""}"><span class="name">{esc(figure.name)}</span>'
        f'<b>{esc(figure.value)}</b><span class="more">{esc(figure.more)}</span></div>'
        for figure in figures(publication)
    )
    return f'<section class="figures"><h2>Chiffres clés</h2>{cards}</section>'


def _breaches(publication: Publication) -> str:
    rules = {rule.kind: rule for rule in publication.instance.rules}
    lines = [
        f"<li>{esc(rules[breach.rule].say(publication.problem, breach))}</li>"
        for breach in publication.report.hard_breaches
        if breach.rule in rules
    ]
    if not lines:
        return ""
    shown, others = lines[:BREACHES_SHOWN], lines[BREACHES_SHOWN:]
    listed = f'<ul class="breaches">{"".join(shown)}</ul>'
    if others:
        rest = f'<ul class="breaches">{"".join(others)}</ul>'
        listed += details(plural(len(others), "autre manquement", "autres manquements"), rest)
    return f"<section><h2>Manquements aux règles impératives</h2>{listed}</section>"


def _grid_section(
    publication: Publication, posts: tuple[Duty, ...], shown: dict[str, Swatch]
) -> str:
    problem = publication.problem
    parts = [_legend(publication, shown)]
    for group in grid.groups(problem):
        held = tuple(duty for duty in posts if group.shows(duty))
        drawings = []
        grid_of = f"Grille des gardes {group.heading}".strip()
        for days in grid.spans(problem.dates):
            label = f"{grid_of}, du {french_date(days[0])} au {french_date(days[-1])}"
            drawn = grid.draw(grid.Grid(problem, days, group.doctors, held, shown), label)
            drawings.append(f'<div class="scroll">{drawn}</div>')
        content = "\n".join(drawings)
        parts.append(details(group.heading, content, opened=True) if group.heading else content)
    return (
        '<section class="grid"><h2>Qui est de garde, jour par jour</h2>'
        + "\n".join(parts)
        + "</section>"
    )


def _legend(publication: Publication, shown: dict[str, Swatch]) -> str:
    names = {category.id: category.name for category in publication.problem.facts.categories}
    cells = [
        f'<li><svg class="cell k{n}" width="20" height="17" aria-hidden="true"><g class="cell k{n}">'
        f'<rect x="1" y="1" width="18" height="15" rx="2"/><text x="10" y="12">{esc(swatch.code)}</text></g></svg>'
        f"{esc(names.get(id_, id_))}</li>"
        for n, (id_, swatch) in enumerate(shown.items())
    ]
    cells.append(
        '<li><svg width="20" height="17" aria-hidden="true"><g class="cell miss"><rect x="1" y="1" '
        'width="18" height="15" rx="2"/><text x="10" y="12">1</text></g></svg>Carences du jour</li>'
    )
    for css, name in (("sat", "Samedi"), ("sun", "Dimanche ou férié"), ("pont", "Pont")):
        cells.append(
            f'<li><svg width="20" height="17" aria-hidden="true"><rect class="{css}" width="20" height="17" '
            f'stroke="#8b95a1"/></svg>{name}</li>'
        )
    return f'<ul class="legend">{"".join(cells)}</ul>'


def _carences(publication: Publication, posts: tuple[Duty, ...]) -> str:
    problem, vacancies = publication.problem, publication.report.vacancies
    if not vacancies:
        return "<section><h2>Carences</h2><p>Aucune : tous les postes obligatoires sont pourvus.</p></section>"
    vacant = {duty.shift.id: duty for duty in posts if duty.doctor is None}
    rows = []
    for vacancy in vacancies:
        duty = vacant[vacancy.shift]
        reasons = ", ".join(f"{reason}{WIDE}: {count}" for reason, count in vacancy.groups)
        where = duty.site.name if duty.site else "cabinet du médecin"
        when = hours(duty.period, problem.zone)
        rows.append(
            (french_date(duty.shift.date), when, duty.shift.line.name, where, str(vacancy.missing), reasons or "–")
        )  # fmt: skip
    heads = ("Date", "Heures", "Poste", "Lieu", "Médecins manquants", "Médecins de la ligne")
    caption = f"{plural(publication.report.missing, 'médecin manque', 'médecins manquent')} sous l'effectif minimal."
    return f"<section><h2>Carences</h2>{table(caption, heads, rows, 'carences')}</section>"


def _bars_section(publication: Publication) -> str:
    problem = publication.problem
    balances = {(b.doctor, b.category): b for b in publication.report.balances}
    seen = {category for _, category in balances}
    categories = [category for category in problem.facts.categories if category.id in seen]
    if not categories:
        return ""
    scales = bars.scales(balances)
    parts = [FAIRNESS_LEGEND]
    for group in grid.groups(problem):
        drawings = []
        for first in range(0, len(categories), bars.COLUMNS):
            chosen = categories[first : first + bars.COLUMNS]
            chart = bars.Chart(group.doctors, chosen, balances, scales)
            label = (
                f"Charge et part de chaque médecin {group.heading}".strip()
                + " : "
                + ", ".join(category.name for category in chosen)
            )
            drawings.append(f'<div class="scroll">{bars.draw(chart, label)}</div>')
        content = "\n".join(drawings)
        parts.append(details(group.heading, content, opened=True) if group.heading else content)
    return (
        '<section class="bars"><h2>Équité : la charge de chacun et sa part</h2>'
        + "\n".join(parts)
        + "</section>"
    )


FAIRNESS_LEGEND = (
    '<ul class="legend">'
    '<li><svg width="44" height="17" aria-hidden="true"><rect class="load" y="3" width="30" height="11"/>'
    '<line class="share" x1="34" y1="0" x2="34" y2="17"/></svg>charge (barre) et part (trait)</li>'
    '<li><svg width="44" height="17" aria-hidden="true"><rect class="load" y="3" width="20" height="11"/>'
    '<rect class="over" x="20" y="3" width="20" height="11"/>'
    '<line class="share" x1="20" y1="0" x2="20" y2="17"/></svg>une garde (ou 2 unités) ou plus au-dessus de la part</li>'
    '<li><svg width="44" height="17" aria-hidden="true"><rect class="load" y="3" width="14" height="11"/>'
    '<rect class="under" x="14" y="3.5" width="22" height="10"/>'
    '<line class="share" x1="36" y1="0" x2="36" y2="17"/></svg>une garde ou plus en dessous</li>'
    "<li>À droite : charge / part. La part tient compte de la quote-part, de la présence et du reliquat.</li></ul>"
)


def _brief_section(publication: Publication) -> str:
    names = {doctor.id: doctor.name for doctor in publication.problem.doctors}
    rows = []
    for category in publication.problem.facts.categories:
        found = [b for b in publication.report.balances if b.category == category.id]
        if not found:
            continue
        most = max(found, key=lambda balance: (balance.deviation, balance.doctor))
        least = min(found, key=lambda balance: (balance.deviation, balance.doctor))
        near = sum(not bars.is_far(balance, category) for balance in found)
        loads = [balance.load for balance in found]
        rows.append((
            category.name,
            tenth(sum(loads)),
            f"{tenth(min(loads))} à {tenth(max(loads))}",
            f"{near} sur {len(found)}",
            f"{signed(most.deviation)} ({names[most.doctor]})" if signed(most.deviation)[0] == "+" else "–",
            f"{signed(least.deviation)} ({names[least.doctor]})" if signed(least.deviation)[0] == "−" else "–",
        ))  # fmt: skip
    heads = ("Catégorie", "Total", "Charges", "À moins d'une garde de leur part", "Le plus au-dessus", "Le plus en dessous")  # fmt: skip
    if not rows:
        return ""
    return f'<section class="brief"><h2>Équité en bref</h2>{table("Par catégorie.", heads, rows)}</section>'


def _proofs(certificate: Certificate | None) -> str:
    if certificate is None:
        return ""
    rows = []
    for proof in (certificate.whole, *certificate.parts):
        stages = " ; ".join(
            f"{STAGE_LABELS[stage.stage]} {stage.value}" + ("" if stage.proved else f" (au mieux {stage.bound})")
            for stage in proof.stages
        )  # fmt: skip
        state = "prouvé" if proof.status == "optimal" else f"écart {percent(max(0.0, proof.gap))}"
        rows.append((proof.name, str(proof.doctors), str(proof.shifts), state, stages))
    heads = ("Partie", "Médecins", "Plages", "Preuve", "Valeur de chaque objectif")
    text = table(
        "Chaque partie indépendante du territoire est calculée et prouvée à part.", heads, rows
    )
    return f'<section class="proof"><h2>Certificat</h2>{details("Détail de la preuve", text)}</section>'


def _list_section(publication: Publication, posts: tuple[Duty, ...]) -> str:
    by_shift: defaultdict[str, list[Duty]] = defaultdict(list)
    for duty in posts:
        by_shift[duty.shift.id].append(duty)
    rows = tuple(_list_rows(publication, by_shift))
    heads = ("Date", "Heures", "Poste", "Médecin")
    content = table("Les mêmes gardes que dans la grille, à lire ou à rechercher.", heads, rows)
    return f'<section class="screen"><h2>Les gardes en texte</h2>{details("Afficher la liste", content)}</section>'


def _list_rows(
    publication: Publication, by_shift: dict[str, list[Duty]]
) -> Iterator[tuple[str, str, str, str]]:
    written: dict[date, str] = {}
    for held in by_shift.values():
        day = held[0].shift.date
        if day not in written:
            written[day] = french_date(day)
        who = ", ".join(duty.doctor.name if duty.doctor else "CARENCE" for duty in held)
        when = hours(held[0].period, publication.problem.zone)
        yield written[day], when, held[0].shift.line.name, who


def _footer(publication: Publication) -> str:
    sent, forwarded = french_date(publication.transmit_by), french_date(publication.forward_by)
    known = " · ".join(
        part
        for part in (
            f"moteur {publication.engine}" if publication.engine else "",
            f"données {publication.instance_hash[:12]}" if publication.instance_hash else "",
        )
        if part
    )
    return (
        f"<footer><p>À transmettre au conseil départemental de l'Ordre au plus tard le {esc(sent)} (J‑45), "
        f"qui le communique au plus tard le {esc(forwarded)} (J‑10) — art. R.6315-2 du code de la santé "
        f"publique.</p><p>{esc(known)}</p></footer>"
    )
