"""Enters the papers of a business the way its owner would, and lets officers look them up and decide."""

import datetime
from random import Random

from django.utils import timezone

from accounts.models import User
from certification import actions as certification
from certification.models import Certificate, Kind, PortalCheck
from lebak_catalog.demo.filling import papers
from lebak_catalog.demo.filling.clock import by_daylight
from lebak_catalog.demo.filling.dice import dice
from lebak_catalog.demo.filling.plan import BusinessPlan, CertificatePlan
from lebak_catalog.demo.filling.world import World
from registry.models import BusinessEdition

Result = PortalCheck.Result
RESULTS = {Result.MATCHES: 90, Result.UNAVAILABLE: 7, Result.DIFFERS: 2, Result.NOT_FOUND: 1}  # percent


def papers_of(plan: BusinessPlan, edition: BusinessEdition, owner: User, world: World) -> list[Certificate]:
    """All papers of the plan; returns those that count now."""
    approved = world.clock.moment
    live = []
    for at, planned in enumerate(plan.certificates):
        kind = world.kinds.get(planned.kind)
        if kind is None:
            continue
        rng = dice("certificate", plan.number, at)
        world.clock.set(by_daylight(approved + datetime.timedelta(days=rng.uniform(0.3, 5)), rng))
        if planned.fate == "waiting":
            world.clock.set(by_daylight(world.clock.ago(days=rng.uniform(0.2, 8)), rng))
        world.clock.set(max(world.clock.moment, approved + datetime.timedelta(hours=1)))
        found = _one(plan, planned, kind, edition, owner, world, rng)
        if found is not None:
            live.append(found)
    return live


def _one(
    plan: BusinessPlan, planned: CertificatePlan, kind: Kind, edition: BusinessEdition, owner: User, world: World,
    rng: Random,
) -> Certificate | None:  # fmt: skip
    today = timezone.localdate(world.clock.present)
    standing = "expiring" if planned.fate == "replaced" else planned.standing
    paper = _enter(plan, kind, edition, owner, world, rng, standing, today)
    world.clock.later(minutes=rng.randint(2, 30))
    if planned.fate == "draft":
        return None
    submission = certification.submit(paper, by=owner)
    if planned.fate == "waiting":
        world.leave_waiting(submission, rng)
        return None
    if planned.fate in ("back", "rejected"):
        world.decide(certification, submission, rng, {"back": "needs_changes"}.get(planned.fate, planned.fate))
        return None
    officer = world.decide(certification, submission, rng)
    _look_up(paper, officer, world, rng)
    if planned.fate == "revoked":
        world.clock.later(days=rng.uniform(3, 30))
        certification.revoke(paper, by=officer, reason="Penerbit mencabut sertifikat ini setelah pemeriksaan ulang.")
        return None
    if planned.fate == "replaced" and kind.has_expiry:
        world.clock.set(by_daylight(world.clock.ago(days=rng.uniform(4, 9)), rng))
        paper.refresh_from_db()
        paper = _enter(plan, kind, edition, owner, world, rng, "valid", today, replaces=paper)
        officer = world.decide(certification, certification.submit(paper, by=owner), rng)
        _look_up(paper, officer, world, rng)
    return paper


def _enter(
    plan: BusinessPlan, kind: Kind, edition: BusinessEdition, owner: User, world: World, rng: Random, standing: str,
    today: datetime.date, replaces: Certificate | None = None,
) -> Certificate:  # fmt: skip
    """A draft with its scan."""
    issued, expires = papers.dates(kind, standing, timezone.localdate(), today, rng)
    number = papers.number(kind, plan.number, issued, expires)
    kinds = list(dict.fromkeys(product.sample.kind for product in plan.products)) or [plan.name]
    scope = ", ".join(kinds[:4])
    values = {
        "number": number,
        "issuer": kind.issuer[:120],
        "scope": scope,
        "issued_on": issued,
        "expires_on": expires,
        "scheme": rng.choice(("self_declare", "self_declare", "regular")) if kind.code == "halal" else "",
    }
    document = papers.scan(kind, edition.name, number, scope, issued, expires)
    return certification.enter(edition.business, kind, values, by=owner, document=document, replaces=replaces)


def _look_up(paper: Certificate, officer: User, world: World, rng: Random) -> None:
    """Most papers were looked up at the portal of their issuer, or asked for at its office."""
    if rng.random() < 0.86:
        world.clock.later(minutes=rng.randint(1, 9))
        result = rng.choices(list(RESULTS), list(RESULTS.values()))[0]
        certification.note_check(
            paper, portal=paper.kind.portal_name or paper.kind.issuer[:80], result=result, by=officer
        )
