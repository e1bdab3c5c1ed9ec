"""Which role holds which permission: the only place where all rooms' permissions are seen together."""

from django.apps import AppConfig, apps
from django.db.models import Model, Q

from accounts.roles import Role

READ = {"review.view_queue"}
DECIDE = READ | {
    "review.assign_submission",
    "registry.decide_business",
    "registry.merge_businesses",
    "catalog.decide_product",
    "certification.decide_certificate",
    "certification.view_any_scan",
    "registry.view_secret",
    "claims.decide_claim",
}
IMPORT = {"registry.import_businesses"}
CLUSTERS = {"clusters.manage_cluster"}
UPKEEP = {"upkeep.see_upkeep"}
FIELD = {"fieldwork.assist_owner", "fieldwork.record_visit"}
ALL_FIELD = FIELD | {"fieldwork.view_any_work"}
SUPERVISE = {"review.supervise_queue", "review.change_reason", "catalog.edit_words"}
DEMAND = {"demand.see_demand"}
TELL = {"catalog.tell_story"}
CURATE = {"catalog.curate"}
OFFICE = IMPORT | CLUSTERS | UPKEEP | DEMAND | TELL
FIGURES = {"figures.view_figures", "figures.compare_lists"}
KEEP_FIGURES = FIGURES | {"figures.take_snapshot", "figures.enter_figure"}
ANSWER = {"privacy.answer_request", "faults.answer_report"}
LEAD = {
    "registry.suspend_business",
    "claims.undo_claim",
    "privacy.stop_erasure",
    "privacy.handle_breach",
    "catalog.edit_specification",
}

PERMISSIONS: dict[Role, set[str]] = {
    Role.OWNER: set(),  # what an owner may touch follows from the business, see registry/access.py
    Role.REVIEWER: DECIDE | OFFICE | ALL_FIELD | ANSWER | FIGURES | CURATE,
    Role.SUPERVISOR: DECIDE | OFFICE | ALL_FIELD | ANSWER | SUPERVISE | KEEP_FIGURES | LEAD | CURATE,
    Role.FIELD_OFFICER: READ | OFFICE | FIELD,
    Role.PROCUREMENT_OFFICER: set(),
    Role.ADMINISTRATOR: {"accounts.grant_role", "privacy.handle_breach"},
}


def sync_roles() -> list[str]:
    """Give every role's group exactly its permissions; returns the permissions that no model declares."""
    groups = apps.get_model("auth", "Group").objects
    missing: set[str] = set()
    for role, wanted in PERMISSIONS.items():
        group, _ = groups.get_or_create(name=role.value)
        found = _permissions(wanted)
        group.permissions.set(row.pk for row in found.values())
        missing |= wanted - found.keys()
    return sorted(missing)


def _permissions(names: set[str]) -> dict[str, Model]:
    wanted = Q(pk=None)
    for name in names:
        room, codename = name.split(".")
        wanted |= Q(content_type__app_label=room, codename=codename)
    rows = apps.get_model("auth", "Permission").objects.filter(wanted).select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}": row for row in rows}


def sync_after_migrate(app_config: AppConfig, **kwargs: object) -> None:
    """Run once, after the last room: only then do all permissions exist."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if app_config == last:
        sync_roles()
