"""Make up the staff of a big authority."""

from accounts.models import Authority, Department, Team, User
from accounts.policy import Role

TEAMS, OFFICERS, APPROVERS, DEPARTMENTS = 6, 54, 8, 20


def found_authority(
    name: str, *, scheme: str = "", is_small: bool = False
) -> Authority:
    """Found an authority with its people.

    Several authorities may share the default scheme: each agrees to the shared series.
    The people of `is_small` are an officer and an approver.
    """
    authority = Authority(
        name=name,
        short_name="the Council",
        kind=Authority.Kind.COUNCIL,
        address="1 High Street",
        email="foi@bench.example",
        signatory="Information Team",
        review_contact="Review Officer",
    )
    if scheme:
        authority.reference_scheme = scheme
    scheme = authority.reference_scheme
    is_shared = Authority.objects.filter(reference_scheme=scheme).exists()
    authority.is_series_shared = is_shared
    authority.save()
    teams = [
        Team.objects.create(authority=authority, name=f"Team {number}")
        for number in range(1, 1 + (1 if is_small else TEAMS))
    ]
    departments = [
        Department.objects.create(authority=authority, name=f"Department {number}")
        for number in range(1, 1 + (1 if is_small else DEPARTMENTS))
    ]

    def add(role: str, number: int, **more: object) -> None:
        username = f"{role}{number}-{authority.pk}"
        User.objects.create(
            username=username,
            email=f"{username}@bench.example",
            first_name=role.title(),
            last_name=f"Number {number}",
            roles=[role],
            authority=authority,
            **more,
        )

    for number in range(1 if is_small else OFFICERS):
        add(Role.OFFICER, number, team=teams[number % len(teams)])
    for number in range(1 if is_small else APPROVERS):
        add(Role.APPROVER, number)
    for number, department in enumerate(departments):
        add(Role.CONTRIBUTOR, number, department=department)
    for role in (Role.MANAGER, Role.AUDITOR, Role.ADMINISTRATOR):
        add(role, 0)
    return authority
