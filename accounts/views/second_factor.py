"""The second factor: allauth's pages in our words, and with one step less."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal import flows
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import SecondFactorAgainForm, SecondFactorForm, SetUpForm
from accounts.queries import needs_second_factor

private = method_decorator([never_cache, login_required], name="dispatch")


@private
class SecondFactorView(IndexView):
    """/akun/langkah-kedua/: what is set up."""

    template_name = "accounts/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whether the role demands it."""
        return super().get_context_data(**kwargs) | {"is_needed": needs_second_factor(self.request.user)}


@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class PassView(AuthenticateView):
    """/akun/langkah-kedua/kode/: after the first code, while signing in."""

    template_name = "accounts/second_factor_pass.html"

    def get_form_class(self) -> type[Form]:
        """Ours, which takes spaces in the code."""
        return SecondFactorForm

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """As allauth, whatever is missing from the post."""
        if self.form is None or "code" not in request.POST:
            return self.get(request)
        return super().post(request, *args, **kwargs)

    def _build_forms(self) -> Form | None:
        self.webauthn_form = None
        data = self.request.POST if self.request.method == "POST" else None
        self.auth_form = SecondFactorForm(user=self.stage.login.user, data=data)
        return self.auth_form if data is not None else None


@private
@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class PassAgainView(ReauthenticateView):
    """/akun/langkah-kedua/ulang/: again before something important, or when the session lacks it."""

    template_name = "accounts/second_factor_pass.html"

    def get_form_class(self) -> type[Form]:
        """Ours, which takes spaces in the code."""
        return SecondFactorAgainForm


@private
@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class SetUpView(ActivateTOTPView):
    """/akun/langkah-kedua/pasang/: scan, type the first code, done."""

    template_name = "accounts/second_factor_set_up.html"

    def get_form_class(self) -> type[Form]:
        """Ours, which takes spaces in the code."""
        return SetUpForm

    def form_valid(self, form: Form) -> HttpResponse:
        """The code just typed is the proof of this session too: nobody types it twice."""
        authenticator, spare = flows.activate_totp(self.request, form)
        self.did_generate_recovery_codes = bool(spare)
        record_authentication(
            self.request, self.request.user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )
        return super(ActivateTOTPView, self).form_valid(form)


@private
class RemoveView(DeactivateTOTPView):
    """/akun/langkah-kedua/lepas/"""

    template_name = "accounts/second_factor_remove.html"


@private
class SpareCodesView(ViewRecoveryCodesView):
    """/akun/langkah-kedua/cadangan/"""

    template_name = "accounts/spare_codes.html"


@private
class NewSpareCodesView(GenerateRecoveryCodesView):
    """/akun/langkah-kedua/cadangan/baru/"""

    template_name = "accounts/spare_codes_new.html"


@private
class DownloadSpareCodesView(DownloadRecoveryCodesView):
    """/akun/langkah-kedua/cadangan/unduh/"""

    template_name = "accounts/spare_codes.txt"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A file with an Indonesian name."""
        response = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="kode-cadangan.txt"'
        return response
