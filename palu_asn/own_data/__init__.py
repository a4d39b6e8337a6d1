"""“Data saya” as an archive: what is held about one person, as JSON and PDF, with the files they sent."""
