"""Ten thousand attacks (or ATTACKS) on two sealed books by somebody who owns the database, and as many honest rounds.

Prints what was missed, with the seed (SEED) that makes it again.
"""

import subprocess
import tempfile
from pathlib import Path

from benchmarks.seals import with_a_database
from house.places import PYTHON

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vigie-attacks-") as name:
        Path(name).chmod(0o755)
        with with_a_database(Path(name)) as environment:
            subprocess.run([str(PYTHON), str(Path(__file__).with_name("_attacks.py"))], env=environment, check=True)
