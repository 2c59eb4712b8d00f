"""A whole list as the file that would load it, written by the database itself."""

import gzip
import io
from typing import IO

from django.db import connection
from psycopg2 import sql

from reference.models import CodeList
from reference.rules.columns import Column, Kind
from reference.rules.definitions import COMMON


def write_sheet(code_list: CodeList, file: IO[bytes] | gzip.GzipFile) -> None:
    """Write every code of the list, retired ones too, as CSV in UTF-8. No cell of it is a formula."""
    table = "reference_place" if code_list.definition.table == "place" else "reference_code"
    parents = "LEFT JOIN reference_code AS parent ON parent.id = entry.parent_id"
    joined = sql.SQL(parents if table == "reference_code" else "")
    columns = sql.SQL(", ").join(_harmless(_cell(code_list, name), name) for name in code_list.definition.head)
    query = sql.SQL(
        "COPY (SELECT {columns} FROM {table} AS entry {joined} WHERE entry.code_list_id = {code_list} "
        "ORDER BY entry.position, entry.code) TO STDOUT (FORMAT csv, HEADER)",
    ).format(columns=columns, table=sql.Identifier(table), joined=joined, code_list=sql.Literal(code_list.pk))
    with connection.cursor() as cursor:
        cursor.copy_expert(query.as_string(cursor.cursor), file)


def compressed_sheet(code_list: CodeList) -> bytes:
    """The same, as an edition keeps it."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=1, mtime=0) as file:
        write_sheet(code_list, file)
    return buffer.getvalue()


def _cell(code_list: CodeList, name: str) -> sql.Composable:
    if name == "parent":
        return sql.SQL("parent.code")
    if name in COMMON:
        return sql.SQL("entry.{}::text").format(sql.Identifier(name))
    return _own_cell(code_list.definition.own[name])


def _own_cell(column: Column) -> sql.Composable:
    name = sql.Literal(column.name)
    if column.kind is Kind.CODES:
        return sql.SQL(
            "(SELECT string_agg(named, '|') FROM jsonb_array_elements_text(entry.details -> {}) AS found (named))",
        ).format(name)
    if column.kind is Kind.YES_NO:
        return sql.SQL("CASE entry.details ->> {} WHEN 'true' THEN '1' WHEN 'false' THEN '0' END").format(name)
    return sql.SQL("entry.details ->> {}").format(name)


def _harmless(cell: sql.Composable, name: str) -> sql.Composable:
    """As `rules.sheets.harmless` does it."""
    return sql.SQL("regexp_replace({}, {}, {}) AS {}").format(
        cell, sql.Literal(r"^([=+\-@\t\r\n])"), sql.Literal(r"'\1"), sql.Identifier(name)
    )
