"""Backup and restore: one file that holds an installation's rows and private files, and no key of it.

``archive`` is the file, ``programs`` calls PostgreSQL's own, ``making`` and ``restoring`` are the two acts
(ADR 0029). Encryption is age's, by a library; nothing of it is ours.
"""
