"""Words of a text as they are looked for: whatever their accents, marks and forms."""
