"""How much memory a server's processes take, shared pages counted in parts (PSS)."""

from pathlib import Path


def pss(parent: int) -> int:
    """Kilobytes of a process and of all below it; Linux only."""
    return sum(_own(pid) for pid in (parent, *_below(parent)))


def _own(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _below(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [pid for child in children for pid in (int(child), *_below(int(child)))]
