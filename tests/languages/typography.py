"""How French and Portuguese are set, and which words are not European Portuguese."""

from __future__ import annotations

import re

NBSP = "\u00a0"
NARROW = "\u202f"
PLACEHOLDER = re.compile(r"%\([^)]+\)[sd]|%[sd]|%%|\{\w*\}|<[^>]*>|&\w+;|https?://\S+")
FRENCH = {
    "no narrow no-break space before ; ! ? %": re.compile(rf"(?:^|[^{NARROW}])[;!?]|(?:^|[^{NARROW}⁒])(?=⁒)"),
    "no no-break space before a colon": re.compile(rf"[^{NBSP}]:(?=\s|$)"),
    "no no-break space inside « »": re.compile(rf"«[^{NBSP}]|[^{NBSP}]»"),
    "straight or English quote": re.compile(r"[\"'‘]|(?<!«)“(?![^”]*”[^«]*»)"),
    "space before …": re.compile(r"\s…|\.\.\."),
    "exclamation": re.compile(r"!"),
    "familiar address": re.compile(r"\b(?:tu|ton|ta|tes|toi)\b", re.IGNORECASE),
}
BRAZILIAN = (
    "usuário", "usuária", "senha", "salvar", "arquivo", "tela", "baixar", "controle", "contêiner", "caminhão", "você",
    "gerenciar", "gerenciamento", "deletar", "excluir", "registro", "equipe", "compartilhar", "carregando", "celular",
    "cadastro", "cadastrar", "login", "logar", "eletrônico", "detecção", "ônibus", "trem", "planilha", "contato",
)  # fmt: skip
BEFORE_THE_REFORM = (
    "acção",
    "direcção",
    "objectivo",
    "selecção",
    "infracção",
    "activo",
    "recepção",
    "factura",
    "electrónico",
)
PORTUGUESE = {
    "space before : ; ? !": re.compile(r"\s[:;?!](?=\s|$)"),
    "straight or English quote": re.compile(r"[\"“”‘]|(?<![A-Za-zÀ-ÿ])'|'(?![A-Za-zÀ-ÿ])"),
    "space inside «»": re.compile(r"«\s|\s»"),
    "three points": re.compile(r"\s…|\.\.\."),
    "no no-break space before %": re.compile(rf"(?:^|[^{NBSP}])(?=⁒)"),
    "Brazilian word": re.compile(rf"\b(?:{'|'.join(BRAZILIAN)})s?\b", re.IGNORECASE),
    "spelling of before 1990": re.compile(rf"\b(?:{'|'.join(BEFORE_THE_REFORM)})s?\b", re.IGNORECASE),
}


def faults(text: str, rules: dict[str, re.Pattern[str]]) -> list[str]:
    """What is wrong with the setting of one text. Placeholders, tags and addresses are left out."""
    # A doubled per cent sign is one sign to the reader; keep its place.
    shown = PLACEHOLDER.sub("x", text.replace("%%", "⁒").replace("&nbsp;", NBSP))
    return [name for name, rule in rules.items() if rule.search(shown)]
