from foi.secret_key import secret_key


def test_the_key_is_made_once_and_kept_from_others(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "var" / "secret-key"

    first, second = secret_key(file), secret_key(file)

    assert first == second
    assert len(first) > 50
    assert file.stat().st_mode & 0o077 == 0
    assert list(file.parent.iterdir()) == [file]


def test_a_named_key_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of this installation")

    assert secret_key(tmp_path / "secret-key") == "of this installation"
    assert not (tmp_path / "secret-key").exists()


def test_of_two_that_start_at_once_the_first_one_s_key_holds(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "secret-key"
    monkeypatch.setattr(
        "secrets.token_urlsafe", lambda _: file.write_text("theirs") and "ours"
    )

    assert secret_key(file) == "theirs"
    assert list(tmp_path.iterdir()) == [file]
