"""The entrance: sign in, sign up, type the code, sign out. One field, one code, no passwords."""

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.mixins import NextRedirectMixin
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.utils import get_login_redirect_url
from allauth.account.views import ConfirmLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.edit import FormView

from accounts.forms import CodeForm, ContactForm, SignUpForm
from accounts.messages import NotSent, can_text
from accounts.proof import SignInProof, TooManyCodes, may_guess

DOORSTEP = 60 * 60  # seconds a session lasts that only looked at the entrance
TOO_MANY_CODES = "Terlalu banyak kode diminta. Coba lagi 15 menit lagi atau hubungi WhatsApp {office}."
CODE_TOO_OLD = "Kode sudah lewat 10 menit. Minta kode baru."
NO_CODE_WAITING = "Belum ada kode yang ditunggu di HP ini. Isi nomor HP atau surel Anda."
WRONG_TOO_OFTEN = "Kode salah terlalu sering. Minta kode baru."
SENT_AGAIN = "Kode baru sudah kami kirim. Kode lama tidak berlaku lagi."


def too_many_codes() -> str:
    """Sentence 14 of ux.md with the name of this office."""
    return TOO_MANY_CODES.format(office=settings.OFFICE_NAME)


@method_decorator([never_cache, login_not_required], name="dispatch")
class AskContactView(NextRedirectMixin, FormView):
    """Asks for a contact and sends a code to it; the base of signing in and signing up."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """People who are in already go on."""
        if request.user.is_authenticated:
            return HttpResponseRedirect(get_login_redirect_url(request))
        if request.session.session_key is None:
            request.session.set_expiry(DOORSTEP)
            request.session.create()  # so that two taps on the button share one session
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whether texts can be sent, and the other door with the same `next`."""
        context = super().get_context_data(**kwargs)
        doors = {name: self.passthrough_next_url(reverse(f"account_{name}")) for name in ("login", "signup")}
        return (
            context | doors | {"can_text": can_text(), "office": settings.OFFICE_NAME, "site_name": settings.SITE_NAME}
        )

    def newcomer(self, form: Form) -> str:
        """Name of the person, when signing up."""
        return form.cleaned_data.get("name", "")

    def form_valid(self, form: Form) -> HttpResponse:
        """Send the code and go to the page where it is typed."""
        try:
            SignInProof.start(self.request, form.cleaned_data["contact"], newcomer=self.newcomer(form))
        except NotSent as problem:
            form.add_error("contact", str(problem))
        except TooManyCodes:
            form.add_error("contact", too_many_codes())
        else:
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))
        return self.form_invalid(form)


class SignInView(AskContactView):
    """/akun/masuk/"""

    form_class = ContactForm
    template_name = "accounts/sign_in.html"


class SignUpView(AskContactView):
    """/akun/daftar/"""

    form_class = SignUpForm
    template_name = "accounts/sign_up.html"


@method_decorator([never_cache, login_not_required, sensitive_post_parameters("code")], name="dispatch")
class CodeView(ConfirmLoginCodeView):
    """/akun/kode/: the six digits."""

    template_name = "accounts/code.html"
    _process: SignInProof

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only while a code is waited for in this session, and not after too many tries."""
        if request.user.is_authenticated:
            return HttpResponseRedirect(get_login_redirect_url(request))
        self.stage = LoginStageController.enter(request, LoginByCodeStage.key)
        if self.stage is None:
            return self._back(NO_CODE_WAITING)
        waiting = SignInProof.waiting(request, self.stage)
        if waiting is None:
            return self._back(CODE_TOO_OLD)
        self._process = waiting
        if request.method == "POST" and self._action == "verify" and not may_guess(request, self._process.contact):
            clear_login(request)
            return self._back(WRONG_TOO_OFTEN)
        return super(ConfirmLoginCodeView, self).dispatch(request, *args, **kwargs)

    def _back(self, words: str) -> HttpResponse:
        messages.error(self.request, words)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_login")))

    def get_form_class(self) -> type[Form]:
        """Ours, which takes spaces in the code."""
        return Form if self._action == "resend" else CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the contact in words and the way back."""
        start = self.passthrough_next_url(reverse("account_login"))
        return super().get_context_data(**kwargs) | {"contact": self._process.contact, "start": start}

    def form_invalid(self, form: Form) -> HttpResponse:
        """Count the wrong try; after the last one back to the start."""
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return self._back(WRONG_TOO_OFTEN)

    def _resend_form_valid(self, form: Form) -> HttpResponse:
        try:
            self._process.resend()
            messages.success(self.request, SENT_AGAIN)
        except NotSent as problem:
            messages.error(self.request, str(problem))
        except TooManyCodes:
            messages.error(self.request, too_many_codes())
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))
