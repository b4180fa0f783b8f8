"""`python3 cli.py …` is `rostering …`, with everything it needs set up in .venv the first time."""

from bootstrap import ensure

if __name__ == "__main__":
    try:
        ensure("requirements.lock")
        from rostering.cli.main import main

        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
