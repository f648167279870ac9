"""The filters of a list in words, for a file or a view that is kept."""

from collections.abc import Iterator, Mapping

from requests_app.lists.forms import FindRequestsForm, SeveralField, all_names


def in_words(
    form: FindRequestsForm,
    *,
    names: Mapping[str, list[tuple[str, str]]] | None = None,
) -> Iterator[str]:
    """Yield each filter in words, such as "State: Answering or In clearance".

    Args:
        form: The filters.
        names: What `all_names` returns, where it was read before.
    """
    form.add_names(all_names(form.user) if names is None else names)
    for _, words in by_name(form):
        yield words


def by_name(form: FindRequestsForm) -> Iterator[tuple[str, str]]:
    """Yield the name of each filter, and the filter in words.

    Args:
        form: The filters, with the names of people and parts of the office.
    """
    for name, value in form.chosen.items():
        if name == "sort":
            continue
        if name == "ticked":
            yield name, form.words_of(name, value)
            continue
        several = value if isinstance(form.fields[name], SeveralField) else [value]
        words = " or ".join(form.words_of(name, each) for each in several)
        yield name, f"{form[name].label}: {words}"
