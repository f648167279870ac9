"""Addresses of the pages of people and of the own account."""

from django.urls import path

from requests_app.staff.views import account, importing, people

_PEOPLE = "administration/people"
_PERSON = f"{_PEOPLE}/<int:person>"

urlpatterns = [
    path(f"{_PEOPLE}/", people.People.as_view(), name="people"),
    path(f"{_PEOPLE}/people.csv", people.ExportPeople.as_view(), name="export-people"),
    path(f"{_PEOPLE}/invite/", people.InvitePerson.as_view(), name="invite-person"),
    path(f"{_PEOPLE}/import/", importing.UploadPeople.as_view(), name="import-people"),
    path(
        f"{_PEOPLE}/import/template.csv",
        importing.PeopleTemplate.as_view(),
        name="people-template",
    ),
    path(
        f"{_PEOPLE}/import/<int:people_import>/",
        importing.ConfirmImport.as_view(),
        name="confirm-import",
    ),
    path(f"{_PERSON}/", people.PersonPage.as_view(), name="person"),
    path(f"{_PERSON}/change/", people.ChangePerson.as_view(), name="change-person"),
    path(
        f"{_PERSON}/deactivate/",
        people.DeactivatePerson.as_view(),
        name="deactivate-person",
    ),
    path(
        f"{_PERSON}/reactivate/",
        people.ReactivatePerson.as_view(),
        name="reactivate-person",
    ),
    path(
        f"{_PERSON}/send-invitation/",
        people.SendInvitation.as_view(),
        name="send-invitation",
    ),
    path(
        f"{_PERSON}/withdraw-invitation/",
        people.WithdrawInvitation.as_view(),
        name="withdraw-invitation",
    ),
    path(f"{_PERSON}/let-sign-in/", people.LetSignIn.as_view(), name="let-sign-in"),
    path(
        f"{_PERSON}/sign-out/",
        people.SignOutEverywhere.as_view(),
        name="sign-out-everywhere",
    ),
    path(
        "administration/authorities/<int:authority>/administrator/",
        people.InviteFirstAdministrator.as_view(),
        name="invite-first-administrator",
    ),
    path("account/", account.Account.as_view(), name="account"),
    path("account/password/", account.ChangePassword.as_view(), name="change-password"),
    path("account/e-mail/", account.ChangeAddress.as_view(), name="change-own-address"),
    path(
        "account/sign-out-elsewhere/",
        account.SignOutElsewhere.as_view(),
        name="sign-out-elsewhere",
    ),
    path("account/work-for/", account.WorkFor.as_view(), name="work-for"),
    path("account/forgotten/", account.Forgotten.as_view(), name="forgotten-password"),
    path("account/link/", account.UseAccountLink.as_view(), name="use-account-link"),
    path(
        "account/link/<str:token>/",
        account.OpenAccountLink.as_view(),
        name="open-account-link",
    ),
]
