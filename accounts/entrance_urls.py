"""Addresses under /akun/ with the names that allauth looks up; its own English addresses are not served."""

from allauth.account.views import account_inactive, logout
from django.urls import path

from accounts.views import entrance, second_factor

urlpatterns = [
    path("masuk/", entrance.SignInView.as_view(), name="account_login"),
    path("daftar/", entrance.SignUpView.as_view(), name="account_signup"),
    path("kode/", entrance.CodeView.as_view(), name="account_confirm_login_code"),
    path("keluar/", logout, name="account_logout"),
    path("tidak-aktif/", account_inactive, name="account_inactive"),
    path("langkah-kedua/", second_factor.SecondFactorView.as_view(), name="mfa_index"),
    path("langkah-kedua/kode/", second_factor.PassView.as_view(), name="mfa_authenticate"),
    path("langkah-kedua/ulang/", second_factor.PassAgainView.as_view(), name="mfa_reauthenticate"),
    path("langkah-kedua/pasang/", second_factor.SetUpView.as_view(), name="mfa_activate_totp"),
    path("langkah-kedua/lepas/", second_factor.RemoveView.as_view(), name="mfa_deactivate_totp"),
    path("langkah-kedua/cadangan/", second_factor.SpareCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("langkah-kedua/cadangan/baru/", second_factor.NewSpareCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path(
        "langkah-kedua/cadangan/unduh/",
        second_factor.DownloadSpareCodesView.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
