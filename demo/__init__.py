"""The synthetic city: invented people, posts and figures for demonstration, tests and measurements."""
