"""Pages of the account: signing in and out, the password, one's own data."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import selectors, services
from cungcau.platform.accounts.forms import PasswordForm, ProfileForm, SignInForm
from cungcau.platform.accounts.models import User

_REFUSED = {"sign_in_locked": 429}


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, then go where one wanted to go."""
    target = _next(request)
    if request.user.is_authenticated:
        return redirect(target)
    form, problem = SignInForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            user = services.sign_in(request=request, **form.cleaned_data)
        except DomainError as error:
            problem = error
        else:
            return _speaking(redirect(target), user)
    status = 200 if request.method == "GET" else _REFUSED.get(problem.code if problem else "", 400)
    context = {"form": form, "problem": problem, "next": _wanted(request)}
    return render(request, "accounts/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and go to the front page."""
    services.sign_out(request=request)
    return redirect(settings.LOGOUT_REDIRECT_URL or "/")


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password."""
    user = selectors.signed_in(request)
    form, problem = PasswordForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            services.change_password(request=request, user=user, old=old, new=new)
        except DomainError as error:
            problem = error
        else:
            messages.success(request, _("Đã đổi mật khẩu. Các thiết bị khác sẽ phải đăng nhập lại."))
            return redirect("accounts:me")
    status = 200 if request.method == "GET" else 400
    return render(request, "accounts/password.html", {"form": form, "problem": problem}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """See one's account; change the name and the language."""
    user, problem = selectors.signed_in(request), None
    form = ProfileForm(request.POST or None, initial={"full_name": user.full_name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        try:
            user = services.change_profile(user=user, actor=user, **form.cleaned_data)
        except DomainError as error:
            problem = error
        else:
            with override(user.language):
                messages.success(request, _("Đã lưu thông tin của bạn."))
            return _speaking(redirect("accounts:me"), user)
    status = 200 if request.method == "GET" else 400
    context = {"form": form, "problem": problem, "person": user}
    return render(request, "accounts/me.html", context, status=status)


def _wanted(request: HttpRequest) -> str:
    """The address in ``next`` when it is one of ours, else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else ""


def _next(request: HttpRequest) -> str:
    return _wanted(request) or resolve_url(settings.LOGIN_REDIRECT_URL)


def _speaking(response: HttpResponse, user: User) -> HttpResponse:
    """Let the browser remember the language of the account."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        user.language,
        max_age=31_536_000,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
