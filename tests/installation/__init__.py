"""What a city's IT starts for real, read as files: compose, image, units, settings."""
