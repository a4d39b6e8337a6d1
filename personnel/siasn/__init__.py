"""The import of SIASN exports."""
