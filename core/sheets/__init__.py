"""Spreadsheets that people bring and take: XLSX and CSV, read row by row within limits, written row by row."""

from core.sheets.reading import open_sheets
from core.sheets.rows import BadCell, Row, Sheet
from core.sheets.writing import write_csv, write_xlsx

__all__ = ["BadCell", "Row", "Sheet", "open_sheets", "write_csv", "write_xlsx"]
