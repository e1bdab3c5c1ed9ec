"""Pages that only say something: help, privacy, accessibility. They ask the database nothing for a visitor."""

from django.views.generic import TemplateView


class Help(TemplateView):
    """/bantuan/: how owners, buyers and visitors get on."""

    template_name = "lebak_catalog/help.html"


class Privacy(TemplateView):
    """/privasi/: the notice that UU 27/2022 (UU PDP) article 21 asks for."""

    template_name = "lebak_catalog/privacy.html"


class Accessibility(TemplateView):
    """/aksesibilitas/: what works for whom, what does not yet, and how to tell us."""

    template_name = "lebak_catalog/accessibility.html"
