"""The kind of import: SIASN exports."""
