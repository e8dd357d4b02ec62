"""``python -m pairbond``, the same as ``pairbond``."""

from pairbond.cli import main

if __name__ == "__main__":
    main()
