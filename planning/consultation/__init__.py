"""The plan talked over with everyone in it, line by line.

``opening`` puts the lines before people, ``turns`` are what they say, ``replies`` what HR answers; ``lines``
is what the plan's own changes do to them, and what keeps a plan from being submitted. Nothing is imported
here: ``planning.approval`` stands on ``lines``, and the rest stands on ``planning.approval``.
"""
