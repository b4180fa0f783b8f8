"""Timefold for Python: looks for a Java virtual machine, then solves with the constraint streams of `timefold_streams`."""

from __future__ import annotations

from benchmarks.peers.script import Answer, Asked, answer

NO_JAVA = (
    "no Java virtual machine of version 17 or later found: install one, or say where with JAVA_HOME"
)


def solve(asked: Asked) -> Answer:
    """The answer, or the sentence that says what is missing."""
    import jpype

    try:
        jpype.getDefaultJVMPath()
        from benchmarks.peers.timefold_streams import rostered
    except Exception as error:
        if type(error).__name__ in ("JVMNotFoundException", "InvalidJVMVersionError"):
            return Answer(note=NO_JAVA)
        raise
    return rostered(asked)


if __name__ == "__main__":
    answer(solve)
