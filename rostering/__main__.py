"""python -m rostering."""

from rostering.cli.main import main

if __name__ == "__main__":
    main()
