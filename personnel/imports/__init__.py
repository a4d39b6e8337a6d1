"""Files on their way into the database: read, previewed with every anomaly, then committed or dropped.

files        what a file really is, whether it is safe, its lines
tables       which line is the heading, which lines are rows
kinds        what can be imported: a kind says its columns and its rules      ← begin here for a new kind
drafts       what a file would do, before anybody has agreed
preview      make the draft of an uploaded file and keep it as rows
apply        commit or discard
corrections  the workbook of rows to correct, and the sample file
"""
