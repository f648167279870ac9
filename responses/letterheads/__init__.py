"""The letterhead and wording of an authority."""
