import csv
from importlib import resources

import pytest
from django.utils import translation

from reference.countries import countries, country_name, is_country

REGION = {  # code: as written in English, French, Portuguese
    "BF": ("Burkina Faso", "Burkina Faso", "Burkina Faso"),
    "BI": ("Burundi", "Burundi", "Burundi"),
    "BJ": ("Benin", "Bénin", "Benim"),
    "CD": (
        "Democratic Republic of the Congo",
        "République démocratique du Congo",
        "República Democrática do Congo",
    ),
    "CF": ("Central African Republic", "République centrafricaine", "República Centro-Africana"),
    "CG": ("Congo", "Congo", "Congo"),
    "CI": ("Côte d’Ivoire", "Côte d’Ivoire", "Costa do Marfim"),
    "CM": ("Cameroon", "Cameroun", "Camarões"),
    "CV": ("Cabo Verde", "Cabo Verde", "Cabo Verde"),
    "GA": ("Gabon", "Gabon", "Gabão"),
    "GH": ("Ghana", "Ghana", "Gana"),
    "GM": ("Gambia", "Gambie", "Gâmbia"),
    "GN": ("Guinea", "Guinée", "Guiné"),
    "GQ": ("Equatorial Guinea", "Guinée équatoriale", "Guiné Equatorial"),
    "GW": ("Guinea-Bissau", "Guinée-Bissau", "Guiné-Bissau"),
    "LR": ("Liberia", "Libéria", "Libéria"),
    "ML": ("Mali", "Mali", "Mali"),
    "MR": ("Mauritania", "Mauritanie", "Mauritânia"),
    "NE": ("Niger", "Niger", "Níger"),
    "NG": ("Nigeria", "Nigéria", "Nigéria"),
    "SL": ("Sierra Leone", "Sierra Leone", "Serra Leoa"),
    "SN": ("Senegal", "Sénégal", "Senegal"),
    "ST": ("Sao Tome and Principe", "Sao Tomé-et-Principe", "São Tomé e Príncipe"),
    "TD": ("Chad", "Tchad", "Chade"),
    "TG": ("Togo", "Togo", "Togo"),
}
LANGUAGES = ("en", "fr", "pt")


@pytest.mark.parametrize(("code", "names"), REGION.items(), ids=list(REGION))
def test_the_region_is_named_as_the_field_writes_it(code: str, names: tuple[str, str, str]) -> None:
    for language, name in zip(LANGUAGES, names, strict=True):
        with translation.override(language):
            assert country_name(code) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_that_reads_forwards(language: str) -> None:
    with translation.override(language):
        names = [country.name for country in countries()]
    assert len(names) == len(set(names)) > 240
    assert not [name for name in names if "(" in name or "'" in name]
    with_comma = [name for name in names if ", " in name]  # only lists of islands have one
    assert all({"and", "et", "e"} & set(name.split()) for name in with_comma), with_comma


@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        ("fr", ["EG", "AE", "EC", "ES", "ET", "FI", "GN", "GW", "GQ", "GY", "CX", "IN", "SN", "SL"]),
        ("en", ["AF", "AX", "AL", "CR", "CI", "HR", "CW", "CY", "TR", "TM"]),
        ("pt", ["AF", "ZA", "AL", "AU", "AT", "AZ", "GN", "GW", "GQ", "CX", "IN", "ID"]),
    ],
)
def test_countries_stand_where_a_reader_looks_for_them(language: str, in_order: list[str]) -> None:
    with translation.override(language):
        order = [country.code for country in countries()]
    assert [code for code in order if code in in_order] == in_order


def test_a_language_that_is_missing_falls_back_to_english() -> None:
    with translation.override("ha"):
        assert country_name("SN") == "Senegal"
    with translation.override("fr-sn"):
        assert country_name("SN") == "Sénégal"
    with translation.override(None):
        assert country_name("CM") == "Cameroon"


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert country_name("QQ") == "QQ"


@pytest.mark.parametrize(
    ("code", "known"), [("SN", True), ("sn", False), ("SEN", False), ("QQ", False), ("", False), ("686", False)]
)
def test_is_country(code: str, known: bool) -> None:
    assert is_country(code) is known


def test_the_countries_of_the_region_are_called_the_same_in_both_lists() -> None:
    file = resources.files("reference") / "lists" / "region_country.csv"
    for row in csv.DictReader(file.read_text("utf-8").splitlines()):
        for language in ("fr", "en", "pt"):
            with translation.override(language):
                assert country_name(row["code"]) == row[language], row["code"]
