"""How fast PALU ASN is at the size it is built for: `./run bench`. The last figures: docs/performance.md.

The bench makes a database, files and queues of its own, fills them with the synthetic city through the real
importers and rules, measures, and takes everything away again. Each figure stands beside a floor: the same
work done as plainly as the machine allows, measured in the same run.
"""
