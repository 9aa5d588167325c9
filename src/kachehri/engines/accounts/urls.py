"""Addresses of accounts: `account/` for one's own, `desk/…` for administrators and auditors.

The names of sign-in pages are those that allauth looks for.
"""

from django.urls import path

from . import administration, auditing, pages, signing_in

ONE = "desk/accounts/<int:account_id>/"

urlpatterns = [
    path("account/", pages.home, name="account_home"),
    path("account/sign-in/", signing_in.sign_in, name="account_login"),
    path("account/sign-in/code/", signing_in.second_step, name="mfa_authenticate"),
    path("account/sign-out/", signing_in.sign_out, name="account_logout"),
    path("account/closed/", signing_in.closed, name="account_inactive"),
    path(
        "account/password/<int:account_id>/<str:token>/",
        signing_in.choose_password,
        name="account_set_password",
    ),
    path("account/password/", pages.change_password, name="account_change_password"),
    path("account/second-factor/", pages.second_factor, name="account_second_factor"),
    path("account/recovery-codes/", pages.fresh_codes, name="account_recovery_codes"),
    path("account/rights/", pages.ask_elevation, name="account_elevate"),
    path("account/rights/end/", pages.stop_elevation, name="account_end_elevation"),
    path("desk/accounts/", administration.accounts, name="accounts_list"),
    path("desk/accounts/new/", administration.new_account, name="accounts_new"),
    path(ONE, administration.one_account, name="accounts_one"),
    path(ONE + "roles/", administration.give_role, name="accounts_give_role"),
    path(ONE + "roles/<int:grant_id>/end/", administration.end_role, name="accounts_end_role"),
    path(ONE + "link/", administration.password_link, name="accounts_link"),
    path(ONE + "open-or-close/", administration.open_or_close, name="accounts_open_or_close"),
    path(ONE + "second-factor/", administration.drop_second_factor, name="accounts_drop_factor"),
    path("desk/ledger/", auditing.events, name="ledger_events"),
    path("desk/ledger/seals/", auditing.seals, name="ledger_seals"),
]
