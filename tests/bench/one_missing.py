"""The bench with one part more, which is nowhere: `python -m tests.bench.one_missing …`."""

from bench import __main__ as bench

bench.PARTS = {"missing": "missing", **bench.PARTS}

if __name__ == "__main__":
    bench.main()
