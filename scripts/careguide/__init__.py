"""Clinical guidance kept as text: YAML sources, checked, and exported as EPUB, DOCX and FHIR JSON."""

__version__ = "0.1.0"
