"""The one table of the numbers that steer the search: sizes, efforts, shares of the time; the measurement behind each.

Sizes are pairs (a doctor to whom a shift is open) of a part or a neighbourhood, smallest first. *main_job*, *country*, *sectors*,
*departement*, *curtois-qu* name the runs that repeat a figure: `python -m benchmarks.main_job`, `python -m benchmarks run
--set …` (docs/performance.md). CPU seconds are of one core, on a machine that others used too. Prices are in settings.py:
they say what is better, not how it is found. Numbers that say what a rule or a certificate means stand where it is said. *Not
measured*: chosen with the reason given, and nobody has tried others.
"""

from __future__ import annotations

# Sizes ------------------------------------------------------------------------------------------

FEW_STATEMENTS = 300
"""Statements up to which « impossible » is asked without presolve: presolve has called possible models impossible (OR-Tools
issue 5274); 61 statements of 6,354 take 1.5 s so (`python -m benchmarks.why`)."""
GUIDED = 800
"""A neighbourhood beyond it is looked at through its relaxation first; under it CP-SAT alone closes in a second (main_job: Mayenne)."""
TANGLED = 1_700
"""A part whose doctors are held by hard runs, beyond which it goes by pieces: one model proves 1,040 pairs, of 2,158 it had no roster
after 60 s (curtois-qu)."""
TINY = 2_000
"""All parts together, under which they go one after the other: a process costs 0.1 to 0.2 s, as much as a small part (main_job)."""
WEEKS, TWO_BLOCKS = 2_000, 4_000
"""A neighbourhood of some weeks, and one of two blocks, before sizes are learnt: closed in 1 to 3 s (main_job: Mayenne, Le Havre)."""
TIED, TIED_ON_TWO = 3_000, 4_500
"""Several sectors tied by shared doctors, beyond which they go by pieces, on one core and on more, where the whole model and the
climb race: 3,482 pairs of a quarter are open after 13 CPU s of one model (bound 405, nothing near it), 4,862 and 7,345 of a month
have no roster after 30; drafted sector by sector and then closed from the bound up they are proved in 10, 16 and 19. 2,286 of a month
are proved by one model in 3 (departement); 3,958 on two cores in 2 (sectors: three)."""
PIECE = 7_000
"""A first neighbourhood: one of 15,000 kept Le Havre's second core waiting ten seconds; cut at 7,000 the minute ends at 1.5 %
instead of 2.2 to 2.9 (main_job)."""
VERTEX_OF_PIECE = 8_000
"""A neighbourhood whose relaxation goes to a vertex (GLOP, 0.1 to 1 CPU s); with GLOP up to 20,000 Le Havre at 60 s ends at 27 %
instead of 2.2 (main_job)."""
SECTOR = 10_000
"""A model for one worker at LP level 2 without probing, two to six times faster than two default workers (fairness.md §5.3, §6);
also the most of one block before it is split by function and zone."""
LARGE = 16_000
"""One model, beyond which pieces take over: CP-SAT alone has nothing after 90 s of Mayenne's 30,816 (main_job); the 12,400 of a sector of
ninety doctors are proved in 2 CPU s, by pieces in 48 (country)."""
VERTEX = 24_000
"""A whole relaxation solved to a vertex: 15,831 pairs in 2.3 s (sectors: twelve), 21,963 in 12 CPU s against 9 of an interior point,
which has no vertex (departement, a quarter); 57,000 columns of Mayenne are not done in 70 s (main_job)."""
CLOSED = 24_000
"""Sectors tied by shared doctors whose roster is looked for from the bound up: 7,283 and 7,345 pairs are proved in 14 and 13 CPU s; of
21,963 the bound goes from 2932 to 2968 in 40 and no further (departement)."""

# Relaxations ------------------------------------------------------------------------------------

INTERIOR_ACCURACY = 1e-6
"""Optimality asked of the interior point: duals are rounded and multiplied again in integers, so this decides how near a
bound is, not whether it holds; Mayenne's takes 20 s, Le Havre's 6 (main_job)."""
VERTEX_TRACE, INTERIOR_TRACE = 1e-6, 0.02
"""The share of a pair that is noise: of a vertex, rounding; of an interior point, what it has not yet driven out. Of 21,963
pairs a vertex takes 1,637, an interior point 8,824 above 0.02 (departement, a quarter)."""
BESIDE = 4
"""Pairs a shift that a roster at the bound may hold, tried with those that the vertex takes: on Boulogne, whose draw decides which
vertex is met (three of six seeds meet one without a roster), 0.4 to 0.9 CPU s where all such pairs take 1.0 to 1.8 (main_job)."""
RUNGS = (0, 4, 16, 64)
"""How far above the bound each try of a second core may cost; Boulogne 4.8 s of search before, 0.8 after (main_job)."""
LITTLE_MORE = 24
"""How far above the bound one core looks before it looks everywhere: of 32 sectors without a roster at the bound 23 have their best
one within it; these tries take 29 CPU s, 34 up to 40, where the whole model from below takes 46 (country)."""
MOST_LENGTHS = 14
"""Days of the longest hard run that is said as arcs: Instance2 proved in 1.2 s, open after 40 with windows (curtois-qu)."""

# Efforts: deterministic seconds, counts ---------------------------------------------------------

ONE_LOAD = 1.0
"""For one doctor's load alone; some dozens of pairs take milliseconds (`python -m benchmarks.certify`)."""
SUPPORT = 30.0
"""For a roster at the bound among the pairs of a vertex; twelve sectors take one (sectors), a sector 0.1 (departement)."""
STEPS_A_SECOND = 0.5
"""Neighbourhoods of a reproducible run for each second asked: a count, for clocks differ; a step takes one to three (main_job)."""
QUESTIONS = 2_000
"""Of the tree of contradictions, after which it is left incomplete; the seeds need at most some hundreds (`benchmarks.why`)."""
CONFLICTS, INDEPENDENT = 12, 200
"""Contradictions looked for, and those that share nothing; 36 were found of fifteen injected in Le Havre (`benchmarks.why`)."""
AGAIN = 3
"""How often parts still open are searched once more while time is left. Not measured: the first uses nearly all of it."""

# Seconds ----------------------------------------------------------------------------------------

MOMENT = 0.1
"""What any search has at least, and how often a parent looks at its children. Not measured: nothing a person would notice."""
LAST_STEP, SHORTEST_STEP = 0.2, 0.3
"""With less left no neighbourhood is begun; one that is has so much: compiled and hinted it takes 0.1 to 0.3 (main_job: Le Havre)."""
COMFORT = 0.5
"""Of comfort, for what one model could close: gains nearly stop after (main_job)."""
LEFT_OVER = 2.0
"""What must be left to search open parts again. Not measured: a relaxation and a step or two."""
STEP = 8.0
"""Of a neighbourhood; sectors of a quarter are closed from below in 0.3 to 2.6 CPU s, eight of eight (departement, a quarter)."""
ONE_QUESTION, ALL_QUESTIONS = 10.0, 20.0
"""Of the shrinking of a contradiction, and of all: worst 1.5 s on a sector's quarter, 12 on Mayenne (`benchmarks.why`)."""
NEAREST = 10.0
"""Of a counterfactual: median 0.9 s, worst 1.8 (`benchmarks.why`)."""
REROSTER, REROSTER_LEAST = 20.0, 0.5
"""Of an event after publication, and what each level has: worst 0.8 s on a sector's quarter (`python -m benchmarks.life`)."""
CARENCES = 30.0
"""Of the relaxation that proves how few carences there must be in a large part: PDLP takes up to 20 (main_job: Mayenne)."""
LEVELS, WAYS = 60.0, 60.0
"""Of the fairness levels of a part: 3 to 26 (`benchmarks.certify`); of all ways out: 0.1 to 43 (`benchmarks.why`)."""

# Shares of the time -----------------------------------------------------------------------------

POLISH_SHARE, COMFORT_SHARE = 0.08, 0.1
"""For comfort: of a large part, whose pieces are slow; of another at most. Not measured: what is worth a tenth of the wait."""
DRAFT_SHARE = 0.3
"""In which drafts must be done: a month takes 5 CPU s, a quarter 40 (departement)."""
ALONE_SHARE = 0.3
"""In which one worker looks for a way out before two do: 10 s against no proof in 25 on Boulogne (relax.py)."""
FROM_BELOW_SHARE = 0.4
"""For costs from the bound up on one core; where it proves it mostly needs less: 43 CPU s against 59 on 24 sectors (country)."""
NEAREST_SHARE = 0.4
"""Kept for the least cost once the fewest changes are known (`benchmarks.why`: 0.9 s, both)."""
BOUND_SHARE = 0.5
"""In which a large part's bound is found before its core joins the others: 20 s of Mayenne's 60 (main_job)."""
STAGE_SHARE = 0.5
"""For one certified stage, so that an open one leaves some to the next (`benchmarks.certify`)."""
PIECES_SHARE = 0.6
"""In which a large part gets its first roster by pieces when stages are to be certified; without it gardes stayed empty
(`solve --certify` of Le Havre). Other shares: not measured."""

# Neighbourhoods that are learnt -----------------------------------------------------------------

DOCTORS, FEWEST_DOCTORS = 8, 4
"""Freed together before sizes are learnt: four to six people move most at equal time (curtois-qu, measured.md §4.3)."""
SMALLEST, LARGEST = 0.25, 8.0
"""How far a kind's size may shrink or grow. Not measured: a quarter of the first guess is a week of few doctors, eight
times it a whole part."""
GROWN, SHRUNK = 1.1, 0.75
"""What its size is multiplied by when it closed, and when it did not: three closings make up for one failure (main_job: Le Havre)."""
REMEMBERED = 0.8
"""How much of a kind's average gain stays at each step. Not measured: five steps tell how it does now."""
GAIN_UNIT, MOST_GAIN = 10, 5.0
"""Half a soirée off one's share counts one, and a large gain no more than five, or one stroke of luck would decide
for long. Not measured."""
CURIOSITY = 0.2
"""The weight that a kind keeps when it gains nothing. Not measured: one try in some dozens."""

# Doctors held by hard runs -------------------------------------------------------------------------

LINE_EFFORT = 0.2
"""Deterministic seconds at most for one line; on wards of 20 to 40 doctors most take a tenth of it (curtois-qu)."""
ROWS_LOOK = 0.05
"""Seconds between two looks at HiGHS beside CP-SAT: its shortest proof took two seconds (curtois-qu: Instance1)."""
HELD_EFFORT = 0.7
"""Deterministic seconds at most of a neighbourhood: a ward of 30 was 10 % from the best known after 60 CPU s, 11.5 % with 2
(curtois-qu)."""
PATIENCE = 10
"""Searches in a row without gain after which one may cost twice as much: with a fixed effort sizes hover where searches just close, and
the same ward stood still at 9.7 % from 124 to 180 CPU s; with this and thorough searches it was at 4.8 % after 122 (curtois-qu)."""
