"""Made-up people, passwords and requests never reach a real installation."""

import inspect
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Authority, User
from requests_app.management import commands as of_requests
from responses.management import commands as of_responses
from responses.management.made_up import no_password_is_the_demonstrations
from responses.management.story import PASSWORD
from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.django_db

# The commands that only read, print what they made of a file, or keep true details.
MAKES_NOTHING_UP = {
    "check_file",
    "clean_text",
    "compare_requests",
    "create_authority",
    "describe_workflow",
    "due_date",
    "import_requests",
    "keep_facts",
    "parse_reply",
    "parse_request",
    "provisions",
    "render_letter",
    "similar_questions",
}


def test_every_command_that_makes_up_data_is_guarded():
    names = {
        (package.__name__, module.name)
        for package in (of_requests, of_responses)
        for module in iter_modules(package.__path__)
    }
    unguarded = {
        name
        for package, name in names
        if "check_may_make_up("
        not in inspect.getsource(import_module(f"{package}.{name}"))
    }

    assert unguarded == MAKES_NOTHING_UP


@pytest.mark.parametrize("command", ["load_demo", "load_sample"])
def test_production_refuses_in_a_sentence_and_makes_nothing(settings, command):
    settings.IS_DEMONSTRATION = settings.DEBUG = False
    options = {"requests": 1} if command == "load_sample" else {}

    with pytest.raises(CommandError, match="not a demonstration") as refusal:
        call_command(command, **options)

    assert refusal.value.returncode == 2
    assert not User.objects.exists()
    assert not Authority.objects.exists()


@pytest.mark.parametrize("make", [AuthorityFactory, UserFactory])
def test_a_demonstration_is_not_loaded_beside_real_people(settings, make):
    settings.IS_DEMONSTRATION = True
    stranger = make()

    with pytest.raises(CommandError, match="not of the demonstration"):
        call_command("load_demo")

    assert not User.objects.exclude(pk=stranger.pk).filter(username="officer").exists()


@pytest.mark.parametrize(
    "person",
    [
        pytest.param({"username": "manager"}, id="a user name of the demonstration"),
        pytest.param(
            {"username": "renamed", "email": "x@Northmoor.example"}, id="renamed"
        ),
    ],
)
def test_a_deploy_check_finds_the_password_of_the_demonstration(person):
    known = UserFactory(**person)
    known.set_password(PASSWORD)
    known.save()

    [finding] = no_password_is_the_demonstrations()
    assert known.username in finding.msg

    known.set_password("another long sentence")
    known.save()
    assert no_password_is_the_demonstrations() == []
