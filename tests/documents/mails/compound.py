"""Write messages of Outlook by hand: compound files (.msg), packets (winmail.dat)."""

import struct
from datetime import UTC, datetime

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE, NONE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFD
TEXT, BINARY, NUMBER, MOMENT, OBJECT = 0x1F, 0x102, 0x03, 0x40, 0x0D


def compound_file(tree):
    """Return a compound file (MS-CFB) with streams (bytes) and storages (dicts)."""
    entries = []  # name, kind, child, next, content
    _entries("Root Entry", tree, 5, entries)
    small, small_fat, large, fat = bytearray(), [], bytearray(), []
    starts = []
    for _, kind, _, _, content in entries:
        if kind != 2 or not content:
            starts.append(END)
        elif len(content) < CUTOFF:
            starts.append(len(small_fat))
            _chain(small_fat, small, content, SMALL)
        else:
            starts.append(len(fat))
            _chain(fat, large, content, SECTOR)
    small_start = len(fat) if small else END
    if small:
        _chain(fat, large, bytes(small), SECTOR)
    starts[0] = small_start
    table = b"".join(struct.pack("<I", one) for one in small_fat)
    table_start = len(fat) if table else END
    if table:
        table += struct.pack("<I", FREE) * (-len(small_fat) % (SECTOR // 4))
        _chain(fat, large, table, SECTOR)
    directory = b"".join(
        _entry(one, start, len(small) if number == 0 else len(one[4]))
        for number, (one, start) in enumerate(zip(entries, starts, strict=True))
    )
    directory_start = len(fat)
    _chain(fat, large, directory, SECTOR)
    fat_start = len(fat)
    count = 1
    while len(fat) + count > count * SECTOR // 4:
        count += 1
    fat += [FAT] * count
    fat += [FREE] * (-len(fat) % (SECTOR // 4))
    header = struct.pack(
        "<8s16s5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, count, directory_start, 0, CUTOFF),
        *(table_start, len(table) // SECTOR, END, 0),
    )
    header += b"".join(struct.pack("<I", fat_start + one) for one in range(count))
    header += struct.pack("<I", FREE) * (109 - count)
    return header + bytes(large) + b"".join(struct.pack("<I", one) for one in fat)


def _entries(name, tree, kind, entries):
    """Add a storage and what it holds; its members are a chain of right neighbours."""
    number = len(entries)
    entries.append([name, kind, NONE, NONE, b""])
    before = None
    for inner, content in tree.items():
        at = len(entries)
        if isinstance(content, dict):
            _entries(inner, content, 1, entries)
        else:
            entries.append([inner, 2, NONE, NONE, content])
        if before is None:
            entries[number][2] = at
        else:
            entries[before][3] = at
        before = at


def _chain(table, area, content, size):
    count = -(-len(content) // size)
    table += [len(table) + one + 1 for one in range(count - 1)] + [END]
    area += content.ljust(count * size, b"\0")


def _entry(entry, start, size):
    name, kind, child, following, _ = entry
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBB3I16sI8s8sIQ",
        written,
        *(len(written), kind, 1, NONE, following, child),
        *(b"", 0, b"", b"", start, size),
    )


def properties(head, values):
    """Return the streams of an object with properties, by number and type."""
    streams, rows = {}, b""
    for (number, kind), value in values.items():
        if kind == NUMBER:
            held = struct.pack("<Ixxxx", value)
        elif kind == MOMENT:
            since = value - datetime(1601, 1, 1, tzinfo=UTC)
            held = struct.pack("<Q", int(since.total_seconds() * 10_000_000))
        else:
            data = value.encode("utf-16-le") if kind == TEXT else value
            held = struct.pack("<Ixxxx", len(data))
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
        rows += struct.pack("<HHI", kind, number, 6) + held
    return {"__properties_version1.0": b"\0" * head + rows, **streams}


def outlook_message(*, values, recipients=(), files=(), head=32):
    """Return the streams of a message.

    Args:
        values: Its properties.
        recipients: The properties of each.
        files: The properties of each; a dict under `OBJECT` is an attached message.
        head: The bytes before the properties: 32, or 24 for an attached message.
    """
    tree = properties(head, values)
    for number, one in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = properties(8, one)
    for number, one in enumerate(files):
        inner = {key: value for key, value in one.items() if key[1] == OBJECT}
        plain = {key: value for key, value in one.items() if key[1] != OBJECT}
        held = properties(8, plain)
        for value in inner.values():
            held["__substg1.0_3701000D"] = value
        tree[f"__attach_version1.0_#{number:08X}"] = held
    return tree


def packet(attributes):
    """Return a winmail.dat with attributes: level, number, bytes."""
    out = b"\x78\x9f\x3e\x22" + struct.pack("<H", 1)
    for level, number, value in attributes:
        out += struct.pack("<BHHI", level, number, 6, len(value)) + value
        out += struct.pack("<H", sum(value) & 0xFFFF)
    return out


def packed_properties(values):
    """Return the properties of a packet, by number and type."""
    out = struct.pack("<I", len(values))
    for (number, kind), value in values.items():
        data = value.encode("utf-16-le") + b"\0\0" if kind == TEXT else value
        out += struct.pack("<HHII", kind, number, 1, len(data))
        out += data.ljust(-(-len(data) // 4) * 4, b"\0")
    return out
