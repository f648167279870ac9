"""Say sizes of files."""

_KILO = 1_000


def size_of(size_bytes: int) -> str:
    """Return a size in readable units: "3 KB", "1.4 MB"."""
    if size_bytes < _KILO:
        return f"{size_bytes} bytes" if size_bytes != 1 else "1 byte"
    if size_bytes < _KILO**2:
        return f"{round(size_bytes / _KILO):,} KB"
    return f"{size_bytes / _KILO**2:,.1f} MB"
