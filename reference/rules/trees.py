"""Trees of codes, told as a mapping from each code to its parent ("" for none)."""

from collections.abc import Mapping


def circles(parents: Mapping[str, str]) -> list[list[str]]:
    """Every circle: codes each of which is the parent of the one before it. Takes time in proportion to the list."""
    settled: set[str] = set()
    found = []
    for start in parents:
        path: dict[str, int] = {}
        code = start
        while code and code in parents and code not in settled and code not in path:
            path[code] = len(path)
            code = parents[code]
        if code in path:
            found.append(list(path)[path[code] :])
        settled.update(path)
    return found


def orphans(parents: Mapping[str, str]) -> list[str]:
    """The codes whose parent is not in the list."""
    return [code for code, parent in parents.items() if parent and parent not in parents]


def too_deep(parents: Mapping[str, str], most: int) -> list[str]:
    """The codes that stand deeper than that and whose parents do not. The tree must have no circle."""
    depths = levels(parents)
    return [code for code, depth in depths.items() if depth == most + 1]


def levels(parents: Mapping[str, str]) -> dict[str, int]:
    """How deep each code stands, the top being 1. The tree must have no circle."""
    found: dict[str, int] = {"": 0}
    for start in parents:
        path = []
        code = start
        while code in parents and code not in found:
            path.append(code)
            code = parents[code]
        for step in reversed(path):
            found[step] = found[parents[step] if parents[step] in parents else ""] + 1
    del found[""]
    return found
