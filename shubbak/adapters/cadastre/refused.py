"""A municipality's file that is not taken, and why."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.text import isolate_name


class CadastreRefusedError(Exception):
    """Nothing was changed on the station. `code` is a problem code: cadastre-mapping, cadastre-file-unreadable,
    cadastre-duplicate and the like. params: what its sentence names, isolated.
    """

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, str] = {name: isolate_name(said[:300]) for name, said in params.items()}
