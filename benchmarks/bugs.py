"""One-line bugs: where a module can have one, and what the line then reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ENTRIES = {"limits", "check", "governs", "counts", "governed", "duties", "tier", "price", "breach"}
"""Of a rule, only these and what they call are mutated: sentences have tests of their own."""
FLIPS = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.In: (" in ", " not in "),
    ast.NotIn: (" not in ", " in "), ast.Is: (" is ", " is not "), ast.IsNot: (" is not ", " is "),
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Mutant:
    """A line of a module as it is and with a bug; `kind` says what sort of bug that is."""

    path: str
    line: int
    before: str
    after: str
    kind: str

    def bugged(self, source: str) -> str:
        """The source of the module with the bug."""
        lines = source.splitlines(keepends=True)
        if lines[self.line - 1].rstrip("\n") != self.before:
            raise ValueError(f"{self.path}:{self.line} has changed since the draw")
        return "".join([*lines[: self.line - 1], self.after + "\n", *lines[self.line :]])

    @property
    def change(self) -> str:
        """The line before and after, as a cell of a table."""
        return f"`{self.before.strip()}` → `{self.after.strip()}`".replace("|", "\\|")


def functions(tree: ast.Module, is_rule: bool) -> Iterator[ast.FunctionDef]:
    """Those worth a mutant: all, or for a rule those that `limits` and `check` reach, and its validators."""
    found = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    if not is_rule:
        yield from found.values()
        return
    reached: set[str] = set()
    todo = [name for name in found if name in ENTRIES or "validator" in _decorators(found[name])]
    while todo:
        name = todo.pop()
        if name in reached:
            continue
        reached.add(name)
        for node in ast.walk(found[name]):
            called = getattr(node, "attr", getattr(node, "id", ""))
            todo += [called] * (called in found and called not in {"say", "tell", "example"})
    yield from (found[name] for name in sorted(reached))


def _decorators(function: ast.FunctionDef) -> str:
    return " ".join(ast.unparse(decorator) for decorator in function.decorator_list)


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below, f-strings left out."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.JoinedStr):
            yield child
            yield from inside(child)


def mutants(root: Path, path: str) -> list[Mutant]:
    """Every one-line bug we know how to make in a module, by line."""
    source = (root / path).read_text(encoding="utf-8")
    lines = [line.encode() for line in source.splitlines()]
    found = set()
    for function in functions(ast.parse(source), "/rules/" in path):
        returns = ast.unparse(function.returns or ast.Constant(None))
        for node in (node for part in function.body for node in [part, *inside(part)]):
            for at, (start, end), text, kind in bugs(node, lines, returns):
                raw = lines[at - 1]
                after = raw[:start] + text.encode() + raw[end:]
                found.add(Mutant(path, at, raw.decode(), after.decode(), kind))
    return sorted(mutant for mutant in found if _compiles(mutant.bugged(source)))


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


Bug = tuple[int, tuple[int, int], str, str]


def bugs(node: ast.AST, lines: list[bytes], returns: str) -> Iterator[Bug]:  # noqa: C901, PLR0912
    """Line, columns, new text and kind of each bug of one node; nodes over several lines have none."""

    def span(part: ast.expr | ast.stmt) -> tuple[int, int]:
        return part.col_offset, part.end_col_offset or 0

    def between(left: ast.expr, right: ast.expr, old: str, new: str, kind: str) -> Iterator[Bug]:
        if left.end_lineno == right.lineno:
            start, end = left.end_col_offset or 0, right.col_offset
            gap = lines[left.end_lineno - 1][start:end].decode()
            if old in gap:
                yield left.end_lineno, (start, end), gap.replace(old, new, 1), kind

    match node:
        case ast.Compare(left=left, ops=ops, comparators=rights):
            for one, op, other in zip([left, *rights], ops, rights, strict=False):
                yield from between(one, other, *FLIPS[type(op)], "comparison")
        case ast.BoolOp(op=op, values=values):
            old, new = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
            for one, other in pairwise(values):
                yield from between(one, other, old, new, "and / or")
                if one.lineno == one.end_lineno == other.lineno:
                    yield one.lineno, (one.col_offset, other.col_offset), "", "condition dropped"
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            signs = ("+", "-") if isinstance(op, ast.Add) else ("-", "+")
            yield from between(left, right, *signs, "sign")
        case ast.UnaryOp(op=ast.Not(), operand=operand) if node.lineno == operand.lineno:
            yield node.lineno, (node.col_offset, operand.col_offset), "", "not removed"
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            yield node.lineno, span(node), str(value + 1), "constant"
            yield node.lineno, span(node), str(value - 1), "constant"
        case ast.Call(func=ast.Name(id="min" | "max" as name) as called):
            yield called.lineno, span(called), {"min": "max", "max": "min"}[name], "min / max"
        case ast.If(test=test) if test.lineno == test.end_lineno:
            yield test.lineno, span(test), "True", "condition dropped"
        case ast.comprehension(ifs=conditions):
            for test in conditions:
                if test.lineno == test.end_lineno:
                    yield test.lineno, span(test), "True", "condition dropped"
        case ast.Continue() | ast.Return(value=None):
            yield node.lineno, span(node), "pass", "early exit dropped"
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()) if node.lineno == node.end_lineno:
            yield node.lineno, span(node), "yield from ()", "nothing given"
        case ast.Return() if returns.startswith(("tuple", "list")):
            if node.lineno == node.end_lineno:
                yield node.lineno, span(node), "return ()", "nothing given"
