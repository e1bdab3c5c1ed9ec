"""Makes a register of many businesses with live editions, quickly: `fill_register(75_000)`.

Every business, number and place is made up: NIB begin with 0000, phones with +62860. The same seed gives the same
register. The rows keep every promise of the database; nothing is switched off.
"""

from typing import Any

from django.db import connection, models, transaction

from accounts.models import User
from registry.models import Business, BusinessActivity, BusinessEdition, Owner, Region
from review.models import Submission

FIRST = [
    "Sari",
    "Sinar",
    "Barokah",
    "Karya",
    "Mekar",
    "Jaya",
    "Berkah",
    "Mulya",
    "Cahaya",
    "Rahayu",
    "Tunas",
    "Bina",
    "Citra",
    "Harapan",
    "Maju",
    "Sumber",
]
SECOND = [
    "Rasa",
    "Aren",
    "Bambu",
    "Tani",
    "Makmur",
    "Abadi",
    "Sentosa",
    "Lestari",
    "Mandiri",
    "Utama",
    "Bersama",
    "Indah",
    "Kencana",
    "Subur",
]
GOODS = [
    "Keripik",
    "Gula",
    "Anyaman",
    "Batik",
    "Tenun",
    "Kopi",
    "Madu",
    "Tempe",
    "Kue",
    "Mebel",
    "Emping",
    "Opak",
    "Sambal",
    "Tikar",
    "Jahit",
]
PEOPLE = [
    "Enok",
    "Aminah",
    "Dede",
    "Udin",
    "Siti",
    "Asep",
    "Yati",
    "Rohmat",
    "Nani",
    "Ujang",
    "Euis",
    "Jajang",
    "Imas",
    "Dadan",
    "Tuti",
    "Oman",
]
FORMS = ["sole"] * 14 + ["ud", "ud", "cv", "pt_solo", "pt", "coop"]
RANGES = ["", "50000000", "50000000", "50000000", "300000000", "300000000", "1000000000", "2000000000", "5000000000"]


def _pick(words: str, prime: int) -> str:
    """SQL: one word of a list parameter, by the number of the row and a prime of its own."""
    return (
        f"(%({words})s::text[])[1 + ((g + %(seed)s) * {prime}::bigint / 64 %% cardinality(%({words})s::text[]))::int]"
    )


def _insert(model: type[models.Model], columns: dict[str, str], source: str, values: dict[str, Any]) -> None:
    """INSERT ... SELECT with an expression for some columns and Django's own default for every other one."""
    given = dict(columns)
    parameters = dict(values)
    for field in model._meta.concrete_fields:
        if field.primary_key or field.column in given or getattr(field, "generated", False) or field.null:
            continue
        if field.has_db_default():  # the database puts it in
            continue
        parameters[f"default_{field.column}"] = field.get_db_prep_save(field.get_default(), connection)
        given[field.column] = f"%(default_{field.column})s"
    names = ", ".join(f'"{name}"' for name in given)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {model._meta.db_table} ({names}) select {', '.join(given.values())} {source}", parameters
        )
        cursor.execute(f"analyze {model._meta.db_table}")  # the next one joins it, and nobody else counts its rows here


def _code(prime: int) -> str:
    """SQL: a public code of eight letters, its own for every row."""
    return f"translate(lpad(to_hex((g * {prime}::bigint) %% 4294967291), 8, '2'), '01', 'xy')"


OWNER, PLATE, PAPER = 2654435761, 2246822519, 3266489917


def _officers() -> tuple[User, User]:
    """Who typed, and who approved."""
    made = [
        User.objects.get_or_create(email=f"{name}.bench@contoh.example", defaults={"name": name})[0] for name in "ab"
    ]
    return made[0], made[1]


@transaction.atomic
def fill_register(count: int, seed: int = 1) -> None:
    """Add `count` approved businesses, spread over the villages and activities that are loaded (load_reference)."""
    typist, officer = _officers()
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("select coalesce(max(id), 0) from registry_business")
        start = cursor.fetchone()[0] + 1
    values: dict[str, Any] = {
        "seed": seed, "start": start, "end": start + count - 1, "typist": typist.pk, "officer": officer.pk,
        "first": FIRST, "second": SECOND, "goods": GOODS, "people": PEOPLE, "forms": FORMS, "ranges": RANGES,
    }  # fmt: skip
    values["villages"] = Region.objects.filter(level="village").count()
    values["activities"] = BusinessActivity.objects.filter(kbli_edition="2025").count()
    numbers = "from generate_series(%(start)s::bigint, %(end)s::bigint) g"
    owner = {
        "code": _code(OWNER),
        "name": _pick("people", 7919),
        "nik_cipher": "'rekaan'",
        "nik_hash": "md5('nik' || g) || md5('lagi' || g)",
        "nik_last4": "lpad((g %% 9999 + 1)::text, 4, '0')",
        "sex": "case when (g + %(seed)s) * 104729 %% 100 < 54 then 'female' else 'male' end",
        "created_at": "now()",
    }
    _insert(Owner, owner, numbers, values)
    plates = f"{numbers} join registry_owner o on o.code = {_code(OWNER)}"
    plate = {"code": _code(PLATE), "owner_id": "o.id", "created_by_id": "%(typist)s", "created_at": _when()}
    _insert(Business, plate, plates, values)
    _submissions(numbers, values)
    _editions(numbers, values)
    with connection.cursor() as cursor:
        for model in (Owner, Business, Submission, BusinessEdition):
            cursor.execute(f"analyze {model._meta.db_table}")


def _when() -> str:
    return "now() - ((g * 7919) %% 900 + 30) * interval '1 day'"


def _name() -> str:
    return f"{_pick('goods', 15485863)} || ' ' || {_pick('first', 104729)} || ' ' || {_pick('second', 1299709)}"


def _submissions(numbers: str, values: dict[str, Any]) -> None:
    submission = {
        "code": _code(PAPER), "room": "'registry'", "kind": "'business'", "subject_code": _code(PLATE),
        "title": _name(), "state": "'approved'", "submitted_by_id": "%(typist)s", "submitted_at": _when(),
        "hands": "array[%(typist)s]::bigint[]", "due_at": f"{_when()} + interval '3 days'",
        "decided_by_id": "%(officer)s", "decided_at": f"{_when()} + interval '1 day'",
    }  # fmt: skip
    _insert(Submission, submission, numbers, values)


def _editions(numbers: str, values: dict[str, Any]) -> None:
    """One live edition each; small kecamatan get as many as large ones get per village."""
    source = f"""{numbers}
        join registry_business b on b.code = {_code(PLATE)}
        join review_submission s on s.code = {_code(PAPER)}
        join (select code, row_number() over (order by code) - 1 as place from registry_region
            where level = 'village') v on v.place = (g * 3571 + %(seed)s) %% %(villages)s
        join (select id, row_number() over (order by kbli_code) - 1 as place from registry_businessactivity
            where kbli_edition = '2025') a on a.place = (g * 7907 + %(seed)s) %% %(activities)s"""
    edition = {
        "number": "1", "is_open": "false", "is_live": "true", "hands": "array[%(typist)s]::bigint[]",
        "created_by_id": "%(typist)s", "created_at": _when(), "changed_at": _when(), "submission_id": "s.id",
        "business_id": "b.id", "name": f"{_name()} || ' ' || g %% 97", "legal_form": _pick("forms", 611953),
        "owner_name": _pick("people", 7919), "nib_status": "case when g %% 5 = 0 then 'none' else 'has' end",
        "nib": "case when g %% 5 = 0 then '' else '0000' || lpad(g::text, 9, '0') end", "activity_id": "a.id",
        "village_id": "v.code", "phone": "'+62860' || lpad(g::text, 8, '0')", "street": "'Kp. Contoh'",
        "founded_year": "2000 + (g * 31 %% 26)::int",
        "workers_male": "case when g %% 11 = 0 then null else (g * 17 %% 5)::int end",
        "workers_female": "case when g %% 11 = 0 then null else (g * 23 %% 6)::int end",
        "capital_range": _pick("ranges", 86028121), "sales_range": _pick("ranges", 982451653), "sales_year": "2025",
    }  # fmt: skip
    _insert(BusinessEdition, edition, source, values)
