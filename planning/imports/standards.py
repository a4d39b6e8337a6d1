"""The kind of import: standards (``jabatan`` or ``jenjang``, ``kode_kompetensi``, ``tingkat``, ``bobot``).

A file changes the draft; where there is none, one is made from the version in force. Rows of a post name it
by its title and count for every post of that title. A post's row with an empty level takes the competency
out there.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import Any

from personnel import bulk
from personnel.imports import kinds
from personnel.imports.cells import plain
from personnel.imports.drafts import Action, Draft
from personnel.imports.headings import Column
from personnel.imports.rows import DataRow
from personnel.models import DataImport, Position, User
from personnel.rounding import half_up
from planning import standards
from planning.models import Competency, LevelDefault, StandardRequirement, StandardVersion
from planning.permissions import may_manage_standards

Status = StandardVersion.Status
#: (level of posts or "", id of the post or None, id of the competency) → (level, weight)
Kept = dict[tuple[str, int | None, int], tuple[int | None, Decimal]]

COLUMNS = (
    Column(
        "post",
        "jabatan",
        ("NAMA JABATAN",),
        help="Nama jabatan; kosong bila jenjang diisi.",
        quiet=True,
    ),
    Column(
        "level_of_posts",
        "jenjang",
        ("JENJANG JABATAN",),
        help="Misalnya pelaksana, administrator, atau jf_ahli_muda.",
        example="jf_ahli_muda",
        quiet=True,
    ),
    Column(
        "code",
        "kode_kompetensi",
        ("KODE",),
        required=True,
        help="Kode dalam kamus kompetensi.",
        example="M.01",
    ),
    Column(
        "level",
        "tingkat",
        ("LEVEL", "TINGKAT WAJIB"),
        required=True,
        help="1 sampai 5. Kosong pada baris jabatan: tidak dipersyaratkan.",
        example="3",
    ),
    Column("weight", "bobot", (), help="Lebih dari 0; kosong berarti 1.", example="1", quiet=True),
)


def level_words() -> dict[str, str]:
    """What people write for a level of posts → its code."""
    words = {}
    for value, label in Position.Level.choices:
        words[plain(value)] = value
        words[plain(label)] = value
        words[plain(str(label).replace("Fungsional ", ""))] = value
    return words


def parse(row: DataRow) -> None:
    post, level_of_posts = row.text("post"), row.text("level_of_posts")
    row.label = post or level_of_posts
    row.values["post"], row.values["level_of_posts"] = "", ""
    if bool(post) == bool(level_of_posts):
        row.error("post", "post_or_level", "Isi salah satu: jabatan atau jenjang.")
    elif post:
        row.values["post"] = plain(post)
    elif plain(level_of_posts) in (words := level_words()):
        row.values["level_of_posts"] = words[plain(level_of_posts)]
    else:
        row.error("level_of_posts", "level_of_posts_unknown", "Jenjang jabatan ini tidak dikenal.")
    row.values["code"] = row.text("code").upper()
    if not row.values["code"]:
        row.error("code", "code_missing", "Kode kompetensi kosong.")
    parse_level(row, is_post=bool(post))
    parse_weight(row)


def parse_level(row: DataRow, *, is_post: bool) -> None:
    text = row.text("level")
    row.values["level"] = None
    if text in {"1", "2", "3", "4", "5"}:
        row.values["level"] = int(text)
    elif text or not is_post:
        row.error("level", "level_wrong", "Tingkat harus bilangan bulat dari 1 sampai 5.")


def parse_weight(row: DataRow) -> None:
    text = row.text("weight").replace(",", ".")
    try:
        weight = Decimal(text or 1)
    except InvalidOperation:
        weight = Decimal(0)
    if weight.is_finite() and 0 < weight < 1000:
        row.values["weight"] = f"{half_up(weight, 2)}"
    else:
        row.error("weight", "weight_wrong", "Bobot harus bilangan lebih dari 0.")


def plan(draft: Draft) -> None:
    posts: dict[str, list[int]] = defaultdict(list)
    for pk, name in Position.objects.values_list("pk", "name"):
        posts[plain(name)].append(pk)
    codes = {code.upper(): pk for code, pk in Competency.objects.active().values_list("code", "pk")}
    for row in draft.open_rows():
        if row.values["code"] not in codes:
            row.error("code", "code_unknown", "Kode ini tidak ada dalam kamus kompetensi.")
        if row.values["post"] and row.values["post"] not in posts:
            row.error(
                "post", "post_unknown", "Tidak ada jabatan dengan nama ini. Impor data SIASN lebih dahulu."
            )
    refuse_doubles(draft)
    kept = kept_rows()
    for row in draft.open_rows():
        compare(row, keys_of(row, posts, codes), kept)
    if any(row.action in {Action.ADD, Action.CHANGE} for row in draft.rows):
        draft.side_effects = [side_effect()]
    draft.facts = {"posts": posts, "codes": codes}


def refuse_doubles(draft: Draft) -> None:
    first: dict[tuple[str, str, str], DataRow] = {}
    for row in draft.open_rows():
        key = (row.values["post"], row.values["level_of_posts"], row.values["code"])
        if key in first:
            reason = "Jabatan atau jenjang dan kompetensi ini sudah disebut pada baris %(number)d."
            row.error("code", "row_repeated", reason % {"number": first[key].number})
        else:
            first[key] = row


def kept_rows() -> Kept:
    """The rows of the draft, or those that a new draft would begin with."""
    version = (
        StandardVersion.objects.filter(status=Status.DRAFT).first()
        or StandardVersion.objects.in_force().first()
    )
    if version is None:
        core = list(Competency.objects.active().core().values_list("pk", flat=True))
        usual = LevelDefault.objects.values_list("position_level", "required_level")
        return {(level, None, pk): (required, Decimal(1)) for level, required in usual for pk in core}
    rows = version.requirements.values_list(
        "position_level", "position_id", "competency_id", "level", "weight"
    )
    return {
        (level, post, competency): (required, weight) for level, post, competency, required, weight in rows
    }


def side_effect() -> str:
    draft = StandardVersion.objects.filter(status=Status.DRAFT).first()
    if draft:
        return f"Draf standar versi {draft.number} berubah. Standar yang berlaku tetap."
    return (
        "Draf standar baru dibuat dari versi yang berlaku. "
        "Standar yang berlaku tetap sampai draf itu diberlakukan."
    )


def keys_of(
    row: DataRow, posts: dict[str, list[int]], codes: dict[str, int]
) -> list[tuple[str, int | None, int]]:
    competency = codes[row.values["code"]]
    if row.values["level_of_posts"]:
        return [(row.values["level_of_posts"], None, competency)]
    return [("", post, competency) for post in posts[row.values["post"]]]


def compare(row: DataRow, keys: list[tuple[str, int | None, int]], kept: Kept) -> None:
    new = (row.values["level"], Decimal(row.values["weight"]))
    before = [kept.get(key) for key in keys]
    if all(old == new for old in before):
        row.action = Action.SAME
        return
    row.action = Action.ADD if None in before else Action.CHANGE
    old = next((old for old in before if old not in {None, new}), None)
    row.changes = {row.values["code"]: [in_words(old), in_words(new)]}


def in_words(requirement: tuple[int | None, Decimal] | None) -> str:
    if requirement is None:
        return ""
    level, weight = requirement
    words = "tidak dipersyaratkan" if level is None else f"tingkat {level}"
    return words if weight == 1 else f"{words}, {'bobot'} {weight.normalize():f}"


def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
    rows = [row for row in draft.rows if row.action in {Action.ADD, Action.CHANGE}]
    if not rows:
        return
    version = StandardVersion.objects.select_for_update().filter(
        status=Status.DRAFT
    ).first() or standards.start_draft(note=f"Dari berkas {data_import.file_name}", by=by)
    posts, codes = draft.facts["posts"], draft.facts["codes"]
    bulk.temporary_table(
        "new_requirement",
        {
            "position_level": "text",
            "position_id": "bigint",
            "competency_id": "bigint",
            "level": "smallint",
            "weight": "numeric(5,2)",
        },
        (
            (*key, row.values["level"], row.values["weight"])
            for row in rows
            for key in keys_of(row, posts, codes)
        ),
    )
    write(version, "position_level", "position_id IS NULL")
    write(version, "position_id", "position_id IS NOT NULL")


def write(version: StandardVersion, key: str, condition: str) -> Any:
    """Rows of levels and rows of posts have a unique index each."""
    return bulk.execute(
        "INSERT INTO planning_standardrequirement"  # noqa: S608 - our own names
        " (version_id, position_level, position_id, competency_id, level, weight)"
        " SELECT %s, position_level, position_id, competency_id, level, weight FROM new_requirement"
        f" WHERE {condition}"
        f" ON CONFLICT (version_id, {key}, competency_id) WHERE {condition}"
        " DO UPDATE SET level = EXCLUDED.level, weight = EXCLUDED.weight",
        [version.pk],
    )


KIND = kinds.register(
    kinds.ImportKind(
        slug=DataImport.Kind.STANDARDS,
        title="Standar kompetensi",
        lead="Satu baris per jabatan (atau jenjang) dan kompetensi. "
        "Berkas mengubah draf; standar yang berlaku tetap.",
        columns=COLUMNS,
        ignored=("NAMA KOMPETENSI", "KOMPETENSI", "KETERANGAN"),
        parse=parse,
        plan=plan,
        apply=apply,
        may=may_manage_standards,
        locks=(StandardVersion, StandardRequirement),
    )
)
