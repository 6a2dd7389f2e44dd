"""The colours of the two themes, by what they are used for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Every colour that the window draws with, as #RRGGBB."""

    dark: bool
    page: str
    surface: str
    """Controls and cards."""
    sunken: str
    """The sidebar and code."""
    line: str
    """Hairlines; never the only mark of a control."""
    ink: str
    muted: str
    accent: str
    accent_strong: str
    """The accent under the pointer."""
    accent_soft: str
    """Selection, the person's messages, chips."""
    on_accent: str
    mark: str
    """Behind text that was looked for."""
    hover: str
    """A quiet control under the pointer."""
    danger: str
    warning: str
    good: str
    code_keyword: str
    code_name: str
    code_string: str
    code_number: str
    code_comment: str


LIGHT = Palette(
    dark=False,
    page="#FBF9F6",
    surface="#FFFFFF",
    sunken="#F2EEE8",
    line="#DDD6CC",
    ink="#1F1C18",
    muted="#635C53",
    accent="#0B6560",
    accent_strong="#084E4A",
    accent_soft="#DDEFEC",
    on_accent="#FFFFFF",
    mark="#F7DC8C",
    hover="#E9E4DC",
    danger="#A8321F",
    warning="#8A5A00",
    good="#2E6B34",
    code_keyword="#8A2F63",
    code_name="#0B5A8A",
    code_string="#2E6B34",
    code_number="#8A5A00",
    code_comment="#6B635A",
)

DARK = Palette(
    dark=True,
    page="#171513",
    surface="#211E1B",
    sunken="#121010",
    line="#3A3530",
    ink="#EFEAE3",
    muted="#A89F94",
    accent="#62C9BF",
    accent_strong="#86D9D1",
    accent_soft="#173B38",
    on_accent="#10201E",
    mark="#6A5415",
    hover="#2C2824",
    danger="#F08C78",
    warning="#E2B35B",
    good="#8CC98F",
    code_keyword="#E39AC4",
    code_name="#84BEEA",
    code_string="#8CC98F",
    code_number="#E2B35B",
    code_comment="#968D82",
)
