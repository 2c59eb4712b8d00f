"""Hands each command of `script/` to its module. Trouble is one line and exit code 1."""

import importlib
import sys

from house.supervisor import Stopped
from house.terminal import Trouble, told

COMMANDS = {
    "run": ("house.run", "run"),
    "setup": ("house.setup", "setup"),
    "update": ("house.update", "update"),
    "manage": ("house.manage", "manage"),
    "console": ("house.manage", "console"),
    "test": ("house.test", "test"),
    "benchmark": ("house.benchmark", "benchmark"),
    "backup": ("house.backup", "backup"),
    "restore": ("house.restore", "restore"),
}


def main(arguments: list[str]) -> int:
    """Run one command and answer its exit code."""
    module, name = COMMANDS[arguments[0]]
    try:
        code: int = getattr(importlib.import_module(module), name)(arguments[1:])
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as error:
        print(told(error), file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Stopped):
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
