"""The columns of a file of figures, in each of its forms. docs/api/columns.md explains them.

`sql` reads `o` (figures), `p` (places), `v` (versions of indicators), `s` (sources) and `d`
(breakdowns), see `labels`. `tag` is of HXL 1.1.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kachehri.domains.evidence.rules import sdmx
from kachehri.domains.evidence.rules.dimensions import known

FIELDS = (
    "id", "version_id", "place_id", "period_start", "period_end", "dim_key", "value", "numerator",
    "denominator", "standard_error", "ci_low", "ci_high", "sample", "method", "derivation",
    "status", "conf_status", "note", "source_id", "cell",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: its name, the SQL that fills it, its kind (see `tables.Field`), its HXL tag."""

    name: str
    sql: str
    kind: str = "text"
    tag: str = ""
    width: int = 12


@dataclass(frozen=True)
class Form:
    """A form of the file. `harmless`: no cell can be taken for a formula."""

    code: str
    columns: Callable[[], tuple[Column, ...]]
    harmless: bool = True
    tagged: bool = False


def _printed(column: str) -> str:
    """A number as it was printed, without zeros at its end."""
    return f"trim_scale(o.{column})"


def _unformulaic(column: str) -> str:
    """A text of a figure; a mark before what would be a formula."""
    starts = r"E'=+-@|\t\r\n'"
    risky = f"o.{column} <> '' and strpos({starts}, left(o.{column}, 1)) > 0"
    return f"case when {risky} then '''' || o.{column} else nullif(o.{column}, '') end"


def _text(column: str) -> str:
    return f"nullif(o.{column}, '')"


PLACE = (
    Column("place_code", "p.code", tag="#loc+code"),
    Column("place", "p.name", tag="#loc+name", width=20),
    Column("tier", "p.tier", tag="#loc+type"),
)
LEVELS = tuple(
    Column(f"{level}_{part}", f"p.{level}_{part}", tag=f"{tag}+{part}")
    for level, tag in (
        ("adm0", "#country"),
        ("adm1", "#adm1"),
        ("adm2", "#adm2"),
        ("adm3", "#adm3"),
    )
    for part in ("code", "name")
)
ABOUT = (
    Column("indicator", "v.code", tag="#indicator+code", width=24),
    Column("indicator_name", "v.name", tag="#indicator+name", width=40),
    Column("sector", "v.sector", tag="#sector+code"),
    Column("first_day", "o.period_start", "day", "#date+start"),
    Column("last_day", "o.period_end - 1", "day", "#date+end"),
    Column("sex", "d.sex", tag="#meta+sex"),
    Column("residence", "d.residence", tag="#meta+residence"),
    Column("age", "d.age", tag="#meta+age"),
    Column("other", "d.other", tag="#meta+breakdown+code"),
    Column("breakdown", "d.words", tag="#meta+breakdown+name", width=24),
)
VALUE = (Column("value", _printed("value"), "number", "#indicator+value+num"),)
BY_SEX = (
    Column(
        "value",
        f"case when d.sex is distinct from 'female' and d.sex is distinct from 'male'"
        f" then {_printed('value')} end",
        "number",
        "#indicator+value+num",
    ),
    Column(
        "value_female",
        f"case when d.sex = 'female' then {_printed('value')} end",
        "number",
        "#indicator+value+f+num",
    ),
    Column(
        "value_male",
        f"case when d.sex = 'male' then {_printed('value')} end",
        "number",
        "#indicator+value+m+num",
    ),
)
MORE = (
    Column("unit", "v.unit", tag="#indicator+unit"),
    Column("numerator", _printed("numerator"), "number", "#indicator+numerator+num"),
    Column("denominator", _printed("denominator"), "number", "#indicator+denominator+num"),
    Column("low", _printed("ci_low"), "number", "#indicator+low+num"),
    Column("high", _printed("ci_high"), "number", "#indicator+high+num"),
    Column("standard_error", _printed("standard_error"), "number", "#indicator+error+num"),
    Column("sample", "o.sample", "whole", "#meta+sample+num"),
    Column("status", "o.status", tag="#status+code"),
    Column("method", "o.method", tag="#meta+method"),
    Column("derivation", "o.derivation", tag="#meta+derivation"),
    Column("version", "v.number", "whole", "#meta+version+num"),
    Column("comparable", "v.comparable", tag="#meta+comparable"),
)


def _origin(text: Callable[[str], str]) -> tuple[Column, ...]:
    return (
        Column("note", text("note"), tag="#description+note", width=30),
        Column("source", "s.code", tag="#meta+source+code", width=24),
        Column("citation", "s.citation", tag="#meta+source+name", width=50),
        Column("cell", text("cell"), tag="#meta+source+cell", width=30),
        Column("figure", "o.id", "whole", "#meta+id"),
    )


def plain() -> tuple[Column, ...]:
    """One line a figure, with its citation and its cell."""
    return (*PLACE, *ABOUT, *VALUE, *MORE, *_origin(_unformulaic))


def tidy() -> tuple[Column, ...]:
    """The same for files in which a text is never a formula."""
    return (*PLACE, *ABOUT, *VALUE, *MORE, *_origin(_text))


def tagged() -> tuple[Column, ...]:
    """The same with the codes of all places above, and the value of women and men apart."""
    return (*LEVELS, *PLACE, *ABOUT, *BY_SEX, *MORE, *_origin(_unformulaic))


_YEAR = "extract(doy from o.period_start) = 1 and o.period_end = o.period_start + interval '1 year'"
_MONTH = (
    "extract(day from o.period_start) = 1 and o.period_end = o.period_start + interval '1 month'"
)
_AGE = "age(o.period_end, o.period_start)"
_LASTED = "".join(
    f" || coalesce(nullif(extract({part} from {_AGE}), 0) || '{letter}', '')"
    for part, letter in (("year", "Y"), ("month", "M"), ("day", "D"))
)
TIME_PERIOD = (
    f"case when {_YEAR} then to_char(o.period_start, 'YYYY')"
    f" when {_MONTH} then to_char(o.period_start, 'YYYY-MM')"
    f" else o.period_start || '/P'{_LASTED} end"
)


def of_sdmx() -> tuple[Column, ...]:
    """SDMX-CSV 2.0: the structure, the dimensions in order, the value, the attributes."""
    return (
        Column("STRUCTURE", f"'{sdmx.STRUCTURE}'"),
        Column("STRUCTURE_ID", f"'{sdmx.STRUCTURE_ID}'"),
        Column("ACTION", f"'{sdmx.ACTION}'"),
        Column("REF_AREA", "p.code"),
        Column("INDICATOR", "v.code"),
        Column("INDICATOR_VERSION", "v.number"),
        Column("DATA_SOURCE", "s.code"),
        *(Column(sdmx.dimension_name(one), f"d.sdmx_{code}") for code, one in known().items()),
        Column("TIME_PERIOD", TIME_PERIOD),
        Column("OBS_VALUE", _printed("value"), "number"),
        Column("UNIT_MEASURE", "v.unit_sdmx"),
        Column("DECIMALS", "v.decimals", "whole"),
        Column("OBS_STATUS", "o.status"),
        Column("CONF_STATUS", "o.conf_status"),
        Column("NUMERATOR", _printed("numerator"), "number"),
        Column("DENOMINATOR", _printed("denominator"), "number"),
        Column("LOWER_BOUND", _printed("ci_low"), "number"),
        Column("UPPER_BOUND", _printed("ci_high"), "number"),
        Column("STD_ERROR", _printed("standard_error"), "number"),
        Column("SAMPLE_SIZE", "o.sample", "whole"),
        Column("METHOD", "o.method"),
        Column("DERIVATION", "o.derivation"),
        Column("COMPARABILITY", "v.comparable"),
        Column("OBS_COMMENT", _unformulaic("note")),
        Column("SOURCE_CITATION", "s.citation"),
        Column("SOURCE_CELL", _unformulaic("cell")),
        Column("FIGURE", "o.id", "whole"),
    )


FORMS = {
    "csv": Form("csv", plain),
    "hxl": Form("hxl", tagged, tagged=True),
    "sdmx": Form("sdmx", of_sdmx),
    "tidy": Form("tidy", tidy, harmless=False),
}
"""`tidy` is what Parquet and XLSX are made from."""
