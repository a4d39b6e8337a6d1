"""How long each kind of personal data is kept, on which basis, and what is done when the time is over.

``table`` says it of every table, ``acts`` does it, ``keeping`` runs it: by the clock each night, and as
``manage.py retain [--dry-run]``.
"""
